import type { MotivoNonTrasmissibile } from '#libs/contracts';

/** Why nothing of a riga goes to INPS, as people read it. */
export const MOTIVI_IN_PAROLE: Readonly<Record<MotivoNonTrasmissibile, string>> = {
  omocodia: 'il codice fiscale è di omocodia e INPS non ne accetta le lettere',
  stp: 'il beneficiario ha un codice STP, che INPS non accetta',
  eni: 'il beneficiario ha un codice ENI, che INPS non accetta',
  codice_non_ammesso: 'il codice del beneficiario non ha la forma che INPS accetta',
  ente_senza_codice: 'l’ente erogatore non ha ancora un codice con cui INPS lo conosca',
  atto_non_in_vigore:
    'mancano in vigore l’adesione dell’ente o la delega con cui affida a Snodo la trasmissione a INPS',
  documento_non_valido: 'il messaggio per INPS non è valido: è un difetto di Snodo',
  canale_dell_ente: 'l’ente trasmette a INPS con un mezzo proprio',
  nulla_da_cancellare: 'INPS non ha nulla da cancellare: il record non gli era mai giunto, o lo aveva respinto',
  cancellazione_non_prevista:
    'il tracciato di INPS non prevede cancellazioni: quello che INPS ha già si toglie solo chiedendolo a INPS',
};
