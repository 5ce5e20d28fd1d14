import { createHash } from 'node:crypto';
import { type ElementoXml, XmlInvalido, readXml } from './elemento-xml.js';
import type { FlussoServito } from './pagina.js';
import { SPAZIO_CASELLARIO } from './struttura-casellario.js';
import { FLUSSO_PS_PSA_SINA } from './struttura-ps-psa-sina.js';
import { FLUSSO_SINBA } from './struttura-sinba.js';
import { findDifformita } from './struttura.js';

/** The outcomes that INPS's interface knows. */
export const CODICI_ESITO = ['OK', 'DATI_NON_TROVATI', 'RICHIESTA_INVALIDA', 'ERRORE_GENERICO'] as const;
export type CodiceEsito = (typeof CODICI_ESITO)[number];

/** What INPS thinks of a flusso. */
export interface Giudizio {
  readonly codice: CodiceEsito;
  readonly descrizione?: string;
  readonly operazione?: 'I' | 'C';
  /** Digest of the attributes by which a cancellation names what it cancels. */
  readonly chiave?: string;
}

/** What the flusso itself says, before what INPS already holds is looked at. */
export interface Lettura extends Giudizio {
  /** Whether the official schema takes the document; undefined when it was no document of that schema at all. */
  readonly strutturaAmmessa?: boolean;
}

const refused = (descrizione: string, more: Partial<Lettura> = {}): Lettura => ({
  codice: 'RICHIESTA_INVALIDA',
  descrizione,
  ...more,
});

const STRUTTURE = { PS_PSA_SINA: FLUSSO_PS_PSA_SINA, SINBA: FLUSSO_SINBA } as const;

/** Reads and checks one flusso: structure, one beneficiario and one prestazione, identifiers. Pure. */
export function readFlusso({ id, tipo, contenuto }: FlussoServito): Lettura {
  let flusso: ElementoXml;
  try {
    flusso = readXml(contenuto);
  } catch (error) {
    if (error instanceof XmlInvalido) return refused(`XML non valido: ${error.message}`);
    throw error;
  }
  const difformita =
    flusso.nome === 'Flusso'
      ? findDifformita(flusso, STRUTTURE[tipo], SPAZIO_CASELLARIO)
      : ['l’elemento radice non è Flusso'];
  if (difformita.length > 0) return refused(difformita.slice(0, 5).join('; '), { strutturaAmmessa: false });
  const strutturaAmmessa = true;
  const [identificazione, beneficiario, ...altri] = flusso.figli;
  const prestazioni = prestazioniOf(beneficiario!, tipo);
  if (altri.length > 0 || prestazioni.length > 1) {
    return refused('un flusso in cooperazione porta un solo beneficiario e una sola prestazione', { strutturaAmmessa });
  }
  if (!isIdFlusso(id, tipo))
    return refused('id_flusso non ha la forma EEEEE.TIPO.AAAAMMGG.NNNNNNN', { strutturaAmmessa });
  if (identificazione!.attributi.get('Nome') !== id) {
    return refused('IdentificazioneFlusso/@Nome diverso da id_flusso', { strutturaAmmessa });
  }
  // SINBA has no cancellation: a second insertion is how it is corrected, and takes the place of the first.
  if (tipo === 'SINBA') return { codice: 'OK', operazione: 'I', strutturaAmmessa };
  const operazione = prestazioni[0]!.attributi.get('TipoOperazione') === 'C' ? 'C' : 'I';
  return {
    codice: 'OK',
    operazione,
    chiave: chiaveOf(identificazione!, beneficiario!, prestazioni[0]!),
    strutturaAmmessa,
  };
}

function prestazioniOf(beneficiario: ElementoXml, tipo: FlussoServito['tipo']): readonly ElementoXml[] {
  if (tipo === 'SINBA') return beneficiario.figli[0]!.figli;
  return beneficiario.figli.filter(({ nome }) => nome === 'PrestazioniSociali');
}

/**
 * The final word on a flusso whose document is well made. INPS publishes neither the key of a cancellation nor what it does with
 * a second insertion: assumed here that both go by the identifying attributes, and that a mismatch is incoherent data.
 * @param insertedBy true if an insertion with that key was accepted and not cancelled
 */
export function judge(lettura: Lettura, insertedBy: (chiave: string) => boolean): Giudizio {
  const { strutturaAmmessa: _, ...giudizio } = lettura;
  const { codice, operazione, chiave } = giudizio;
  if (codice !== 'OK' || chiave === undefined) return giudizio;
  const isThere = insertedBy(chiave);
  if (operazione === 'C' && !isThere) {
    return { ...giudizio, codice: 'DATI_NON_TROVATI', descrizione: 'nessun inserimento da cancellare con questi dati' };
  }
  if (operazione === 'I' && isThere) {
    return { ...giudizio, codice: 'DATI_NON_TROVATI', descrizione: 'prestazione già inserita e non cancellata' };
  }
  return giudizio;
}

/**
 * Makes a share of outcomes ERRORE_GENERICO, always of the same flussi for the same seed, whatever the order in which they come.
 * @param percento 0 to 100
 */
export function withGenericErrors(
  lettura: Lettura,
  id: string,
  { percento, seme }: { percento: number; seme: string },
): Lettura {
  const draw = createHash('sha256').update(`${seme}\n${id}`).digest().readUInt32BE() / 2 ** 32;
  if (draw * 100 >= percento) return lettura;
  return { ...lettura, codice: 'ERRORE_GENERICO', descrizione: 'errore interno durante l’elaborazione' };
}

/** Ente of 1 to 5 signs, type, a day that exists, daily progressive. */
function isIdFlusso(id: string, tipo: 'PS_PSA_SINA' | 'SINBA'): boolean {
  const [, sigla, anno, mese, giorno] = /^[A-Za-z0-9]{1,5}\.(PS|SINBA)\.(\d{4})(\d\d)(\d\d)\.\d{7}$/.exec(id) ?? [];
  if (sigla !== (tipo === 'SINBA' ? 'SINBA' : 'PS')) return false;
  const day = new Date(Date.UTC(Number(anno), Number(mese) - 1, Number(giorno)));
  return day.toISOString().startsWith(`${anno}-${mese}-${giorno}`);
}

const ATTRIBUTI_CHIAVE = [
  'CodicePrestazione',
  'ProtocolloDomanda',
  'DataEvento',
  'DataInizioPrestazione',
  'DataFinePrestazione',
  'DataErogazionePrestazione',
  'ImportoMensile',
  'ImportoPrestazione',
];

function chiaveOf(identificazione: ElementoXml, beneficiario: ElementoXml, prestazione: ElementoXml): string {
  const attributi = [
    identificazione.figli[0]!.attributi.get('Codice'),
    beneficiario.attributi.get('CodiceFiscale'),
    ...ATTRIBUTI_CHIAVE.map((nome) => prestazione.attributi.get(nome)),
  ];
  // A digest: keys end in logs and in the journal, where nobody needs to read whose they are.
  return createHash('sha256')
    .update(JSON.stringify(attributi.map((valore) => valore ?? null)))
    .digest('hex');
}
