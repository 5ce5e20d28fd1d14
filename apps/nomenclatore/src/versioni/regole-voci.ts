import type { RegolaFoglio } from '#libs/tracciati';

const regola = (codice: string, messaggio: string, rimedio: string): RegolaFoglio => ({
  codice,
  gravita: 'errore',
  fonte: 'regole delle nomenclature di Snodo',
  colpa: 'mittente',
  messaggio,
  rimedio,
});

/** What makes a list of items wrong beyond the shape of its cells. */
export const REGOLE_VOCI = {
  codiceRipetuto: regola('NV-01', 'Il codice c’è già.', 'Tenere una sola riga per ogni codice.'),
  ciclo: regola('NV-02', 'La voce discende da se stessa.', 'Correggere il codice padre di una delle voci del giro.'),
  sostituitoIgnoto: regola(
    'NV-03',
    'Il codice sostituito non è nella versione precedente.',
    'Indicare in `sostituisce` solo codici della versione pubblicata subito prima.',
  ),
  nessunaVoce: regola('NV-04', 'Non c’è nessuna voce.', 'Inviare almeno una voce.'),
  valore: regola('NV-05', 'Il valore non è ammesso.', 'Correggere il valore e inviare di nuovo tutte le voci.'),
  troppe: regola('NV-06', 'Le voci sono troppe.', 'Dividere la nomenclatura, o togliere ciò che non è una voce.'),
} as const;
export type RegolaVoci = keyof typeof REGOLE_VOCI;
