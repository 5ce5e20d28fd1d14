import { afterAll, beforeAll, it } from '@jest/globals';
import fc from 'fast-check';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { CHIAMANTI, ChiunqueSuChiunque } from '../prova/chiunque-su-chiunque.js';
import { mondoCasuale } from '../prova/mondo-casuale.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

it('I5: API and database show each kind of office the persons of a random world that the rules give, and no other', async () => {
  const chiunque = new ChiunqueSuChiunque(anagrafe);
  // One world for each kind of office; thousands in the long run beside it.
  for (const caller of CHIAMANTI) {
    await fc.assert(
      fc.asyncProperty(mondoCasuale, (mondo) => chiunque.check(mondo, caller)),
      { numRuns: 1, endOnFailure: true },
    );
  }
}, 60_000);
