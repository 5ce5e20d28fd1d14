import type { Regola } from '../tracciato.js';

type Detta = Omit<Regola, 'stadio' | 'gravita' | 'colpa'> & Partial<Pick<Regola, 'gravita' | 'colpa'>>;
/** Law, specification and schema refuse; what is known from practice or inferred warns, unless the row says otherwise. */
export const consegna = (regola: Detta): Regola => ({
  stadio: 'consegna',
  gravita: regola.forza === 'prassi' || regola.forza === 'dedotta' ? 'avviso' : 'errore',
  colpa: 'mittente',
  ...regola,
});
/** Never refuses: Snodo splits, completes, or sets aside what INPS would not take. */
export const flusso = (regola: Detta): Regola => ({
  stadio: 'flusso',
  gravita: 'avviso',
  colpa: 'mittente',
  ...regola,
});
