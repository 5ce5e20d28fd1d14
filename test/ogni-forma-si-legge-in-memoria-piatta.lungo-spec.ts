import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FORME } from '#libs/sintetici';

const POCHE = 10_000;
const TANTE = 1_000_000;
/** What a hundred times the righe may add to the most that is ever resident: what the collector leaves for later. */
const MEBIBYTE_IN_PIU = 100;

interface Misura {
  readonly stato: string;
  readonly formato: string;
  readonly righe: number;
  readonly giuste: number;
  readonly secondi: number;
  readonly mebibyte: number;
}

/** In a process that has done nothing before, from the compiled tree (`npm run build` makes it). */
async function processo(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/test/prova/processo-lettura.js', ...args]);
  return stdout;
}

describe('a document of a million righe is read in the memory of one of ten thousand', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snodo-memoria-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(FORME)(
    'in %s',
    async (forma) => {
      const misura = async (righe: number): Promise<Misura> => {
        const file = join(folder, `${righe}.${forma}`);
        await processo('scrivi', forma, String(righe), file);
        const read = JSON.parse(await processo('leggi', file)) as Misura;
        await rm(file);
        expect(read).toMatchObject({ stato: 'letto', formato: forma, righe, giuste: righe });
        return read;
      };
      const poche = await misura(POCHE);
      const tante = await misura(TANTE);
      const righeAlSecondo = (TANTE / tante.secondi).toFixed(0);
      const said = `${forma}: ${poche.mebibyte.toFixed(0)} MiB, then ${tante.mebibyte.toFixed(0)} MiB; ${righeAlSecondo} righe/s\n`;
      process.stderr.write(said);
      expect(tante.mebibyte - poche.mebibyte).toBeLessThan(MEBIBYTE_IN_PIU);
    },
    1_800_000,
  );
});
