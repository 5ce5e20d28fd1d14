import { readFileSync } from 'node:fs';
import { parseCsv, parseTerritorio } from '#libs/codici';
import type { LegalDay } from '#libs/codici';
import type { Codifica, ContestoRegole, Nomenclatura } from '../contesto.js';

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

/** What a region's registries say of some invented local codes; of any other, what the nomenclature says. */
const CODICI_LOCALI: Readonly<Record<string, Codifica>> = {
  SAD: { esito: 'tradotta', codice: 'A2.07', versioni: ['LOC:A271@1', 'REG@1', 'SIUSS@1.0'] },
  'CENTRO-DIURNO-2': { esito: 'tradotta', codice: 'A2.16', versioni: ['LOC:A271@1', 'SIUSS@1.0'] },
  NASCITA: { esito: 'tradotta', codice: 'A1.05.01', versioni: ['LOC:A271@1', 'SIUSS@1.0'] },
  NUOVO: { esito: 'in_attesa', sistema: 'LOC:A271', codice: 'NUOVO' },
  'REGIONE-10': { esito: 'in_attesa', sistema: 'REG', codice: 'R.10' },
  BUONO: { esito: 'scelta', mancante: true, alternative: ['A1.04', 'A1.11'] },
  'BUONO/A1.04': { esito: 'tradotta', codice: 'A1.04', versioni: ['LOC:A271@1', 'SIUSS@1.0'] },
  'BUONO/A9.99': { esito: 'scelta', mancante: false, alternative: ['A1.04', 'A1.11'] },
};

/** The context of the specs with the local codes of an ente. */
export const CONTESTO_CON_CODICI_LOCALI: ContestoRegole = {
  ...CONTESTO_DI_PROVA,
  codifica: (codice, day) => {
    const { nomenclatura } = CONTESTO_DI_PROVA;
    const official: Codifica =
      nomenclatura.voceInVigore(codice, day) === undefined
        ? { esito: 'sconosciuta' }
        : { esito: 'tradotta', codice, versioni: [nomenclatura.versione] };
    return CODICI_LOCALI[codice] ?? official;
  },
};
