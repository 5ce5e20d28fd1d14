import { type Risposta, partOf, textOf } from './richiesta.js';

/** What people read of a rilievo: where, which rule, what it says, how to mend it. */
export interface RilievoLeggibile {
  readonly riga: number | null;
  readonly linea: number | null;
  readonly colonna: number | null;
  /** Of a workbook. */
  readonly foglio?: string | undefined;
  /** Of a table; then line and column are said by it. */
  readonly cella?: string | undefined;
  readonly campo: string;
  readonly regola: string;
  readonly gravita: string;
  readonly messaggio: string;
  readonly rimedio: string;
}

/** A rilievo for a terminal, its three lines. */
export function rilievoInParole(rilievo: RilievoLeggibile): string {
  const { riga, campo, regola, gravita, messaggio, rimedio } = rilievo;
  const where = riga === null ? 'documento' : `record n. ${riga}`;
  const field = campo === '' ? '' : `  ${campo}`;
  return `${gravita.padEnd(6)}  ${where}${placeOf(rilievo)}  ${regola}${field}\n        ${messaggio}\n        ${rimedio}\n`;
}

function placeOf({ linea, colonna, foglio, cella }: RilievoLeggibile): string {
  const sheet = foglio === undefined || foglio === '' ? '' : `, foglio ${foglio}`;
  if (cella !== undefined && cella !== '') return `${sheet}, cella ${cella}`;
  return linea === null ? sheet : `${sheet}, linea ${linea}, colonna ${colonna}`;
}

/** A rilievo as the hub gives it. */
export function rilievoDi(risposta: Risposta): RilievoLeggibile {
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    riga: numberOf(risposta.riga),
    linea: numberOf(risposta.linea),
    colonna: numberOf(risposta.colonna),
    foglio: textOf(risposta.foglio),
    cella: textOf(risposta.cella),
    campo: textOf(risposta.campo),
    regola: textOf(risposta.regola),
    gravita: textOf(risposta.gravita),
    messaggio: textOf(risposta.messaggio),
    rimedio: textOf(risposta.rimedio),
  };
}

/** A rule and how often it is broken, for a terminal. */
export function regolaInParole(risposta: Risposta): string {
  const { regola, gravita, rilievi, righe, messaggio, rimedio, primo } = risposta;
  const { riga, foglio, cella, linea, campo } = partOf(primo);
  const posto =
    textOf(cella) === ''
      ? `linea ${textOf(linea)}`
      : `${textOf(foglio) === '' ? '' : `foglio ${textOf(foglio)}, `}cella ${textOf(cella)}`;
  const where = typeof riga === 'number' ? `record n. ${riga}, ${posto}` : 'documento';
  const count = `${quanti(Number(rilievi), 'volta', 'volte')}, ${quanti(Number(righe), 'record', 'record')}`;
  return (
    `${textOf(gravita).padEnd(6)}  ${textOf(regola)}  ${count}\n        ${textOf(messaggio)}\n        ${textOf(rimedio)}\n` +
    `        la prima: ${where}  ${textOf(campo)}\n`
  );
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
