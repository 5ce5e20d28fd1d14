import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type LegalDay,
  type PrestazioneSiuss,
  type Territorio,
  parseLegalDay,
  parsePrestazioniSiuss,
  parseTerritorio,
} from '#libs/codici';
import type { Nomenclatura } from '#libs/tracciati';
import { UsoErrato } from './comando.js';

/** `config/nazionale` of this installation, from the sources as from `dist`. */
function folder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, 'config', 'nazionale'))) {
    const parent = dirname(at);
    if (parent === at) throw new Error('config/nazionale is missing from this installation');
    at = parent;
  }
  return join(at, 'config', 'nazionale');
}

function text(name: string): string {
  return readFileSync(join(folder(), `${name}.csv`), 'utf8');
}

export function readTerritorio(): Territorio {
  return parseTerritorio({
    comuni: text('comuni'),
    stati: text('stati'),
    province: text('province'),
    regioni: text('regioni'),
  });
}

export function readPrestazioni(): PrestazioneSiuss[] {
  return parsePrestazioniSiuss(text('siuss'));
}

/** The national nomenclature: what an ente may use without any mapping of its own codes. */
export function nomenclaturaOf(prestazioni: readonly PrestazioneSiuss[]): Nomenclatura {
  const voci = new Map<string, PrestazioneSiuss>(prestazioni.map((voce) => [voce.codice, voce]));
  return {
    versione: prestazioni[0]?.fonte ?? '',
    voceInVigore: (codice, day) => {
      const voce = voci.get(codice);
      const started = voce?.dal === undefined || voce.dal <= day;
      const ended = voce?.al !== undefined && voce.al < day;
      return started && !ended ? voce : undefined;
    },
  };
}

/** The legal day of Italy at this instant, or the one asked for. */
export function dayOf(now: Date, asked: string | undefined): LegalDay {
  const day = parseLegalDay(asked ?? new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(now));
  if (day === undefined) throw new UsoErrato(`--oggi vuole un giorno come 2025-03-31, non ${asked}`);
  return day;
}
