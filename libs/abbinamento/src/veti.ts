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
  SVISTA,
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
  if (isOtherBirth(levels)) veti.push('nascita_diversa');
  return veti;
}

/**
 * Without the code: another day, unless digits have changed places or stand for an unknown day, and the place is the same. With it:
 * another day and another place or comune, for who holds a code that is not its own.
 */
function isOtherBirth(levels: Int8Array): boolean {
  const [birth, year] = [levels[NASCITA]!, levels[ANNO]!];
  const day = birth === NON_DETTO ? year : birth;
  if (day === NON_DETTO || day === UGUALE) return false;
  const slip = birth === SCAMBIO || birth === SEGNAPOSTO;
  if (levels[CODICE] !== UGUALE) return !slip || levels[LUOGO] !== UGUALE;
  return !slip && (levels[LUOGO]! > UGUALE || levels[COMUNE]! > UGUALE);
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
