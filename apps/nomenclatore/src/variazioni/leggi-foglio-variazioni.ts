import { SISTEMI_CODICE_ENTE, type SistemaCodiceEnte } from '#libs/riferimenti';
import { type Foglio, LIMITI_FOGLIO, type RigaFoglio, readFoglio, rilievoSuCella } from '#libs/tracciati';
import { Problem } from '#libs/contracts';
import type { RilievoLetto, Trovato } from '../lettura/rilievi.js';
import type { Problema } from '../pacchetto/problema.js';
import { RegistroIncoerente } from '../registri/registro-incoerente.js';
import { TIPI_VARIAZIONE, type VariazioneDetta } from './detta.js';
import { REGOLE_VARIAZIONI } from './regole-variazioni.js';

const COMUNE = { base: 'testo', modello: '[A-Z][0-9]{3}|[0-9]{6}', forma: 'identificativo' } as const;
const NOME = { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 200 } as const;
const AMBITO = { base: 'testo', modello: '[A-Z0-9][A-Z0-9\\-]{1,19}', forma: 'identificativo' } as const;
const TESTO = { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 300 } as const;
const ATTO = { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 80 } as const;

/** The file of changes of the territory: one a row, done in their order. */
const FOGLIO_VARIAZIONI = {
  titolo: 'variazioni del territorio',
  nome: 'Variazioni',
  colonne: {
    tipo: {
      descrizione: 'che cosa succede',
      obbligatorio: true,
      tipo: {
        base: 'testo',
        elenco: TIPI_VARIAZIONE.map((valore) => ({ valore, etichetta: valore.replaceAll('_', ' ') })),
      },
    },
    dal: { descrizione: 'primo giorno in cui vale', obbligatorio: true, tipo: { base: 'data' } },
    comuni: {
      descrizione: 'codici catastali o ISTAT dei comuni che si fondono, sono incorporati o variano, divisi da |',
      obbligatorio: true,
      tipo: COMUNE,
      lista: true,
    },
    incorporante: { descrizione: 'di un’incorporazione, il comune che resta', tipo: COMUNE },
    denominazione: { descrizione: 'denominazione del comune nuovo, o quella nuova', tipo: NOME },
    altra_denominazione: { descrizione: 'denominazione nell’altra lingua ufficiale', tipo: NOME },
    belfiore: {
      descrizione: 'codice catastale del comune nuovo',
      tipo: { base: 'testo', modello: '[A-Z][0-9]{3}', forma: 'identificativo' },
    },
    istat: {
      descrizione: 'codice ISTAT del comune nuovo, o quello nuovo',
      cifre: 6,
      tipo: { base: 'testo', modello: '[0-9]{6}' },
    },
    provincia: { descrizione: 'denominazione della provincia, se le tabelle non l’hanno', tipo: NOME },
    provincia_sigla: {
      descrizione: 'sua sigla',
      tipo: { base: 'testo', modello: '[A-Z]{2}', forma: 'identificativo' },
    },
    provincia_regione: {
      descrizione: 'codice ISTAT della sua regione',
      cifre: 2,
      tipo: { base: 'testo', modello: '[0-9]{2}' },
    },
    codici: {
      descrizione: 'altri codici dell’ente che comincia, come ipa:c_m999, divisi da |',
      tipo: { base: 'testo', modello: `(${SISTEMI_CODICE_ENTE.join('|')}):[A-Za-z0-9_\\-]{2,40}` },
      lista: true,
    },
    ambito: { descrizione: 'ambito del comune nuovo', tipo: AMBITO },
    capofila: {
      descrizione: 'chi diventa capofila di ogni ambito che lo perde, come ATS01=M999, divisi da |',
      tipo: { base: 'testo', modello: '[A-Z0-9][A-Z0-9\\-]{1,19}=[A-Za-z0-9_:\\-]{2,60}' },
      lista: true,
    },
    subentro_atti: { descrizione: 'se il successore subentra negli atti di chi cessa', tipo: { base: 'si_no' } },
    atto_tipo: { descrizione: 'tipo dell’atto', obbligatorio: true, tipo: ATTO },
    atto_numero: { descrizione: 'numero dell’atto', obbligatorio: true, tipo: ATTO },
    atto_data: { descrizione: 'data dell’atto', obbligatorio: true, tipo: { base: 'data' } },
    fonte: { descrizione: 'da dove viene il dato', obbligatorio: true, tipo: TESTO },
  },
} as const satisfies Foglio;
type RigaVariazione = RigaFoglio<typeof FOGLIO_VARIAZIONI.colonne>;

/** A region's year has a few; fifty at once is every change since the reform of a whole country's provinces. */
const MOST_CHANGES = 50;
const LIMITI = { ...LIMITI_FOGLIO, byte: 1024 ** 2, righe: MOST_CHANGES, rilievi: 200 };

/** A file of changes, read. */
export interface FoglioLetto extends Trovato {
  readonly dette: readonly VariazioneDetta[];
  /** What is found wrong with one of them later, with its place in the file. @throws the error itself when it is of no row */
  readonly rilieviSu: (indice: number, error: unknown) => Trovato['rilievi'];
}

/** Reads a file of changes of the territory, CSV or XLSX. */
export async function leggiFoglioVariazioni(bytes: Uint8Array): Promise<FoglioLetto> {
  const esito = await readFoglio(bytes, FOGLIO_VARIAZIONI, LIMITI);
  const { errori, avvisi, rilievi, righe } = esito;
  const more: RilievoLetto[] = righe
    .filter(isHalfProvincia)
    .map((riga) => rilievoSuCella(esito, FOGLIO_VARIAZIONI, riga, 'provincia', REGOLE_VARIAZIONI.provincia, {}));
  if (errori === 0 && righe.length === 0) more.push(rilievoSulFoglio(esito.foglio));
  return {
    dette: righe.map(dettaOf),
    errori: errori + more.length,
    avvisi,
    rilievi: [...rilievi, ...more],
    rilieviSu: (indice, error) => {
      const riga = righe[indice]!;
      return problemiOf(error).map(({ campo, messaggio, ripetuta }) => {
        const regola = ripetuta ? REGOLE_VARIAZIONI.ripetuta : REGOLE_VARIAZIONI.impossibile;
        return rilievoSuCella(esito, FOGLIO_VARIAZIONI, riga, colonnaOf(campo), regola, {
          messaggio: messaggio === '' ? regola.messaggio : `${messaggio[0]!.toUpperCase()}${messaggio.slice(1)}.`,
        });
      });
    },
  };
}

function isHalfProvincia({ valori }: RigaVariazione): boolean {
  const parts = [valori.provincia, valori.provincia_sigla, valori.provincia_regione];
  return parts.includes(undefined) && parts.some((part) => part !== undefined);
}

function rilievoSulFoglio(foglio: string | null): RilievoLetto {
  const { codice: regola, ...testi } = REGOLE_VARIAZIONI.nessuna;
  return { foglio, riga: null, linea: 1, colonna: 1, cella: '', campo: 'tipo', regola, ...testi };
}

function problemiOf(error: unknown): (Pick<Problema, 'campo' | 'messaggio'> & { ripetuta: boolean })[] {
  if (error instanceof RegistroIncoerente) return error.problemi.map((uno) => ({ ...uno, ripetuta: false }));
  if (!(error instanceof Problem)) throw error;
  return [{ campo: 'tipo', messaggio: '', ripetuta: error.code === 'gia_nel_registro' }];
}

/** Faults that the registries find name their own fields. */
function colonnaOf(campo: string): keyof typeof FOGLIO_VARIAZIONI.colonne {
  const own = Object.keys(FOGLIO_VARIAZIONI.colonne).find((nome) => nome === campo);
  if (own !== undefined) return own as keyof typeof FOGLIO_VARIAZIONI.colonne;
  return campo === 'codice' ? 'codici' : 'tipo';
}

function dettaOf({ valori }: RigaVariazione): VariazioneDetta {
  const { provincia, provincia_sigla: sigla, provincia_regione: regione } = valori;
  return {
    tipo: valori.tipo,
    dal: valori.dal,
    comuni: valori.comuni,
    incorporante: valori.incorporante ?? null,
    denominazione: valori.denominazione ?? null,
    altraDenominazione: valori.altra_denominazione ?? null,
    belfiore: valori.belfiore ?? null,
    istat: valori.istat ?? null,
    provincia:
      provincia === undefined || sigla === undefined || regione === undefined
        ? null
        : { denominazione: provincia, sigla, regione },
    codici: valori.codici.map((uno) => {
      const [sistema, codice] = uno.split(':') as [SistemaCodiceEnte, string];
      return { sistema, codice };
    }),
    ambito: valori.ambito ?? null,
    capofila: valori.capofila.map((uno) => {
      const [ambito, ente] = uno.split('=') as [string, string];
      return { ambito, ente };
    }),
    subentroAtti: valori.subentro_atti ?? false,
    atto: { tipo: valori.atto_tipo, numero: valori.atto_numero, data: valori.atto_data },
    fonte: valori.fonte,
  };
}
