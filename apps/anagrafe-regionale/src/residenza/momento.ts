import { type LegalDay, parseLegalDay } from '#libs/codici';
import { Clock, legalDayOf } from '#libs/persistence';
import { isISO8601 } from 'class-validator';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';

/** A point on each of the two axes: the day on which something held, and the instant at which it was known. */
export interface Momento {
  readonly validoAl: LegalDay;
  readonly notoAl: Date;
  /** One of them was asked for: an answer about another moment than now is a history. */
  readonly storico: boolean;
}

/**
 * SQL: a row with `dal`, `al`, `noto_dal`, `noto_al` holds on a moment.
 * @param riga alias of the table; `giorno`, `istante`: parameters
 */
export function valeIn(riga: string, giorno: string, istante: string): string {
  return `${riga}.dal <= ${giorno}::date AND (${riga}.al IS NULL OR ${riga}.al >= ${giorno}::date) AND ${notaIn(riga, istante)}`;
}

/** SQL: a row was known at an instant. */
export function notaIn(riga: string, istante: string): string {
  return `${riga}.noto_dal <= ${istante}::timestamptz AND (${riga}.noto_al IS NULL OR ${riga}.noto_al > ${istante}::timestamptz)`;
}

/** Reads a moment as callers write it; what they leave out is now. @throws Problem momento_non_valido */
export function parseMomento(
  { valido_al: giorno, noto_al: istante }: { readonly valido_al?: unknown; readonly noto_al?: unknown },
  clock: Clock,
): Momento {
  const adesso = clock.now();
  const validoAl =
    giorno === undefined ? legalDayOf(adesso) : typeof giorno === 'string' ? parseLegalDay(giorno) : undefined;
  const notoAl = istante === undefined ? adesso : instantOf(istante);
  if (validoAl === undefined || notoAl === undefined) throw anagrafeProblem('momento_non_valido');
  return { validoAl, notoAl, storico: giorno !== undefined || istante !== undefined };
}

function instantOf(text: unknown): Date | undefined {
  if (typeof text !== 'string' || text.length > 40 || !text.includes('T')) return undefined;
  if (!isISO8601(text, { strict: true })) return undefined;
  const instant = new Date(text);
  // Days of weeks are ISO 8601 too, and no instant to this runtime.
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
