/** Something that the other side should not have done, or that kept INPS from doing its part. Never with personal data. */
export interface Problema {
  readonly genere: GenereProblema;
  readonly dettaglio: string;
}

export type GenereProblema =
  /** No connection, no answer in time, no voucher. */
  | 'rete'
  /** A status that says no. */
  | 'rifiuto'
  /** An error whose body is not the closed problem+json of INPS's document. */
  | 'errore_non_conforme'
  | 'risposta_inservibile'
  | 'oltre_il_limite'
  | 'flusso_di_altri'
  | 'piu_fine_del_millisecondo'
  | 'non_dopo_since'
  | 'pari_istante'
  | 'fuori_ordine'
  /** The page moved the cursor nowhere: asking again would give it again for ever. */
  | 'cursore_fermo'
  /** An id served before with other bytes or another instant. */
  | 'flusso_cambiato'
  /** libxml2 with the official schema and our own checker disagree. */
  | 'libxml_discorda';
