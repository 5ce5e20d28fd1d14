import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ResidenzaAnagrafe } from '#libs/tracciati';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FornitureDiProva, iscritto, nascitaDi } from '../prova/forniture-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { ScadenzeResidenza } from './scadenze-residenza.js';

let anagrafe: AnagrafeDiProva;
let forniture: FornitureDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  forniture = new FornitureDiProva(anagrafe);
});
afterAll(() => anagrafe.close());

const noto = async (nato: string): Promise<Tizio> => {
  const chi = tizio({ nato, comune: ENTI.recanati.istat });
  await anagrafe.accept([rigaDi(chi, { ente: 'recanati' })]);
  return chi;
};
const comuneDi = async (chi: Tizio): Promise<string | null> => {
  const [row] = await anagrafe.database.admin<{ comune: string | null }>(
    `SELECT comune_residenza AS comune FROM anagrafe_regionale.persona WHERE data_nascita = $1`,
    [nascitaDi(chi)],
  );
  return row!.comune;
};
const residenza = (days: Partial<ResidenzaAnagrafe>, comune: string): ResidenzaAnagrafe => ({
  genere: 'residenza',
  comune,
  ...days,
});
const settle = (): Promise<number> => anagrafe.get(ScadenzeResidenza).settle();

it('a person moves on the day that both comuni said, at midnight, and once', async () => {
  const chi = await noto('1966-03-14');
  const parte = iscritto(chi, 'recanati', {
    residenze: [residenza({ dal: '2010-01-01', al: '2026-03-20' }, ENTI.recanati.istat)],
  });
  await forniture.deliver({ comune: 'recanati', persone: [parte] });
  const arriva = iscritto(chi, 'ancona', { residenze: [residenza({ dal: '2026-03-21' }, ENTI.ancona.istat)] });
  await forniture.deliver({ comune: 'ancona', persone: [arriva] });
  await anagrafe.at('2026-03-20T22:59:00Z');
  expect([await settle(), await comuneDi(chi)]).toEqual([0, ENTI.recanati.istat]);
  await anagrafe.at('2026-03-20T23:01:00Z');
  expect([await settle(), await comuneDi(chi)]).toEqual([1, ENTI.ancona.istat]);
  expect(await settle()).toBe(0);
});

it('a comune that has been silent for the days of the setting lets go', async () => {
  const chi = await noto('1967-04-15');
  await forniture.deliver({ comune: 'recanati', persone: [iscritto(chi, 'recanati')] });
  await forniture.deliver({ comune: 'ancona', persone: [iscritto(chi, 'ancona')] });
  await anagrafe.at('2026-06-01T00:00:00Z');
  expect([await settle(), await comuneDi(chi)]).toEqual([0, ENTI.recanati.istat]);
  await anagrafe.at('2026-07-01T00:00:00Z');
  expect([await settle(), await comuneDi(chi)]).toEqual([1, ENTI.ancona.istat]);
});
