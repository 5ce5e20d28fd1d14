declare const brand: unique symbol;

/** A string that has passed the check its name promises: plain text cannot take its place by mistake. */
export type Brand<T, N extends string> = T & { readonly [brand]: N };

/** Sixteen upper-case characters, check character right, date possible; omocodia allowed. */
export type CodiceFiscale = Brand<string, 'CodiceFiscale'>;
/** Cadastral code: a letter and three digits; `Z` and three digits for a foreign state. */
export type CodiceBelfiore = Brand<string, 'CodiceBelfiore'>;
/** Six digits: three of the province, three of the comune. */
export type CodiceIstatComune = Brand<string, 'CodiceIstatComune'>;
/** Code of the SIUSS nomenclature: `A1.05` or `A1.05.01`. */
export type CodicePrestazione = Brand<string, 'CodicePrestazione'>;
/** A calendar day of Italian law, `YYYY-MM-DD`, that exists. Days compare as strings. */
export type LegalDay = Brand<string, 'LegalDay'>;
