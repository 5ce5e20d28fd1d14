import type { Circostanze } from './bilancia.js';
import {
  ALTRO_VALIDO,
  ANNO,
  CODICE,
  COGNOME,
  COMUNE,
  LUOGO,
  NASCITA,
  NOME,
  NON_SUO,
  SCAMBIATO,
  SCAMBIO,
  SEGNAPOSTO,
  SESSO,
  SVISTA,
  UNA_MODIFICA,
  VICINO,
} from './confronto.js';
import { LIVELLI, NON_DETTO, UGUALE } from './livelli.js';

/**
 * Why two persons are not joined without somebody who looks, however much they agree. Brothers and sisters, and twins above all,
 * share surname, place, comune and at times day of birth; a relative's code carries a right surname: no weight of fields that are
 * supposed independent can tell them apart.
 */
export type Veto =
  /** Given names are neither near nor contained in one another. */
  | 'nome_diverso'
  /** One has no given name, and no code joins them. */
  | 'nome_mancante'
  /** Two formally valid codici fiscali. */
  | 'codici_diversi'
  /** Born on days that no slip of the pen makes of one another, and no code joins them: people of one name. */
  | 'nascita_diversa'
  /** One code, and neither name agrees; or the code is that of another candidate. */
  | 'codice_di_altri'
  /** Another person is almost as near (the judge says so: it is no matter of a pair). */
  | 'altri_vicini'
  /** In a list of one to one, another record has it. */
  | 'gia_abbinato';

const STESSA_BASE = LIVELLI.codice.indexOf('stessa_base');

/** Nats that place of birth and comune must say where the day of birth has one digit wrong: who is born and lives where many do has a namesake. */
const LUOGHI_MINIMI = 4;

/** What forbids to join the two persons whose levels these are. */
export function vetiOf(levels: Int8Array, circostanze: Circostanze): Veto[] {
  const veti: Veto[] = [];
  const codice = levels[CODICE]!;
  const swapped = levels[COGNOME] === SCAMBIATO;
  const nome = swapped || hasNearName(levels, circostanze);
  if (!nome && levels[NOME] !== NON_DETTO) veti.push('nome_diverso');
  if (!swapped && levels[NOME] === NON_DETTO && codice !== UGUALE) veti.push('nome_mancante');
  if (codice === STESSA_BASE || codice === ALTRO_VALIDO || codice === NON_SUO) veti.push('codici_diversi');
  if (codice === UGUALE && !nome && !isNear(levels[COGNOME]!, codice)) veti.push('codice_di_altri');
  if (isOtherBirth(levels, circostanze)) veti.push('nascita_diversa');
  return veti;
}

/** Two names are near enough only where code, day of birth and sex are one: not even a twin has them all. */
function hasNearName(levels: Int8Array, { dueNomi }: Circostanze): boolean {
  const codice = levels[CODICE]!;
  const sealed = codice === UGUALE && levels[NASCITA] === UGUALE && levels[SESSO] === UGUALE;
  return isNear(levels[NOME]!, codice) && (!dueNomi || sealed);
}

/**
 * Without the code: another day, unless digits have changed places or stand for an unknown day, and the place is the same, or one digit
 * is wrong, and place and comune are telling. With it: another day and another place or comune, for who holds a code not its own.
 */
function isOtherBirth(levels: Int8Array, { luoghi }: Circostanze): boolean {
  const [birth, year] = [levels[NASCITA]!, levels[ANNO]!];
  const day = birth === NON_DETTO ? year : birth;
  if (day === NON_DETTO || day === UGUALE) return false;
  const slip = birth === SCAMBIO || birth === SEGNAPOSTO;
  const place = levels[LUOGO] === UGUALE;
  if (levels[CODICE] !== UGUALE) return !(place && (slip || (birth === UNA_MODIFICA && luoghi >= LUOGHI_MINIMI)));
  return !slip && (levels[LUOGO]! > UGUALE || levels[COMUNE]! > UGUALE);
}

/** With the same code a slip may be greater than letters alone allow. */
function isNear(level: number, codice: number): boolean {
  return level !== NON_DETTO && level <= (codice === UGUALE ? SVISTA : VICINO);
}

/** Each with a valid code of its own, and another given name or day of birth: nothing is left to doubt. */
export function areDistinti(levels: Int8Array, { dueNomi }: Circostanze): boolean {
  if (levels[CODICE] !== ALTRO_VALIDO) return false;
  return levels[NASCITA]! > SEGNAPOSTO || (levels[COGNOME] !== SCAMBIATO && (levels[NOME]! > SVISTA || dueNomi));
}

export function haveOneCode(levels: Int8Array): boolean {
  return levels[CODICE] === UGUALE;
}
