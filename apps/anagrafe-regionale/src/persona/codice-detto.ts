import { type CodiceFiscale, type LegalDay, baseOf, parseIdentificativo } from '#libs/codici';

/** Who gives a code: a national system, or an ente with its own (`locale:` and the id of the ente). */
export type SistemaCodice =
  'codice_fiscale' | 'codice_fiscale_provvisorio' | 'stp' | 'eni' | 'id_anpr' | `locale:${string}`;

/** A code as a source says it. */
export interface CodiceDetto {
  readonly sistema: SistemaCodice;
  /** In the one form in which it is compared: upper case, no blanks. */
  readonly codice: string;
  /** `validato`: the source asked who gives it. `cessato`: the person went by it before. */
  readonly stato: 'dichiarato' | 'validato' | 'cessato';
  readonly dal?: LegalDay | undefined;
  readonly al?: LegalDay | undefined;
}

/** What identifies a code: two sources may say different things of one. */
export type Codice = Pick<CodiceDetto, 'sistema' | 'codice'>;

/** The code that a source puts first, unless the person no longer goes by it. */
export function codicePrincipale<T extends Pick<CodiceDetto, 'stato'>>(codici: readonly T[]): T | undefined {
  return codici[0]?.stato === 'cessato' ? undefined : codici[0];
}

/** The code in which all those that the tax authority may have given instead of one another (omocodia) are one. */
export function baseDiCodice({ sistema, codice }: Codice): string {
  return sistema === 'codice_fiscale' ? baseOf(codice as CodiceFiscale) : codice;
}

/** What was kept of a code alone, before sources said of which system it is; undefined for what identifies nobody. */
export function codiceSolo(text: string): CodiceDetto | undefined {
  const read = parseIdentificativo(text);
  return 'invalid' in read ? undefined : { sistema: read.sistema, codice: read.codice, stato: 'dichiarato' };
}
