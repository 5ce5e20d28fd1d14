import { readFileSync } from 'node:fs';
import { parseCsv } from '#libs/codici';
import { prepareObiettivo } from '../obiettivo.js';
import { normalise } from '../parole.js';
import { suggest } from '../suggest.js';
import type { Suggerimento, VoceObiettivo } from '../tipi.js';
import { common, trigramsOf } from '../trigrammi.js';

const COLUMNS = ['etichetta', 'descrizione', 'codice_siuss', 'insieme', 'fonte'] as const;
export type Etichetta = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Shares of labels whose right code is the first suggested, and among the first three. None suggested is a miss. */
interface Accuratezza {
  readonly primo: number;
  readonly primiTre: number;
}

/** The codes suggested for a label, likeliest first, three at most. */
type Classifica = (etichetta: Etichetta) => readonly string[];

const TOP = 3;

/** The labelled rows of one kind. Whoever tunes reads `sviluppo` alone: a mistake of `prova` that somebody has seen measures nothing any more. */
export function etichetteDi(insieme: 'sviluppo' | 'prova'): Etichetta[] {
  const all = parseCsv(readFileSync('test/bench/etichette/etichette.csv', 'utf8'), COLUMNS);
  return all.filter((row) => row.insieme === insieme);
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

/** What the nomenclatore suggests on the shipped list of INPS's codes: words alone, no neighbours, no history. */
function suggerisce(): (etichetta: Etichetta) => Suggerimento[] {
  const obiettivo = prepareObiettivo(siuss());
  const ente = { codice: '', ambito: null };
  return ({ etichetta: denominazione, descrizione }) =>
    suggest({ voce: { codice: '', denominazione, descrizione }, ente, obiettivo, massimo: TOP });
}

export function nostra(): Classifica {
  const suggested = suggerisce();
  return (etichetta) => suggested(etichetta).map(({ codice }) => codice);
}

/** How often the first suggestion is right among those at least so sure, and less sure than `to`. */
export function rightBetween(
  etichette: readonly Etichetta[],
  from: number,
  to: number,
): { quanti: number; giusti: number } {
  const suggested = suggerisce();
  const firsts = etichette.flatMap((etichetta) => {
    const [first] = suggested(etichetta);
    return first !== undefined && first.punteggio >= from && first.punteggio < to
      ? [first.codice === etichetta.codice_siuss]
      : [];
  });
  return { quanti: firsts.length, giusti: firsts.filter(Boolean).length / firsts.length };
}

/** The better of the two floors: with the description of those that have one, and without. */
export function floorOf(etichette: readonly Etichetta[]): Accuratezza {
  const [bare, described] = [false, true].map((whole) => accuracy(etichette, trigrammi(whole)));
  return { primo: Math.max(bare!.primo, described!.primo), primiTre: Math.max(bare!.primiTre, described!.primiTre) };
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

function siuss(): VoceObiettivo[] {
  const columns = ['codice', 'codice_padre', 'denominazione', 'area', 'erogatore_tipico'] as const;
  return parseCsv(readFileSync('config/nazionale/siuss.csv', 'utf8'), columns).map((row) => ({
    codice: row.codice,
    padre: row.codice_padre,
    denominazione: row.denominazione,
    area: row.area,
    altrui: row.erogatore_tipico === 'INPS',
  }));
}
