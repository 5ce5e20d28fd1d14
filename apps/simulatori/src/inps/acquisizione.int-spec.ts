import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Inps } from './inps.js';
import { startInps } from './prova/inps-di-prova.js';
import { WaasDiProva, problem } from './prova/waas-di-prova.js';

let waas: WaasDiProva;
const started: Inps[] = [];
beforeEach(async () => {
  waas = await WaasDiProva.start();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((inps) => inps.close()));
  await waas.close();
});

const start = async (options: Parameters<typeof startInps>[1] = {}) => {
  const inps = await startInps(waas, options);
  started.push(inps);
  return inps;
};
const idOf = (n: number) => `A271.PS.20260105.${String(n).padStart(7, '0')}`;
const publish = (from: number, to: number) => {
  for (let n = from; n <= to; n += 1)
    waas.publish('A271', 1000 + n, idOf(n), { prestazione: { ProtocolloDomanda: `P-${n}` } });
};
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => idOf(from + at));
const sinceAsked = () => waas.chiamate.map(({ since }) => since);
const generi = (inps: Inps) => inps.stato('A271').problemi.map(({ genere }) => genere);

describe('INPS asking an ente for its flussi', () => {
  it('begins from 0, asks from the last one acquired, and stops at the empty page', async () => {
    publish(1, 25);
    const inps = await start({ limit: 10 });
    expect(await inps.poll()).toEqual([{ ente: 'A271', acquisiti: 25, consegnati: 0, saltato: false }]);
    expect(sinceAsked()).toEqual([0, 1010, 1020, 1025]);
    expect(waas.chiamate.map(({ limit }) => limit)).toEqual([10, 10, 10, 10]);
    expect(inps.stato('A271')).toMatchObject({ since: 1025, acquisiti: ids(1, 25), problemi: [] });
  });

  it('asks for a hundred unless told, and shows its voucher', async () => {
    await (await start()).poll();
    expect(waas.chiamate).toEqual([
      { metodo: 'GET', ente: 'A271', risorsa: 'flussi', since: 0, limit: 100, token: 'un-gettone-di-prova-lungo' },
    ]);
  });

  it('goes on in the next slot with what came meanwhile', async () => {
    const inps = await start();
    publish(1, 3);
    await inps.poll();
    publish(4, 6);
    expect((await inps.poll())[0]).toMatchObject({ acquisiti: 3 });
    expect(inps.stato('A271').acquisiti).toEqual(ids(1, 6));
    expect(sinceAsked()).toEqual([0, 1003, 1003, 1006]);
  });

  it.each<[string, Parameters<WaasDiProva['answerNext']>[1], string[]]>([
    ['a 500', problem(500), ['rifiuto']],
    ['a 503 of a proxy', { status: 503, type: 'text/html', body: '<html>' }, ['rifiuto', 'errore_non_conforme']],
    ['a broken connection', 'cade', ['rete']],
    ['a 200 that is no page', { status: 200, body: '{}' }, ['risposta_inservibile']],
    ['a 200 cut in the middle', { status: 200, body: '{"elenco_flussi":[' }, ['risposta_inservibile']],
    ['an empty array with a 500', { status: 500, body: '{"elenco_flussi":[]}' }, ['rifiuto', 'errore_non_conforme']],
    ['an empty array with a 204', { status: 204 }, ['rifiuto', 'errore_non_conforme']],
    ['an empty array with a 202', { status: 202, body: '{"elenco_flussi":[]}' }, ['rifiuto', 'errore_non_conforme']],
    ['a redirection', { status: 302 }, ['rifiuto', 'errore_non_conforme']],
  ])('after %s in the middle starts again from the last success', async (_, answer, problemi) => {
    publish(1, 30);
    waas.answerNext('flussi', undefined, answer);
    const inps = await start({ limit: 10 });
    expect((await inps.poll())[0]).toMatchObject({ acquisiti: 10 });
    expect(inps.stato('A271').since).toBe(1010);
    expect(generi(inps)).toEqual(problemi);
    expect((await inps.poll())[0]).toMatchObject({ acquisiti: 20 });
    expect(inps.stato('A271').acquisiti).toEqual(ids(1, 30));
    expect(sinceAsked()).toEqual([0, 1010, 1010, 1020, 1030]);
  });

  it('notes an error that is not the closed object of its own document', async () => {
    const body = { type: 'about:blank', title: 'No', status: 500, codice: 'x' };
    waas.answerNext('flussi', { status: 500, type: 'application/problem+json', body: JSON.stringify(body) });
    const inps = await start();
    await inps.poll();
    expect(generi(inps)).toEqual(['rifiuto', 'errore_non_conforme']);
  });

  it('loses flussi that share an instant over the end of a page, and says that they do', async () => {
    for (let n = 1; n <= 25; n += 1)
      waas.publish('A271', 5000, idOf(n), { prestazione: { ProtocolloDomanda: `${n}` } });
    const inps = await start({ limit: 10 });
    await inps.poll();
    expect(inps.stato('A271').acquisiti).toHaveLength(10);
    expect(generi(inps)).toContain('pari_istante');
  });

  it('does not ask for ever for a flusso whose instant is finer than the cursor', async () => {
    const waasRule = { ts: new Date(4999).toISOString() };
    waas.publish('A271', 5000, idOf(1), { ts: new Date(5000).toISOString() });
    waas.publish('A271', 5001, idOf(2), waasRule);
    const inps = await start({ limit: 1 });
    await inps.poll();
    expect(sinceAsked()).toEqual([0, 5000]);
    expect(generi(inps)).toEqual(['non_dopo_since', 'cursore_fermo']);
  });

  it('acquires once what it is given twice', async () => {
    publish(1, 4);
    const inps = await start({ limit: 2 });
    await inps.poll();
    inps.setGuasti({ rollback: 1 });
    expect((await inps.poll())[0]).toMatchObject({ acquisiti: 0 });
    expect(inps.stato('A271')).toMatchObject({ acquisiti: ids(1, 4), riletti: 2, since: 1004, problemi: [] });
    expect(inps.stato('A271').in_attesa).toHaveLength(4);
  });

  it('notes a flusso that changed since it was acquired, and keeps the first', async () => {
    publish(1, 1);
    const inps = await start();
    await inps.poll();
    const [kept] = inps.acquisiti('A271');
    waas.replace('A271');
    waas.publish('A271', 1001, idOf(1), { prestazione: { ProtocolloDomanda: 'ALTRO' } });
    inps.setGuasti({ rollback: 9 });
    await inps.poll();
    expect(generi(inps)).toEqual(['flusso_cambiato']);
    expect(inps.acquisiti('A271')).toEqual([kept]);
  });

  it('notes an id given to two flussi of one page', async () => {
    waas.publish('A271', 1, idOf(1));
    waas.publish('A271', 2, idOf(1), { codiceFiscale: 'RSSMRK66C14H501U' });
    const inps = await start();
    await inps.poll();
    expect(generi(inps)).toEqual(['flusso_cambiato']);
    expect(inps.stato('A271').acquisiti).toEqual([idOf(1)]);
  });

  it('judges each flusso by those before it, in the page and in the pages before', async () => {
    waas.publish('A271', 1, idOf(1));
    waas.publish('A271', 2, idOf(2));
    waas.publish('A271', 3, idOf(3), { prestazione: { TipoOperazione: 'C' } });
    waas.publish('A271', 4, idOf(4), { prestazione: { TipoOperazione: 'C' } });
    waas.publish('A271', 5, idOf(5));
    waas.publish('A271', 6, idOf(6), { xml: '<Flusso/>' });
    for (const limit of [1, 2, 100]) {
      const inps = await start({ limit });
      await inps.poll();
      const codici = inps.acquisiti('A271').map(({ giudizio }) => giudizio.codice);
      expect(codici).toEqual(['OK', 'DATI_NON_TROVATI', 'OK', 'DATI_NON_TROVATI', 'OK', 'RICHIESTA_INVALIDA']);
    }
  });

  it('does not take for inserted what it answered with ERRORE_GENERICO', async () => {
    waas.publish('A271', 1, idOf(1));
    waas.publish('A271', 2, idOf(2), { prestazione: { TipoOperazione: 'C' } });
    const inps = await start({ percentoErroriGenerici: 100 });
    await inps.poll();
    expect(inps.stato('A271').per_codice).toMatchObject({ ERRORE_GENERICO: 2, OK: 0 });
  });

  it('keeps the enti apart, each with its cursor', async () => {
    publish(1, 3);
    waas.publish('G479', 9000, 'G479.PS.20260105.0000001');
    waas.answerNext('flussi', problem(500));
    const inps = await start({ enti: ['A271', 'G479', 'E388'] });
    await inps.poll('A271');
    await inps.poll();
    expect(inps.riepilogo().map(({ ente, since, acquisiti, problemi }) => [ente, since, acquisiti, problemi])).toEqual([
      ['A271', 1003, 3, 1],
      ['G479', 9000, 1, 0],
      ['E388', 0, 0, 0],
    ]);
  });

  it('has one slot at a time with an ente', async () => {
    publish(1, 50);
    const inps = await start({ limit: 10 });
    const done = await Promise.all([inps.poll(), inps.poll('A271'), inps.poll()]);
    expect(done.flat().map(({ acquisiti }) => acquisiti)).toEqual([50, 0, 0]);
    expect(inps.stato('A271')).toMatchObject({ acquisiti: ids(1, 50), riletti: 0 });
  });

  it('goes on from where it was with an ente that it left and took again', async () => {
    publish(1, 2);
    const inps = await start();
    await inps.poll();
    inps.remove('A271');
    expect(await inps.poll()).toEqual([]);
    inps.add('A271');
    publish(3, 3);
    await inps.poll();
    expect(sinceAsked()).toEqual([0, 1002, 1002, 1003]);
  });
});
