import type { CodiceBelfiore, CodiceFiscale, LegalDay } from './brand.js';
import { checkCharacter } from './check-character.js';
import { MONTH_LETTERS, type Sesso } from './codice-fiscale.js';
import { givenNameTriple, lettersOf, surnameTriple } from './name-triple.js';

/** Who a codice fiscale is made for. A person may have only a surname or only a given name: the other is null. */
export interface PersonToEncode {
  /** Surname at birth. */
  readonly cognome: string | null;
  readonly nome: string | null;
  readonly sesso: Sesso;
  readonly dataNascita: LegalDay;
  readonly luogoNascita: CodiceBelfiore;
}

/** The code the rules give this person (DM 23 December 1976 n. 13813), without omocodia: the tax authority alone may give another. */
export function encodeCodiceFiscale(person: PersonToEncode): CodiceFiscale {
  const { dataNascita } = person;
  const day = Number(dataNascita.slice(8)) + (person.sesso === 'F' ? 40 : 0);
  const fifteen =
    surnameTriple(lettersOf(person.cognome ?? '')) +
    givenNameTriple(lettersOf(person.nome ?? '')) +
    dataNascita.slice(2, 4) +
    MONTH_LETTERS[Number(dataNascita.slice(5, 7)) - 1]! +
    String(day).padStart(2, '0') +
    person.luogoNascita;
  return `${fifteen}${checkCharacter(fifteen)}` as CodiceFiscale;
}
