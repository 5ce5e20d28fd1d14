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

/** States from which a riga goes on by itself, sooner or later: who waits for its end waits on. */
export const STATI_DI_PASSAGGIO: readonly StatoRiga[] = [
  'ricevuta',
  'in_attesa_di_codifica',
  'in_attesa_di_conferma',
  'provvisoria',
  'accettata',
  'a_disposizione_di_inps',
  'ritirata',
];

/** What people read, on every screen; of a *record*, as a riga is called there. Here, because the command line tool knows no messages. */
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
