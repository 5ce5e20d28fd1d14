import type { Sesso } from '#libs/codici';

/** What is compared of a person. Whatever is undefined or empty was not said, and is never held against anybody. */
export interface Soggetto {
  readonly cognome?: string;
  readonly nome?: string;
  readonly sesso?: Sesso;
  /** YYYY-MM-DD, or the same eight digits: it may be a day that does not exist, as senders mistype them. */
  readonly dataNascita?: string;
  /** Looked at only without a whole date. */
  readonly annoNascita?: number;
  /** Belfiore code of the comune or state, or any other code of places. */
  readonly luogoNascita?: string;
  readonly comune?: string;
  /** Codice fiscale or any other identifier of the person. */
  readonly codice?: string;
  /** False: though it has the form of a codice fiscale, it is none. Without it, form, date and check character decide. */
  readonly codiceValido?: boolean;
  /** Fields of other layouts, by name: street, postcode, suburb. */
  readonly altri?: Readonly<Record<string, string>>;
}
