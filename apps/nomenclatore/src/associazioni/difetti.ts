import { type Validita, overlaps } from '#libs/riferimenti';
import { type Associazione, type Proposta, isApprovata } from './associazione.js';
import { type Liste, successoriOf, versioneOn } from './liste.js';
import { successioneOf } from './periodi.js';
import { type NomeRegola, REGOLE_ASSOCIAZIONE } from './regole.js';

/** Something wrong with a proposal. */
export interface Difetto {
  readonly regola: NomeRegola;
  readonly campo: 'a' | 'codice' | 'relazione' | 'destinazioni' | 'dal' | 'al';
  readonly valore: string;
  /** The words of the rule, or better ones. */
  readonly messaggio: string;
}

/** Any list of an ente; no system has this name, which holds a letter that names of systems may not. */
const LOCALE = 'LOC:*';

/**
 * Where associations may lead. From the lists of enti down to reporting and never back: a way that returns would make translation
 * depend on where it began, and two ways between the same codes may disagree.
 */
const COPPIE: ReadonlyMap<string, readonly string[]> = new Map([
  [LOCALE, ['REG', 'SIUSS']],
  ['REG', ['SIUSS', 'LEPS']],
  ['SIUSS', ['ISTAT', 'FNPS']],
]);

/** True if codes of one system may be associated to those of another. */
export function isCoppia(da: string, a: string): boolean {
  return COPPIE.get(da.startsWith('LOC:') ? LOCALE : da)?.includes(a) === true;
}

/** Everything wrong with a proposal as it stands; whether its days are free is another question. */
export function findDifetti(proposta: Proposta, liste: Liste): Difetto[] {
  if (!isCoppia(proposta.da, proposta.a)) return [difetto('coppia', 'a', proposta.a)];
  const own = [...findNumero(proposta), ...findGiorni(proposta)];
  return own.length > 0 ? own : [...findCodice(proposta, liste), ...findDestinazioni(proposta, liste)];
}

/** The days of a proposal that have an answer already, and would not be the first's to give up. */
export function findConflitto(proposta: Proposta, stesse: readonly Associazione[]): Difetto[] {
  const successione = successioneOf(proposta, stesse.filter(isApprovata));
  if (successione.esito !== 'conflitto') return [];
  const { dal, al, destinazioni } = successione.con;
  const days = al === null ? `dal ${dal}` : `dal ${dal} al ${al}`;
  return [
    difetto(
      'validitaInConflitto',
      'dal',
      proposta.dal,
      `"${proposta.codice}" è già associato a ${destinazioni.join(', ')} ${days}.`,
    ),
  ];
}

export function isErrore({ regola }: Difetto): boolean {
  return REGOLE_ASSOCIAZIONE[regola].gravita === 'errore';
}

function difetto(regola: NomeRegola, campo: Difetto['campo'], valore: string, messaggio?: string): Difetto {
  return { regola, campo, valore, messaggio: messaggio ?? REGOLE_ASSOCIAZIONE[regola].messaggio };
}

function findNumero({ relazione, destinazioni }: Proposta): Difetto[] {
  const repeated = destinazioni.find((codice, at) => destinazioni.indexOf(codice) < at);
  if (repeated !== undefined) return [difetto('destinazioneRipetuta', 'destinazioni', repeated)];
  if (relazione === 'scelta')
    return destinazioni.length > 1 ? [] : [difetto('sceltaDiUno', 'relazione', destinazioni.join('|'))];
  return destinazioni.length === 1 ? [] : [difetto('troppeDestinazioni', 'relazione', destinazioni.join('|'))];
}

function findGiorni({ dal, al }: Validita): Difetto[] {
  return al === null || dal <= al ? [] : [difetto('giorniRovesciati', 'al', al)];
}

function findCodice({ da, codice, dal }: Proposta, liste: Liste): Difetto[] {
  const versione = versioneOn(liste, da, dal);
  if (versione?.voci.has(codice) === true) return [];
  const where =
    versione === undefined ? `nessuna versione di ${da} è in vigore` : `"${codice}" non è in ${versione.nome}`;
  return [difetto('codiceAssente', 'codice', codice, `Il ${dal} ${where}.`)];
}

function findDestinazioni(proposta: Proposta, liste: Liste): Difetto[] {
  const { a, dal, destinazioni } = proposta;
  const versione = versioneOn(liste, a, dal);
  if (versione === undefined)
    return [difetto('nessunaVersione', 'dal', dal, `Il ${dal} nessuna versione di ${a} è in vigore.`)];
  return destinazioni.flatMap((codice) =>
    versione.voci.has(codice) ? findUscita(proposta, codice, liste) : [assente(proposta, codice, liste)],
  );
}

function assente({ a, dal }: Proposta, codice: string, liste: Liste): Difetto {
  const versione = versioneOn(liste, a, dal)!;
  const others = (liste.get(a) ?? []).filter(({ voci }) => voci.has(codice));
  if (others.length === 0)
    return difetto('destinazioneSconosciuta', 'destinazioni', codice, `"${codice}" non è un codice di ${a}.`);
  const successori = successoriOf(versione, codice);
  const instead = successori.length === 0 ? '' : `; al suo posto: ${successori.join(', ')}`;
  const nomi = others.map(({ nome }) => nome).join(', ');
  return difetto(
    'destinazioneRitirata',
    'destinazioni',
    codice,
    `"${codice}" è in ${nomi} ma non in ${versione.nome}, in vigore il ${dal}${instead}.`,
  );
}

/** A target that is there on the first day and leaves while the association holds. */
function findUscita(proposta: Proposta, codice: string, liste: Liste): Difetto[] {
  const later = (liste.get(proposta.a) ?? []).filter(({ dal }) => dal > proposta.dal);
  const without = later.find((versione) => overlaps(versione, proposta) && !versione.voci.has(codice));
  if (without === undefined) return [];
  const successori = successoriOf(without, codice);
  const instead = successori.length === 0 ? '' : `; al suo posto: ${successori.join(', ')}`;
  return [
    difetto(
      'destinazioneDaSostituire',
      'destinazioni',
      codice,
      `"${codice}" non è in ${without.nome}, in vigore dal ${without.dal}${instead}.`,
    ),
  ];
}
