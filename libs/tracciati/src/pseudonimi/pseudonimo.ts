import { parseIdentificativo } from '#libs/codici';
import type { FormatoDocumento } from '../lettura.js';

/**
 * Makes the pseudonym of a person.
 * @param codice canonical: all omocodie of one codice fiscale are one code
 * @param ente code of the ente erogatore as the riga says it; undefined when it does not
 */
export type FaiPseudonimo = (codice: string, ente: string | undefined) => string;

/** Takes the text of a document written anew, piece by piece. */
export type Scrivi = (testo: string) => Promise<void>;

/** A document that was written anew, with the form and the sheet of the one it was made from. */
export interface Riscritto {
  readonly esito: 'riscritto';
  readonly formato: FormatoDocumento;
  readonly foglio?: string;
}

/** What stands for a pseudonym that could not be made: its riga is refused by SB-19. */
export const CODICE_NON_VALIDO = 'CF NON VALIDO';

/** What takes the place of a codice fiscale as written. */
export function pseudonimoPer(scritto: string, ente: string | undefined, fai: FaiPseudonimo): string {
  const letto = parseIdentificativo(scritto.replace(/\s/g, ''));
  if ('invalid' in letto) return CODICE_NON_VALIDO;
  const given = ente?.trim();
  return fai(letto.sistema === 'codice_fiscale' ? letto.base : letto.codice, given === '' ? undefined : given);
}
