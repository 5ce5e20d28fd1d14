import { cellaOf } from '../lettura/cella-attributo.js';
import type { SistemaLetto, VersioneLetta, VoceLetta } from '../lettura/modelli.js';

/** Columns of the code systems as a flat list. */
export const COLONNE_SISTEMI = [
  'sistema',
  'versione',
  'denominazione',
  'stato',
  'dal',
  'al',
  'voci',
  'fonte',
  'affidabilita',
] as const;

export function righeSistemi(sistemi: readonly SistemaLetto[]): (VersioneLetta & { sistema: string })[] {
  return sistemi.flatMap(({ sistema, versioni }) => versioni.map((versione) => ({ sistema, ...versione })));
}

const PRIMA = ['codice', 'codice_padre', 'denominazione', 'descrizione', 'sostituisce'];
const DOPO = ['fonte', 'affidabilita'];

/** As in the files that versions are made of: what was downloaded can be changed and uploaded. */
export function colonneVoci(voci: readonly VoceLetta[]): string[] {
  const attributi = new Set(voci.flatMap((voce) => Object.keys(voce.attributi)));
  return [...PRIMA, ...[...attributi].filter((nome) => ![...PRIMA, ...DOPO].includes(nome)), ...DOPO];
}

export function righeVoci(voci: readonly VoceLetta[]): Readonly<Record<string, string | null>>[] {
  return voci.map(({ attributi, padre, sostituisce, ...voce }) => {
    const cells = Object.entries(attributi).map(([nome, valore]) => [nome, cellaOf(valore)] as const);
    return { ...Object.fromEntries(cells), ...voce, codice_padre: padre, sostituisce: cellaOf(sostituisce) };
  });
}
