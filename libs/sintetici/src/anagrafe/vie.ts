/** Streets that no town is without; the numbers are chance. */
export const VIE = [
  'VIA ROMA',
  'VIA GARIBALDI',
  'VIA MAZZINI',
  'VIA CAVOUR',
  'VIA DANTE ALIGHIERI',
  'VIA DELLE ESERCITAZIONI',
  'VIA DELLA PROVA',
  'VIALE DEI CAMPIONI',
  'PIAZZA DEL MODELLO',
  'PIAZZA DELLA REPUBBLICA',
  'CONTRADA SANTA LUCIA',
  'LOCALITÀ PIAN DELLE CARTE',
] as const;
