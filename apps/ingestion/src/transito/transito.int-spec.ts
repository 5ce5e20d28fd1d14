import { mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sorgente } from '#libs/tracciati';
import { Transito } from './transito.js';

const all = async (sorgente: Sorgente, dal = 0, al = sorgente.byte): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of sorgente.read(dal, al)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};
const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 7919) % 251));

describe('bytes in transit', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'snodo-transito-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_001])('come back as they went in, from any place: %i', async (n) => {
    const bytes = noise(n);
    const transito = await Transito.open(folder);
    for (let at = 0; at < n; at += 50_001) await transito.write(bytes.subarray(at, at + 50_001));
    const sorgente = await transito.end();
    expect([sorgente.byte, transito.byte]).toEqual([n, n]);
    expect((await all(sorgente)).equals(bytes)).toBe(true);
    expect((await all(sorgente, n - 70_000 < 0 ? 0 : n - 70_000, n)).equals(bytes.subarray(Math.max(0, n - 70_000)))).toBe(true);
    await transito.close();
  }); // prettier-ignore

  it('have no name on the disk while they wait, and are not readable there', async () => {
    const transito = await Transito.open(folder);
    const text = 'RSSMRK12C14H501N;'.repeat(10_000);
    await transito.write(Buffer.from(text));
    const sorgente = await transito.end();
    expect(await readdir(folder)).toEqual([]);
    const open = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(join('/proc/self/fd', fd)).then((path) => ({ fd, path }), () => undefined)),
    );
    const ours = open.filter((one) => one?.path.includes(folder) === true);
    expect(ours).toHaveLength(1);
    const onDisk = await readFile(join('/proc/self/fd', ours[0]!.fd));
    expect(onDisk.length).toBeGreaterThan(text.length);
    expect(onDisk.includes('RSSMRK12')).toBe(false);
    expect((await all(sorgente)).toString()).toBe(text);
    await transito.close();
  }); // prettier-ignore

  it('are gone once closed, for whoever holds the source still', async () => {
    const transito = await Transito.open(folder);
    await transito.write(noise(500_000));
    const sorgente = await transito.end();
    await transito.close();
    await transito.close();
    await expect(all(sorgente, 400_000, 500_000)).rejects.toThrow();
  });

  it('cannot begin where nothing can be written', async () => {
    await expect(Transito.open(join(folder, 'manca'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
