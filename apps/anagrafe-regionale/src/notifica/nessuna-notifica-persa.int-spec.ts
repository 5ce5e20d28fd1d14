import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FINESTRA_MS, FeedDiProva } from '../prova/feed-di-prova.js';
import { tizio } from '../prova/righe-di-prova.js';
import { ScrittoriDiProva } from '../prova/scrittori-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({}, { compiti: true });
});
afterAll(() => anagrafe.close());

it('I11 a feed read by cursor under 16 writers and two tellers misses nothing and gives nothing twice', async () => {
  const { annotate, lette, dette } = await new ScrittoriDiProva(anagrafe).run({ persone: 30, scrittori: 16 });
  expect(annotate.length).toBeGreaterThan(100);
  expect(dette.toSorted()).toEqual(annotate.toSorted());
  expect(lette.map(({ numero }) => numero)).toEqual(lette.map((_, at) => at + 1));
});

it('is told to by the process itself, without being asked', async () => {
  const feed = new FeedDiProva(anagrafe);
  await feed.empty();
  const id = await feed.persona(tizio());
  await feed.follow('loreto', id);
  await feed.note({ personaId: id, gruppi: ['vita'] });
  await eventually(async () => {
    anagrafe.clock.advance(FINESTRA_MS);
    return (await feed.told('loreto')).join() === '1 persona.variata vita';
  });
});
