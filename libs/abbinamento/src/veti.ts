import {
  ALTRO_VALIDO,
  ANNO,
  CODICE,
  COGNOME,
  LUOGO,
  NASCITA,
  NOME,
  NON_SUO,
  SCAMBIATO,
  SEGNAPOSTO,
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
const UNA_MODIFICA_CODICE = LIVELLI.codice.indexOf('una_modifica');
const DUE_MODIFICHE_CODICE = LIVELLI.codice.indexOf('due_modifiche');

/** What forbids to join the two persons whose levels these are. */
export function vetiOf(levels: Int8Array, twoNames: boolean): Veto[] {
  const veti: Veto[] = [];
  const codice = levels[CODICE]!;
  const swapped = levels[COGNOME] === SCAMBIATO;
  const nome = swapped || (isNear(levels[NOME]!, codice) && !twoNames);
  if (!nome && levels[NOME] !== NON_DETTO) veti.push('nome_diverso');
  if (!swapped && levels[NOME] === NON_DETTO && codice !== UGUALE) veti.push('nome_mancante');
  if (codice === STESSA_BASE || codice === ALTRO_VALIDO || codice === NON_SUO) veti.push('codici_diversi');
  if (codice === UGUALE && !nome && !isNear(levels[COGNOME]!, codice)) veti.push('codice_di_altri');
  if (isOtherBirth(levels, joins(codice))) veti.push('nascita_diversa');
  return veti;
}

/**
 * Without a code: another day that no slip makes of the first, or a slip and another place. With one: another day and another place,
 * for who holds a code that is not its own.
 */
function isOtherBirth(levels: Int8Array, joined: boolean): boolean {
  const [birth, year] = [levels[NASCITA]!, levels[ANNO]!];
  const day = birth === NON_DETTO ? year : birth;
  if (day === NON_DETTO || day === UGUALE) return false;
  const slip = birth === UNA_MODIFICA || birth === SEGNAPOSTO;
  return joined ? !slip && levels[LUOGO]! > UGUALE : !slip || levels[LUOGO] !== UGUALE;
}

/** The code is the same, but for a slip. */
function joins(codice: number): boolean {
  return codice === UGUALE || codice === UNA_MODIFICA_CODICE || codice === DUE_MODIFICHE_CODICE;
}

/** With the same code a slip may be greater than letters alone allow. */
function isNear(level: number, codice: number): boolean {
  return level !== NON_DETTO && level <= (codice === UGUALE ? SVISTA : VICINO);
}

/** Each with a valid code of its own, and another given name or day of birth: nothing is left to doubt. */
export function areDistinti(levels: Int8Array): boolean {
  if (levels[CODICE] !== ALTRO_VALIDO) return false;
  return levels[NASCITA]! > SEGNAPOSTO || (levels[NOME]! > SVISTA && levels[COGNOME] !== SCAMBIATO);
}

export function haveOneCode(levels: Int8Array): boolean {
  return levels[CODICE] === UGUALE;
}
