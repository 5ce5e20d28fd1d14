/** What of a tracciato changed from one version to another. */
export type GenereDifferenza =
  | 'campo_aggiunto'
  | 'campo_tolto'
  | 'significato_cambiato'
  | 'obbligo_cambiato'
  | 'quantita_cambiata'
  | 'tipo_cambiato'
  | 'valore_aggiunto'
  | 'valore_tolto'
  | 'etichetta_cambiata'
  | 'colonna_aggiunta'
  | 'colonna_tolta'
  | 'regola_aggiunta'
  | 'regola_tolta'
  | 'gravita_cambiata'
  | 'regola_riscritta';

export interface Differenza {
  readonly genere: GenereDifferenza;
  /** Path of an element or attribute, name of a column, code of a rule. */
  readonly posto: string;
  /** In words; null for what was not there. */
  readonly prima: string | null;
  readonly dopo: string | null;
  /** A document that was right under the former may be wrong under the latter: who sends must do something. */
  readonly daAdeguare: boolean;
}
