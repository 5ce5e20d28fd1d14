import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { moltiConUnCodice } from '../prova/nomi-di-molti.js';
import { rigaDi } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

it('an export that writes one code in every riga ends, message by message, told once or twice', async () => {
  const molti = moltiConUnCodice(2_000);
  const persone = async () =>
    (await anagrafe.database.admin<{ n: number }>(`SELECT count(*)::int AS n FROM anagrafe_regionale.persona`))[0]!.n;
  for (const _ of ['once', 'twice']) {
    for (let at = 0; at < molti.length; at += 500) {
      await anagrafe.accept(molti.slice(at, at + 500).map((chi) => rigaDi(chi)));
    }
    expect(await persone()).toBe(2_000);
  }
}, 300_000);
