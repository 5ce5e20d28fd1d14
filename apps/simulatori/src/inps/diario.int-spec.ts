import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startInps } from './prova/inps-di-prova.js';
import { WaasDiProva, problem } from './prova/waas-di-prova.js';

let waas: WaasDiProva;
let folder: string;
let diario: string;
beforeEach(async () => {
  waas = await WaasDiProva.start();
  folder = await mkdtemp(join(tmpdir(), 'snodo-inps-'));
  diario = join(folder, 'inps', 'diario.ndjson');
});
afterEach(async () => {
  await waas.close();
  await rm(folder, { recursive: true });
});

const idOf = (n: number) => `A271.PS.20260105.${String(n).padStart(7, '0')}`;
const publish = (n: number, prestazione: Record<string, string> = { ProtocolloDomanda: `P-${n}` }) =>
  waas.publish('A271', 1000 + n, idOf(n), { prestazione });

describe('INPS that was ended and starts again', () => {
  it('goes on from its last success, with what it had acquired and what it still had to say', async () => {
    for (const n of [1, 2, 3, 4]) publish(n);
    const first = await startInps(waas, { diario, limit: 2 });
    await first.slot();
    publish(5);
    waas.answerNext('esiti', problem(500));
    await first.slot();
    first.setGuasti({ rollback: 1 });
    waas.answerNext('flussi', problem(500));
    await first.poll();
    const { acquisiti, consegnati, since } = first.stato('A271');
    // Not closed yet: what counts was written when it happened.
    const second = await startInps(waas, { diario });
    expect(second.stato('A271')).toMatchObject({ acquisiti, consegnati, since, in_attesa: [{ id_flusso: idOf(5) }] });
    expect(since).toBe(1004);
    await second.slot();
    expect(second.stato('A271')).toMatchObject({ since: 1005, riletti: 1, in_attesa: [], problemi: [] });
    expect(waas.esiti('A271').map((esito) => esito['id_flusso'])).toEqual([1, 2, 3, 4, 5].map(idOf));
    await Promise.all([first.close(), second.close()]);
  });

  it('still knows what can be cancelled and what changed', async () => {
    publish(1, {});
    const first = await startInps(waas, { diario });
    await first.poll();
    await first.close();
    publish(2, { TipoOperazione: 'C' });
    publish(3, { TipoOperazione: 'C' });
    const second = await startInps(waas, { diario });
    await second.poll();
    expect(second.acquisiti('A271').map(({ giudizio }) => giudizio.codice)).toEqual(['OK', 'OK', 'DATI_NON_TROVATI']);
    waas.replace('A271');
    waas.publish('A271', 1001, idOf(1), { prestazione: { ProtocolloDomanda: 'ALTRO' } });
    second.setGuasti({ rollback: 9 });
    await second.poll();
    expect(second.stato('A271').problemi.map(({ genere }) => genere)).toEqual(['flusso_cambiato']);
    await second.close();
  });

  it('takes for not happened the last line that a crash cut, and goes on writing after it', async () => {
    publish(1);
    const first = await startInps(waas, { diario });
    await first.poll();
    await first.close();
    const whole = await readFile(diario, 'utf8');
    await appendFile(diario, whole.slice(0, -20));
    const second = await startInps(waas, { diario });
    expect(second.stato('A271')).toMatchObject({ since: 1001, acquisiti: [idOf(1)] });
    publish(2);
    await second.poll();
    await second.close();
    const third = await startInps(waas, { diario });
    expect(third.stato('A271').acquisiti).toEqual([idOf(1), idOf(2)]);
    await third.close();
  });

  it('without a journal begins from the beginning', async () => {
    publish(1);
    const first = await startInps(waas);
    await first.poll();
    await first.close();
    const second = await startInps(waas);
    expect(second.stato('A271')).toMatchObject({ since: 0, acquisiti: [] });
    await second.close();
  });

  it('writes a journal that only its owner reads', async () => {
    const inps = await startInps(waas, { diario });
    expect((await stat(diario)).mode & 0o077).toBe(0);
    await inps.close();
  });
});
