import { afterAll, beforeAll, it } from '@jest/globals';
import fc from 'fast-check';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { CHIAMANTI, ChiunqueSuChiunque } from '../prova/chiunque-su-chiunque.js';
import { mondoCasuale } from '../prova/mondo-casuale.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start({
    SNODO_ANAGRAFE_RICERCHE_VUOTE: '1000000',
    SNODO_ANAGRAFE_RICERCHE_VUOTE_ENTE: '1000000',
    SNODO_ANAGRAFE_PROVE_DI_SEGUITO: '1000000',
  });
});
afterAll(() => anagrafe.close());

it('I5: in hundreds of random worlds, whoever asks about whomever', async () => {
  const chiunque = new ChiunqueSuChiunque(anagrafe);
  await fc.assert(
    fc.asyncProperty(mondoCasuale, fc.constantFrom(...CHIAMANTI), (mondo, caller) => chiunque.check(mondo, caller)),
    { numRuns: 150, endOnFailure: true },
  );
}, 900_000);
