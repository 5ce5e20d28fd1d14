import { type Foglio, LIMITI_FOGLIO, type RigaFoglio, readFoglio, rilievoSuCella } from '#libs/tracciati';
import { AFFIDABILITA, CellaErrata, testo } from '../pacchetto/celle.js';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import type { Difetto } from './esame-voci.js';
import { REGOLE_VOCI } from './regole-voci.js';
import {
  ELENCO,
  MOST_ATTRIBUTES,
  MOST_ITEMS,
  type Provenienza,
  type VociInviate,
  rilievoSuVoce,
} from './voci-inviate.js';

const CODICE = { base: 'testo', modello: '[A-Za-z0-9][A-Za-z0-9._:\\-]{0,39}' } as const;
const TESTO = { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 600 } as const;

/** The file of the items of a version, as the region sends it and as the pack of a region has it. */
const FOGLIO_VOCI = {
  titolo: 'voci di una nomenclatura',
  nome: 'Voci',
  altreColonne: true,
  colonne: {
    codice: { descrizione: 'codice della voce', obbligatorio: true, tipo: CODICE },
    padre: {
      nome: 'codice_padre',
      alias: ['padre', 'raggruppamento'],
      descrizione: 'codice o raggruppamento di cui la voce fa parte',
      tipo: CODICE,
    },
    denominazione: { descrizione: 'denominazione', obbligatorio: true, tipo: TESTO },
    descrizione: { descrizione: 'descrizione', tipo: TESTO },
    sostituisce: {
      descrizione: 'codici della versione precedente di cui la voce prende il posto, divisi da |',
      tipo: CODICE,
      lista: true,
    },
    isee: { descrizione: 'se la voce è soggetta a ISEE', tipo: { base: 'si_no' } },
    solo_con_presa_in_carico: {
      descrizione: 'se la voce si trasmette solo con una presa in carico',
      tipo: { base: 'si_no' },
    },
    fonte: { descrizione: 'da dove viene la riga', tipo: TESTO },
    affidabilita: {
      descrizione: 'quanto ci si può fidare della riga',
      tipo: {
        base: 'testo',
        elenco: AFFIDABILITA.map((valore) => ({ valore, etichetta: valore.replaceAll('_', ' ') })),
      },
    },
  },
} as const satisfies Foglio;
type RigaFoglioVoci = RigaFoglio<typeof FOGLIO_VOCI.colonne>;

const LIMITI = {
  ...LIMITI_FOGLIO,
  byte: 8 * 1024 ** 2,
  righe: MOST_ITEMS,
  colonne: MOST_ATTRIBUTES + Object.keys(FOGLIO_VOCI.colonne).length,
  rilievi: 200,
};

/** Reads items from a CSV or XLSX file. Columns beyond those declared are attributes of the items, `S` and `N` are booleans. */
export async function leggiFoglioVoci(bytes: Uint8Array, provenienza: Provenienza): Promise<VociInviate> {
  const esito = await readFoglio(bytes, FOGLIO_VOCI, LIMITI);
  const righe = new Map(esito.righe.map((riga) => [riga.riga, riga]));
  const rilievoDi = (difetto: Difetto) => {
    const riga = difetto.riga === null ? undefined : righe.get(difetto.riga);
    if (riga === undefined) return rilievoSuVoce(difetto);
    const campo = difetto.campo === 'codice_padre' ? 'padre' : difetto.campo;
    return rilievoSuCella(esito, FOGLIO_VOCI, riga, campo, REGOLE_VOCI[difetto.regola], difetto);
  };
  const difetti = [...difettiDeiNomi(Object.keys(esito.altre)), ...esito.righe.flatMap(difettiDelleAltre)];
  return {
    voci: difetti.length > 0 ? [] : esito.righe.map((riga) => voceOf(riga, provenienza)),
    errori: esito.errori + difetti.length,
    avvisi: esito.avvisi,
    rilievi: [...esito.rilievi, ...difetti.map(rilievoDi)],
    rilievoDi,
  };
}

/** Two columns whose names become one would give one attribute, and nobody could say which. */
function difettiDeiNomi(headers: readonly string[]): Difetto[] {
  const taken = new Set<string>(Object.keys(FOGLIO_VOCI.colonne));
  return headers.flatMap((campo) => {
    const name = attributoOf(campo);
    const isWrong = name === '' || taken.has(name);
    taken.add(name);
    const messaggio = 'La colonna non ha un nome, o ha lo stesso nome di un’altra.';
    return isWrong ? [{ regola: 'valore', riga: null, campo: campo.slice(0, 40), messaggio } as const] : [];
  });
}

/** The engine takes what it does not know as it is. */
function difettiDelleAltre({ riga, altre }: RigaFoglioVoci): Difetto[] {
  return Object.entries(altre).flatMap(([campo, value]) => {
    try {
      testo(value);
      return [];
    } catch (error) {
      if (!(error instanceof CellaErrata)) throw error;
      return [{ regola: 'valore', riga, campo, messaggio: `Il valore non è ammesso: ${error.message}.` } as const];
    }
  });
}

function voceOf({ riga, valori, altre }: RigaFoglioVoci, provenienza: Provenienza): RigaVoce {
  const { codice, padre, denominazione, descrizione, sostituisce, fonte, affidabilita, ...flags } = valori;
  const attributi = {
    ...Object.fromEntries(Object.entries(altre).map(([header, value]) => [attributoOf(header), attributo(value)])),
    ...Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)),
    ...(sostituisce.length === 0 ? {} : { sostituisce }),
  } as RigaVoce['attributi'];
  return {
    codice,
    padre: padre ?? null,
    denominazione,
    descrizione: descrizione ?? null,
    attributi,
    fonte: fonte ?? provenienza.fonte,
    affidabilita: affidabilita ?? provenienza.affidabilita,
    posto: { file: ELENCO, riga },
  };
}

/** A header as an attribute is called: `Area d’intervento` → `area_d_intervento`. */
function attributoOf(header: string): string {
  return header
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
}

function attributo(cell: string): string | boolean {
  return cell === 'S' ? true : cell === 'N' ? false : cell;
}
