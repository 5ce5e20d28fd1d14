import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Inps } from './inps.js';
import { OrologioDiProva, startInps } from './prova/inps-di-prova.js';
import { WaasDiProva, problem } from './prova/waas-di-prova.js';

let waas: WaasDiProva;
let inps: Inps;
beforeEach(async () => {
  waas = await WaasDiProva.start();
});
afterEach(async () => {
  await inps.close();
  await waas.close();
});

const start = async (options: Parameters<typeof startInps>[1] = {}) => (inps = await startInps(waas, options));
const idOf = (n: number) => `A271.PS.20260105.${String(n).padStart(7, '0')}`;
/** Every tenth is refused: the schema does not know its prestazione. */
const publish = (from: number, to: number) => {
  for (let n = from; n <= to; n += 1) {
    const prestazione: Record<string, string> =
      n % 10 === 0 ? { CodicePrestazione: 'A1' } : { ProtocolloDomanda: `P-${n}` };
    waas.publish('A271', 1000 + n, idOf(n), { prestazione });
  }
};
const batches = () => (waas.notifiche.get('A271') ?? []).map((esiti) => esiti.length);
const taken = () => waas.esiti('A271').map((esito) => [esito['id_flusso'], esito['codice_esito']]);

describe('INPS giving esiti', () => {
  it('sends them mixed, in order, a hundred at a time, each once', async () => {
    publish(1, 250);
    await start();
    expect(await inps.slot()).toEqual([{ ente: 'A271', acquisiti: 250, consegnati: 250, saltato: false }]);
    expect(batches()).toEqual([100, 100, 50]);
    expect(taken()).toEqual(
      Array.from({ length: 250 }, (_, at) => [idOf(at + 1), (at + 1) % 10 === 0 ? 'RICHIESTA_INVALIDA' : 'OK']),
    );
    await inps.slot();
    expect(batches()).toEqual([100, 100, 50]);
    expect(inps.stato('A271')).toMatchObject({ in_attesa: [], per_codice: { OK: 225, RICHIESTA_INVALIDA: 25 } });
  });

  it('gives the id of the acquisition with OK, and says why not with the rest', async () => {
    publish(9, 10);
    await start();
    await inps.slot();
    const [ok, no] = waas.esiti('A271');
    expect(ok).toHaveProperty('id_acquisizione_siuss');
    expect(ok).not.toHaveProperty('descrizione_esito');
    expect(no).not.toHaveProperty('id_acquisizione_siuss');
    expect(no!['descrizione_esito']).toContain('CodicePrestazione');
  });

  it('keeps a notification that was not taken for a later slot', async () => {
    publish(1, 250);
    await start();
    waas.answerNext('esiti', undefined, problem(500), 'cade', problem(404));
    expect((await inps.slot())[0]).toMatchObject({ consegnati: 100 });
    expect((await inps.slot())[0]).toMatchObject({ consegnati: 0 });
    expect((await inps.deliver())[0]).toMatchObject({ consegnati: 0 });
    expect((await inps.deliver())[0]).toMatchObject({ consegnati: 150 });
    expect(taken().map(([id]) => id)).toEqual(Array.from({ length: 250 }, (_, at) => idOf(at + 1)));
    expect(inps.stato('A271').problemi.map(({ genere }) => genere)).toEqual(['rifiuto', 'rete', 'rifiuto']);
  });

  it.each([200, 201, 202, 204])('takes a %i for yes', async (status) => {
    publish(1, 1);
    await start();
    waas.answerNext('esiti', { status });
    expect((await inps.slot())[0]).toMatchObject({ consegnati: 1 });
    expect(inps.stato('A271').in_attesa).toEqual([]);
  });

  it('waits as long as it is told before the first attempt', async () => {
    const orologio = new OrologioDiProva();
    publish(1, 2);
    await start({ attesaEsiti: 5000, now: orologio.now });
    await inps.slot();
    orologio.pass(4999);
    await inps.slot();
    expect(taken()).toEqual([]);
    orologio.pass(1);
    await inps.deliver();
    expect(taken()).toHaveLength(2);
  });

  it('can spell them as the example of the specification does', async () => {
    publish(1, 1);
    await start({ grafia: 'codice_siuss' });
    await inps.slot();
    expect(waas.esiti('A271')[0]).toMatchObject({ codice_siuss: idOf(1), codice_ente: 'A271', codice_esito: 'OK' });
  });
});

describe('INPS told to misbehave', () => {
  it('duplicate: every notification comes twice, and none is kept back by that', async () => {
    publish(1, 150);
    await start();
    inps.setGuasti({ duplicate: true });
    waas.answerNext('esiti', undefined, problem(500));
    expect((await inps.slot())[0]).toMatchObject({ consegnati: 150 });
    expect(batches()).toEqual([100, 50, 50]);
    expect(inps.stato('A271').consegnati).toHaveLength(150);
    expect(waas.notifiche.get('A271')![1]).toEqual(waas.notifiche.get('A271')![2]);
  });

  it('contradict: an opposite esito follows each, once', async () => {
    publish(9, 10);
    await start();
    inps.setGuasti({ contradict: true });
    for (let slot = 0; slot < 4; slot += 1) await inps.slot();
    expect(taken()).toEqual([
      [idOf(9), 'OK'],
      [idOf(10), 'RICHIESTA_INVALIDA'],
      [idOf(9), 'ERRORE_GENERICO'],
      [idOf(10), 'OK'],
    ]);
  });

  it('late: esiti wait for so many slots more, those of before do not', async () => {
    await start();
    publish(1, 1);
    await inps.poll();
    inps.setGuasti({ late: 2 });
    publish(2, 2);
    await inps.slot();
    expect(taken().map(([id]) => id)).toEqual([idOf(1)]);
    await inps.slot();
    expect(taken()).toHaveLength(1);
    await inps.slot();
    expect(taken().map(([id]) => id)).toEqual([idOf(1), idOf(2)]);
  });

  it('down: does nothing for so many slots, then goes on', async () => {
    publish(1, 1);
    await start();
    inps.setGuasti({ down: 2 });
    expect((await inps.slot())[0]).toMatchObject({ saltato: true });
    expect((await inps.deliver())[0]).toMatchObject({ saltato: true });
    expect((await inps.slot())[0]).toMatchObject({ saltato: true });
    expect(waas.chiamate).toEqual([]);
    expect((await inps.slot())[0]).toEqual({ ente: 'A271', acquisiti: 1, consegnati: 1, saltato: false });
  });

  it('rollback: asks again from earlier, once', async () => {
    publish(1, 30);
    await start({ limit: 10 });
    await inps.slot();
    const before = waas.chiamate.length;
    inps.setGuasti({ rollback: 2 });
    await inps.slot();
    const asked = waas.chiamate.slice(before).map(({ since }) => since);
    expect(asked).toEqual([1010, 1020, 1030]);
    expect(inps.stato('A271').guasti.rollback).toBe(0);
    expect(taken()).toHaveLength(30);
    inps.setGuasti({ rollback: 1000 });
    await inps.slot();
    expect(waas.chiamate.at(-4)).toMatchObject({ since: 0 });
    expect(inps.stato('A271')).toMatchObject({ riletti: 50, problemi: [] });
  });

  it('bad_token: shows a voucher that nobody signed, for flussi and esiti', async () => {
    publish(1, 1);
    await start();
    await inps.poll();
    inps.setGuasti({ bad_token: true });
    await inps.slot();
    expect(waas.chiamate.map(({ token }) => token)).toEqual([
      ...Array.from({ length: 2 }, () => 'un-gettone-di-prova-lungo'),
      ...Array.from({ length: 2 }, () => 'un-gettone-diAAAAAAAAAAAA'),
    ]);
  });

  it('with one ente only, if told so', async () => {
    await start({ enti: ['A271', 'G479'] });
    inps.setGuasti({ down: 1 }, 'G479');
    expect((await inps.slot()).map(({ ente, saltato }) => [ente, saltato])).toEqual([
      ['A271', false],
      ['G479', true],
    ]);
  });
});
