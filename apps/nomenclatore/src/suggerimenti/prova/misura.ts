import { readFileSync } from 'node:fs';
import { parseCsv } from '#libs/codici';
import { prepareObiettivo } from '../obiettivo.js';
import { normalise } from '../parole.js';
import { suggest } from '../suggest.js';
import { common, trigramsOf } from '../trigrammi.js';

const COLUMNS = ['etichetta', 'descrizione', 'codice_siuss', 'insieme', 'fonte'] as const;
export type Etichetta = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Shares of labels whose right code is the first suggested, and among the first three. None suggested is a miss. */
export interface Accuratezza {
  readonly primo: number;
  readonly primiTre: number;
}

/** The codes suggested for a label, likeliest first, three at most. */
export type Classifica = (etichetta: Etichetta) => readonly string[];

const TOP = 3;

/** The labelled rows of one kind. Whoever tunes reads `sviluppo` alone: a mistake of `prova` that somebody has seen measures nothing any more. */
export function etichetteDi(insieme: 'sviluppo' | 'prova'): Etichetta[] {
  const all = parseCsv(readFileSync('test/bench/etichette/etichette.csv', 'utf8'), COLUMNS);
  return all.filter((row) => row.insieme === insieme);
}

/**
 * Rows of `prova` that are no variant of a label of `sviluppo`, nor of the same origin as one: what was never seen in any
 * wording. The set was drawn row by row, so that variants of one label fell on both sides.
 */
export function maiViste(): Etichetta[] {
  const seen = new Set(etichetteDi('sviluppo').flatMap((row) => [normalise(row.etichetta), originOf(row)]));
  return etichetteDi('prova').filter((row) => !seen.has(originOf(row)));
}

export function accuracy(etichette: readonly Etichetta[], classifica: Classifica): Accuratezza {
  let [primo, primiTre] = [0, 0];
  for (const etichetta of etichette) {
    const place = classifica(etichetta).slice(0, TOP).indexOf(etichetta.codice_siuss);
    if (place === 0) primo += 1;
    if (place >= 0) primiTre += 1;
  }
  return { primo: primo / etichette.length, primiTre: primiTre / etichette.length };
}

/** The suggestions of the nomenclatore on the shipped list of INPS's codes: words alone, no neighbours, no history. */
export function nostra(): Classifica {
  const obiettivo = prepareObiettivo(siuss());
  const ente = { codice: '', ambito: null };
  return ({ etichetta: denominazione, descrizione }) =>
    suggest({ voce: { codice: '', denominazione, descrizione }, ente, obiettivo, massimo: TOP }).map(
      ({ codice }) => codice,
    );
}

/** The floor: shared trigrams over all trigrams of both texts, as pg_trgm's `similarity`; without accents, which helps it. */
export function trigrammi(conDescrizione: boolean): Classifica {
  const targets = siuss().map(({ codice, denominazione }) => ({
    codice,
    trigrams: trigramsOf(normalise(denominazione)),
  }));
  return ({ etichetta, descrizione }) => {
    const asked = trigramsOf(normalise(conDescrizione ? `${etichetta} ${descrizione}` : etichetta));
    return targets
      .map(({ codice, trigrams }) => ({ codice, alike: jaccard(asked, trigrams) }))
      .sort((a, b) => b.alike - a.alike || (a.codice < b.codice ? -1 : 1))
      .slice(0, TOP)
      .map(({ codice }) => codice);
  };
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = common(one, other);
  return both === 0 ? 0 : both / (one.size + other.size - both);
}

function siuss() {
  const columns = ['codice', 'codice_padre', 'denominazione', 'area'] as const;
  return parseCsv(readFileSync('config/nazionale/siuss.csv', 'utf8'), columns).map(
    ({ codice, codice_padre: padre, denominazione, area }) => ({ codice, padre, denominazione, area }),
  );
}

function originOf({ etichetta, fonte }: Etichetta): string {
  return normalise(/^variante: .* di «(.*)»/.exec(fonte)?.[1] ?? etichetta);
}
