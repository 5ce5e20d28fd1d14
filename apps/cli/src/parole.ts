import { type Risposta, textOf } from './richiesta.js';

/** What people read of a rilievo: where, which rule, what it says, how to mend it. */
export interface RilievoLeggibile {
  readonly riga: number | null;
  readonly linea: number | null;
  readonly colonna: number | null;
  readonly campo: string;
  readonly regola: string;
  readonly gravita: string;
  readonly messaggio: string;
  readonly rimedio: string;
}

/** A rilievo for a terminal, its three lines. */
export function rilievoInParole(rilievo: RilievoLeggibile): string {
  const { riga, linea, colonna, campo, regola, gravita, messaggio, rimedio } = rilievo;
  const where = riga === null ? 'documento' : `record n. ${riga}`;
  const place = linea === null ? '' : `, linea ${linea}, colonna ${colonna}`;
  const field = campo === '' ? '' : `  ${campo}`;
  return `${gravita.padEnd(6)}  ${where}${place}  ${regola}${field}\n        ${messaggio}\n        ${rimedio}\n`;
}

/** A rilievo as the hub gives it. */
export function rilievoDi(risposta: Risposta): RilievoLeggibile {
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    riga: numberOf(risposta.riga),
    linea: numberOf(risposta.linea),
    colonna: numberOf(risposta.colonna),
    campo: textOf(risposta.campo),
    regola: textOf(risposta.regola),
    gravita: textOf(risposta.gravita),
    messaggio: textOf(risposta.messaggio),
    rimedio: textOf(risposta.rimedio),
  };
}

const OROLOGIO = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' });

/** An instant of the hub as a clock in Italy shows it; undefined when the hub gave none. */
export function quando(istante: unknown): string | undefined {
  return typeof istante === 'string' ? OROLOGIO.format(new Date(istante)) : undefined;
}

/** A count with its noun: `1 errore`, `2 errori`. */
export function quanti(count: number, uno: string, molti: string): string {
  return `${count} ${count === 1 ? uno : molti}`;
}
