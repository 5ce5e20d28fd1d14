import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { legalDay } from '#libs/codici';
import { COLONNE_DOMANDE, COLONNE_REGISTRO, generateAbbinamento } from '#libs/sintetici';
import { sorgenteOf } from '#libs/tracciati';
import { type Lista, readLista } from '../../apps/cli/src/abbina/lista.js';
import { Luoghi } from '../../apps/cli/src/abbina/luoghi.js';
import { SENZA_MAPPA } from '../../apps/cli/src/abbina/mappa.js';
import type { FonteVerita } from '../../apps/cli/src/abbina/verita.js';
import { readTerritorio } from '../../apps/cli/src/riferimenti-nazionali.js';

/** What a set must reach; `false per 20,000` counts the records looked for. */
export type Traguardo =
  { readonly f1: number } | { readonly falsiPer20000: number; readonly richiamo: number; readonly daRivedere: number };

const ITALIANO: Traguardo = { falsiPer20000: 5, richiamo: 0.985, daRivedere: 0.04 };

/** Lists with a known truth, read when their turn comes; more than one are judged as if they were one. */
export interface Insieme {
  readonly nome: string;
  readonly traguardo: Traguardo;
  readonly verita: FonteVerita;
  readonly parti: readonly (() => Promise<{ readonly a: Lista; readonly b: Lista | undefined }>)[];
}

export interface Misure {
  readonly semi: readonly string[];
  readonly registro: number;
  readonly domande: number;
}

const TERRITORIO = readTerritorio();
const LUOGHI = new Luoghi(() => TERRITORIO);
const OGGI = legalDay('2026-01-31');
const LOMBARDIA = '03';
const MILANO = 'F205';

/** The sets of `oracles/linkage`, none when they are not on this machine, and those made here. */
export function insiemi(shared: string | undefined, misure: Misure): Insieme[] {
  return [...oracoli(shared), generati(misure)];
}

function oracoli(shared: string | undefined): Insieme[] {
  const folder = join(shared ?? '', 'oracles', 'linkage');
  if (shared === undefined || !existsSync(folder)) return [];
  const febrl = ['1', '2', '3'].flatMap((numero) =>
    [false, true].map((senza): Insieme => ({
      nome: `FEBRL ${numero}${senza ? ' senza codice' : ''}`,
      traguardo: { f1: senza ? 0.996 : 0.999 },
      verita: 'id',
      parti: [
        async () => ({
          a: await read('A', join(folder, `febrl_dataset${numero}.csv`), senza ? ['codice'] : []),
          b: undefined,
        }),
      ],
    })),
  );
  const italiano: Insieme = {
    nome: 'it_synth',
    traguardo: ITALIANO,
    verita: { colonna: 'truth_id' },
    parti: [
      async () => ({
        a: await read('A', join(folder, 'it_synth_registry.csv')),
        b: await read('B', join(folder, 'it_synth_queries.csv')),
      }),
    ],
  };
  return [...febrl, italiano];
}

function generati({ semi, registro, domande }: Misure): Insieme {
  const all = TERRITORIO.comuniInVigore(OGGI).filter(({ regioneIstat }) => regioneIstat === LOMBARDIA);
  const comuni = all.toSorted((one, other) => Number(other.belfiore === MILANO) - Number(one.belfiore === MILANO));
  return {
    nome: `italiano, ${semi.length} semi`,
    traguardo: ITALIANO,
    verita: { colonna: 'truth_id' },
    parti: semi.map((seed) => async () => {
      const made = generateAbbinamento({ seed, registro, domande, territorio: TERRITORIO, oggi: OGGI, comuni });
      return {
        a: await readBytes('A', csvOf(COLONNE_REGISTRO, made.registro())),
        b: await readBytes('B', csvOf(COLONNE_DOMANDE, made.domande())),
      };
    }),
  };
}

/** No name or code of an invented person holds a comma or a quote. */
function csvOf<C extends string>(colonne: readonly C[], righe: Iterable<Readonly<Record<C, string>>>): Buffer {
  const pieces = [Buffer.from(`${colonne.join(',')}\n`)];
  for (const riga of righe) pieces.push(Buffer.from(`${colonne.map((colonna) => riga[colonna]).join(',')}\n`));
  return Buffer.concat(pieces);
}

async function read(nome: 'A' | 'B', file: string, senza: readonly string[] = []): Promise<Lista> {
  return readBytes(nome, await readFile(file), senza);
}

function readBytes(nome: 'A' | 'B', bytes: Uint8Array, senza: readonly string[] = []): Promise<Lista> {
  return readLista(nome, sorgenteOf(bytes), { mappa: SENZA_MAPPA, senza: new Set(senza), verita: 'truth_id' }, LUOGHI);
}
