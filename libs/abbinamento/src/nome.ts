import { spellingsOf } from '#libs/codici';
import { suonoOf } from './suono.js';

/** A name made comparable. */
export interface Nome {
  /** All of its letters in one word, accents folded. */
  readonly lettere: string;
  readonly parole: readonly string[];
  /** How each word sounds. */
  readonly suoni: readonly string[];
  /** The same name with its doubtful letters spelt out (`MUELLER` for `MÜLLER`), where that makes a difference. */
  readonly esteso?: Nome;
}

/** Words that only lead on to the next one: `DE LUCA` and `DELUCA` are one surname, of one word. */
const PARTICELLE: ReadonlySet<string> = new Set(
  (
    'D DA DAL DALL DALLA DALLE DE DEGLI DEI DEL DELL DELLA DELLE DELLO DI DO DOS DU EL AL BEN BIN BINT IBN ABD ' +
    'L LA LE LI LO MAC MC O SAN SANT SANTA VAN VON DER DEN TEN TER ZU ZUR'
  ).split(' '),
);
const VOCALI = 'AEIOU';
const PLAIN = /^[A-Z]+$/;

/** The words of a surname, its particles joined to what they lead on to. @returns undefined when nothing is said */
export function cognomeOf(text: string | undefined): Nome | undefined {
  return nomeOf(text, joinParticelle);
}

/** The words of a given name, first names first. @returns undefined when nothing is said */
export function nomeProprioOf(text: string | undefined): Nome | undefined {
  return nomeOf(text, (words) => words);
}

/** `PAOLO` and `PAOLA`, `SIMONE` and `SIMONA`: near in letters, and given to a brother and a sister. */
export function areOfBothSexes(uno: string, altro: string): boolean {
  const last = uno.length - 1;
  if (last !== altro.length - 1 || !VOCALI.includes(uno[last]!) || !VOCALI.includes(altro[last]!)) return false;
  return uno.slice(0, last) === altro.slice(0, last);
}

function nomeOf(text: string | undefined, join: (words: readonly string[]) => readonly string[]): Nome | undefined {
  if (text === undefined) return undefined;
  if (PLAIN.test(text)) return written([text]);
  const spelt = text
    .split(/[^\p{L}\p{M}]+/u)
    .map((word) => spellingsOf(word))
    .filter(([folded]) => folded !== '');
  if (spelt.length === 0) return unspelt(text);
  const ridotto = written(join(spelt.map((spellings) => spellings[0]!)));
  const esteso = written(join(spelt.map((spellings) => spellings.at(-1)!)));
  return esteso.lettere === ridotto.lettere ? ridotto : { ...ridotto, esteso };
}

/** A name in another alphabet is compared as it is written: folding it would leave nothing, and nothing is equal to nothing. */
function unspelt(text: string): Nome | undefined {
  const lettere = text.normalize('NFC').trim().toUpperCase();
  return /\p{L}/u.test(lettere) ? written([lettere]) : undefined;
}

function written(parole: readonly string[]): Nome {
  return { lettere: parole.join(''), parole, suoni: parole.map(suonoOf) };
}

function joinParticelle(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let leading = '';
  for (const word of words) {
    leading += word;
    if (PARTICELLE.has(word)) continue;
    joined.push(leading);
    leading = '';
  }
  // Nothing follows: the particle is the surname (`DI`, `LI`), or part of the one before.
  if (leading !== '') joined.push(leading);
  return joined;
}
