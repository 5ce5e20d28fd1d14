import type { RegolaFoglio } from '#libs/tracciati';

const regola = (codice: string, messaggio: string, rimedio: string): RegolaFoglio => ({
  codice,
  gravita: 'errore',
  fonte: 'regole del territorio di Snodo',
  colpa: 'mittente',
  messaggio,
  rimedio,
});

/** What makes a file of changes of the territory wrong beyond the shape of its cells. */
export const REGOLE_VARIAZIONI = {
  impossibile: regola(
    'VT-01',
    'La variazione non si può fare.',
    'Correggere la riga; se dipende da una riga prima che ha un errore, correggere prima quella.',
  ),
  ripetuta: regola('VT-02', 'La variazione è già registrata.', 'Togliere la riga: ripeterla non serve.'),
  nessuna: regola('VT-03', 'Non c’è nessuna variazione.', 'Scrivere almeno una variazione sotto l’intestazione.'),
  provincia: regola(
    'VT-04',
    'Di una provincia nuova servono denominazione, sigla e regione.',
    'Compilare `provincia`, `provincia_sigla` e `provincia_regione`, o nessuna delle tre.',
  ),
} as const;
