/**
 * Why a decision is not carried out. `persona_sconosciuta` also for a person under protection: whoever decides must not be able to tell
 * the two apart.
 */
export type EsitoRifiuto =
  | 'persona_sconosciuta'
  | 'persone_gia_unite'
  | 'persone_distinte'
  | 'persone_gia_distinte'
  | 'dubbio_superato'
  | 'dubbio_variato'
  | 'record_estranei'
  | 'record_tutti'
  | 'troppi_record'
  | 'operazione_sconosciuta'
  | 'operazione_superata';

/** Nothing was changed. */
export class DecisioneRifiutata extends Error {
  constructor(readonly esito: EsitoRifiuto) {
    super(`the decision was refused: ${esito}`);
    this.name = 'DecisioneRifiutata';
  }
}
