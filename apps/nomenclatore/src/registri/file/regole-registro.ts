import type { RegolaFoglio } from '#libs/tracciati';

const regola = (codice: string, messaggio: string, rimedio: string): RegolaFoglio => ({
  codice,
  gravita: 'errore',
  fonte: 'regole dei registri di Snodo',
  colpa: 'mittente',
  messaggio,
  rimedio,
});

/** What makes a file of a registry wrong beyond the shape of its table. */
export const REGOLE_REGISTRO = {
  valore: regola('RG-01', 'Il valore non è ammesso.', 'Correggere la cella e inviare di nuovo il file intero.'),
  ripetuta: regola('RG-02', 'La riga c’è già nel file.', 'Tenere una sola riga per ogni cosa e primo giorno.'),
  incoerente: regola(
    'RG-03',
    'La riga contraddice il registro o un’altra riga.',
    'Correggere la riga, o aggiungere al file anche la riga del registro da cambiare, con il suo nuovo ultimo giorno.',
  ),
} as const;
