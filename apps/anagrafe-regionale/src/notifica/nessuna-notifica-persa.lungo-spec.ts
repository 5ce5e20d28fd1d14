import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ScrittoriDiProva } from '../prova/scrittori-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

it('I11 nor over thousands of changes', async () => {
  const { annotate, lette, dette } = await new ScrittoriDiProva(anagrafe).run({ persone: 1_500, scrittori: 16 });
  expect(annotate.length).toBeGreaterThan(8_000);
  expect(dette.toSorted()).toEqual(annotate.toSorted());
  expect(lette.map(({ numero }) => numero)).toEqual(lette.map((_, at) => at + 1));
}, 600_000);
