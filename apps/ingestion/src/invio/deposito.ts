import type { Ricevuta } from '../ricevuta/ricevuta.js';

/** By which way a document came; all end in the same custody. */
export type Canale = 'rest' | 'soap' | 'cartella';

/** An invio whose bytes are known: what one commit makes true, and the sender's ricevuta promises. */
export interface Deposito {
  readonly id: string;
  readonly enteMittente: string;
  /** Ente of the client that acts: the mittente itself, or who has its delega. */
  readonly depositante: string;
  readonly clientId: string;
  /** The act under which the depositante deposits for the mittente. */
  readonly delega: string | undefined;
  /** `codice@versione`. */
  readonly tracciato: string;
  readonly canale: Canale;
  /** Bytes received. */
  readonly dimensione: number;
  /** Of the bytes received. */
  readonly improntaSha256: Buffer;
  /** Digest of what is kept instead, form and sheet of what was received; undefined where they are the same. */
  readonly riscritto:
    { readonly impronta: Buffer; readonly formato: string; readonly foglio: string | undefined } | undefined;
  readonly chiaveIdempotenza: string | undefined;
  /** The key of its custodia, wrapped. */
  readonly chiaveCustodia: Buffer;
  readonly ricevutoIl: Date;
  /** The only sealed chunk of a small invio; the chunks of a large one are stored already. */
  readonly bloccoUnico: Buffer | undefined;
  readonly ricevuta: Ricevuta;
}

/** `nuovo`: this deposit made an invio. `ripetuto`: the same bytes are there already. `altra_chiave`: the key belongs to other bytes. */
export type EsitoDeposito =
  | { readonly esito: 'nuovo' }
  | { readonly esito: 'altra_chiave' }
  | { readonly esito: 'ripetuto'; readonly invioId: string };
