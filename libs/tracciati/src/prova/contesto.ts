import { readFileSync } from 'node:fs';
import { parseCsv, parseTerritorio } from '#libs/codici';
import type { LegalDay } from '#libs/codici';
import type { ContestoRegole, Nomenclatura } from '../contesto.js';

const file = (name: string): string => readFileSync(`config/nazionale/${name}.csv`, 'utf8');

/** The 105 published codes, all in force on any day. */
function nomenclaturaPubblicata(): Nomenclatura {
  const rows = parseCsv(file('siuss'), ['codice', 'denominazione'] as const);
  const voci = new Map(rows.map((row) => [row.codice, { codice: row.codice, denominazione: row.denominazione }]));
  return { versione: 'SIUSS@prova', voceInVigore: (codice) => voci.get(codice) };
}

/** The context of the specs: the project's own national files, and a fixed day. */
export const CONTESTO_DI_PROVA: ContestoRegole = {
  territorio: parseTerritorio({
    comuni: file('comuni'),
    stati: file('stati'),
    province: file('province'),
    regioni: file('regioni'),
  }),
  nomenclatura: nomenclaturaPubblicata(),
  oggi: '2026-06-30' as LegalDay,
};
