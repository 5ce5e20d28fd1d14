import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { RicalcolaPersone } from '../persona/ricalcola-persone.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { moltiConUnCodice } from '../prova/nomi-di-molti.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

const rows = <T>(sql: string) => anagrafe.database.admin<T>(sql);
const persone = () =>
  rows<{ id: string; dubbia: boolean }>(`SELECT id, dubbia FROM anagrafe_regionale.persona ORDER BY id`);

it('a code that is written in every riga leads each to who is called so, and to nobody by itself', async () => {
  const molti = moltiConUnCodice(110);
  await anagrafe.accept(molti.map((chi, at) => rigaDi(chi, { record: `a${at}` })));
  const made = await persone();
  expect(made).toHaveLength(110);
  await anagrafe.accept(molti.map((chi) => rigaDi(chi)));
  expect(await persone()).toEqual(made.map(({ id }) => ({ id, dubbia: true })));
  expect(await rows(`SELECT FROM anagrafe_regionale.possibile_duplicato WHERE stato = 'aperto'`)).toEqual([]);

  // Of few, the given name would do: of so many whoever has another surname is another.
  const altra = { ...molti[0]!, cognome: 'BEVILACQUA' };
  await anagrafe.accept([rigaDi(altra, { record: 'altra' })]);
  await anagrafe.accept([rigaDi(altra)]);
  expect(await persone()).toHaveLength(111);
  const collegate = (await anagrafe.said()).collegate.slice(-2).map(({ esito }) => esito);
  expect(collegate).toEqual(['dubbia', 'risolta']);
  const ids = (await persone()).map(({ id }) => id);
  const work = anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(RicalcolaPersone).of(tx, ids));
  expect(await work).toBe(0);
});

it('who is left with it alone is in doubt no more, once the others have their own', async () => {
  await anagrafe.empty();
  const molti = moltiConUnCodice(105);
  await anagrafe.accept(molti.map((chi, at) => rigaDi(chi, { record: `a${at}` })));
  const two = (part: number) => String(part).padStart(2, '0');
  const codiceDi = (at: number) => tizio({ nato: `1966-${two(Math.floor(at / 28) + 5)}-${two((at % 28) + 1)}` }).codice;
  const corretti = molti.map((chi, at) => rigaDi({ ...chi, codice: codiceDi(at) }, { record: `a${at}`, revisione: 2 }));
  await anagrafe.accept(corretti.slice(1));
  expect((await persone()).map(({ dubbia }) => dubbia)).toEqual(molti.map(() => false));
});

it('a person of whom every riga speaks is one, in the time of a transaction', async () => {
  await anagrafe.empty();
  for (const _ of ['once', 'twice']) await anagrafe.accept(Array.from({ length: 500 }, () => rigaDi(tizio())));
  expect(await persone()).toHaveLength(1);
});
