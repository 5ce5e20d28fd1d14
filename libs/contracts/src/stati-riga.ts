import type { MotivoNonTrasmissibile } from './messages/inps.js';

/** Every state of a riga (I3): exactly one at a time. The order is that of the path, used by nothing but readers. */
export const STATI_RIGA = [
  'ricevuta',
  'respinta',
  'in_attesa_di_codifica',
  'in_attesa_di_conferma',
  'provvisoria',
  'accettata',
  'non_trasmissibile',
  'lasciata_al_canale_dell_ente',
  'a_disposizione_di_inps',
  'ritirata',
  'accolta',
  'respinta_da_inps',
  'superata',
  'annullata',
] as const;
export type StatoRiga = (typeof STATI_RIGA)[number];

/** What people read; of a *record*, the word for a riga on every screen. */
export const STATI_RIGA_IN_PAROLE: Readonly<Record<StatoRiga, string>> = {
  ricevuta: 'ricevuto',
  respinta: 'respinto da Snodo',
  in_attesa_di_codifica: 'in attesa di codifica',
  in_attesa_di_conferma: 'in attesa di conferma del titolare',
  provvisoria: 'provvisorio',
  accettata: 'accettato',
  non_trasmissibile: 'non trasmissibile a INPS',
  lasciata_al_canale_dell_ente: 'lasciato al canale dell’ente',
  a_disposizione_di_inps: 'a disposizione di INPS',
  ritirata: 'ritirato da INPS',
  accolta: 'accolto da INPS',
  respinta_da_inps: 'respinto da INPS',
  superata: 'superato',
  annullata: 'annullato',
};

/** Why nothing of a riga goes to INPS, as people read it. */
export const MOTIVI_IN_PAROLE: Readonly<Record<MotivoNonTrasmissibile, string>> = {
  omocodia: 'il codice fiscale è di omocodia e INPS non ne accetta le lettere',
  stp: 'il beneficiario ha un codice STP, che INPS non accetta',
  eni: 'il beneficiario ha un codice ENI, che INPS non accetta',
  codice_non_ammesso: 'il codice del beneficiario non ha la forma che INPS accetta',
  ente_senza_codice: 'l’ente erogatore non ha ancora un codice con cui INPS lo conosca',
  atto_non_in_vigore: 'manca una delega in vigore con cui l’ente affida a Snodo la trasmissione a INPS',
  documento_non_valido: 'il messaggio per INPS non è valido: è un difetto di Snodo',
  canale_dell_ente: 'l’ente trasmette a INPS con un mezzo proprio',
};
