import type { Soggetto } from '#libs/abbinamento';
import { parseCodiceFiscale } from '#libs/codici';
import type { RispostaPersona } from '../ricerca/risposta.js';

/** What a person is shown by, and what is compared of her. */
type Mostrata = Pick<
  RispostaPersona,
  | 'codice_fiscale'
  | 'cognome'
  | 'nome'
  | 'sesso'
  | 'data_nascita'
  | 'anno_nascita'
  | 'luogo_nascita'
  | 'comune_residenza'
>;

/**
 * What a steward sees of a person, to be compared with what it sees of the other: a comparison of anything else would tell it.
 * A code that is no codice fiscale counts only where the other has the same: that two differ says nothing.
 */
export function soggettoMostrato(una: Mostrata, altra: Mostrata): Soggetto {
  const {
    codice_fiscale: codice,
    cognome,
    nome,
    sesso,
    data_nascita,
    anno_nascita,
    luogo_nascita,
    comune_residenza,
  } = una;
  return {
    cognome,
    nome,
    ...(sesso !== null && { sesso }),
    ...(data_nascita !== null && { dataNascita: data_nascita }),
    ...(anno_nascita !== null && { annoNascita: anno_nascita }),
    ...(luogo_nascita !== null && { luogoNascita: luogo_nascita.codice_belfiore }),
    ...(comune_residenza !== null && { comune: comune_residenza.codice_istat }),
    ...(codice !== null && (codice === altra.codice_fiscale || parseCodiceFiscale(codice) !== undefined) && { codice }),
  };
}
