import type { Relazione } from '#libs/riferimenti';
import type { RigaFoglioLista } from './foglio-lista.js';

/** One row of the list of an ente. */
export interface RigaLista {
  /** As a spreadsheet numbers it. */
  readonly riga: number;
  readonly codice: string;
  readonly denominazione: string;
  readonly descrizione: string | null;
  readonly padre: string | null;
  readonly relazione: Relazione | null;
  readonly destinazione: string | null;
  readonly dal: string | null;
  readonly al: string | null;
  readonly nota: string | null;
}

/** What a code is elsewhere on some days: one row, or as many as a choice has targets. */
export interface PeriodoLista {
  readonly righe: readonly RigaLista[];
  readonly relazione: Relazione;
  readonly destinazioni: readonly string[];
  readonly dal: string | null;
  readonly al: string | null;
  readonly nota: string | null;
}

/** A code with all its rows. */
export interface CodiceLista {
  readonly codice: string;
  readonly denominazione: string;
  readonly descrizione: string | null;
  readonly padre: string | null;
  readonly righe: readonly RigaLista[];
  readonly periodi: readonly PeriodoLista[];
}

export function rigaOf({ riga, valori }: RigaFoglioLista): RigaLista {
  const { codice, denominazione, descrizione, padre, relazione, destinazione, dal, al, nota } = valori;
  return {
    riga,
    codice,
    denominazione,
    descrizione: descrizione ?? null,
    padre: padre ?? null,
    relazione: relazione ?? null,
    destinazione: destinazione ?? null,
    dal: dal ?? null,
    al: al ?? null,
    nota: nota ?? null,
  };
}

/** Codes in the order in which they are first named. */
export function codiciOf(righe: readonly RigaLista[]): CodiceLista[] {
  return groupBy(righe, ({ codice }) => codice).map((own) => {
    const { codice, denominazione, padre } = own[0]!;
    const descrizione = own.find((riga) => riga.descrizione !== null)?.descrizione ?? null;
    return { codice, denominazione, descrizione, padre, righe: own, periodi: periodiOf(own) };
  });
}

function periodiOf(righe: readonly RigaLista[]): PeriodoLista[] {
  const mapped = righe.filter(({ relazione, destinazione }) => relazione !== null && destinazione !== null);
  return groupBy(mapped, ({ dal, al }) => `${dal} ${al}`).map((own) => ({
    righe: own,
    relazione: own[0]!.relazione!,
    destinazioni: own.map(({ destinazione }) => destinazione!),
    dal: own[0]!.dal,
    al: own[0]!.al,
    nota: [...new Set(own.flatMap(({ nota }) => nota ?? []))].join('; ').slice(0, MOST_NOTE) || null,
  }));
}

/** Rows of a choice may each have a note. */
const MOST_NOTE = 500;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
