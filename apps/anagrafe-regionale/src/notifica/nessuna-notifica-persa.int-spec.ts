import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ScrittoriDiProva } from '../prova/scrittori-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

it('I11 a feed read by cursor under 16 writers and two tellers misses nothing and gives nothing twice', async () => {
  const { annotate, lette, dette } = await new ScrittoriDiProva(anagrafe).run({ persone: 30, scrittori: 16 });
  expect(annotate.length).toBeGreaterThan(100);
  expect(dette.toSorted()).toEqual(annotate.toSorted());
  expect(lette.map(({ numero }) => numero)).toEqual(lette.map((_, at) => at + 1));
});
