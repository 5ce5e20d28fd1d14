import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';

const ADESSO = '2026-03-10T09:00:00.000Z';
const SCOPE = {
  ente: ENTI.recanati.id,
  soggetto_chiamante: 'uno',
  affidati: 'tutti',
  adesso: ADESSO,
  oggi: '2026-03-10',
};

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());

/** Whatever got hold of the role of the routes, and of one caller's scope. */
describe('who calls', () => {
  const ask = (sql: string, params: unknown[] = []) => anagrafe.get(Database).statement('api', SCOPE, sql, params);

  it.each([
    ['interrogazione_fonte', 'operazione'],
    ['interrogazione_fonte', 'utente'],
    ['interrogazione_fonte', 'esito'],
    ['operazione_riesame', 'dettagli'],
  ])('reads of %s no %s, which no route shows', async (table, column) => {
    await expect(ask(`SELECT ${column} FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  describe('that opens a person', () => {
    const apri = (soggetto: string, dal: string, al: string) =>
      ask(
        `INSERT INTO apertura_riesame (id, persona_id, ente, client_id, soggetto, motivo, dal, al)
         VALUES ($1, $1, $2, 'c', $3, '', $4, $5)`,
        [randomUUID(), ENTI.recanati.id, soggetto, dal, al],
      );

    it('opens it to itself, for hours', async () => {
      await apri('uno', ADESSO, ADESSO);
      await apri('uno', ADESSO, '2026-03-10T17:00:00.000Z');
    });

    it.each([
      ['to somebody else', 'altro', ADESSO, '2026-03-10T10:00:00.000Z'],
      ['for longer than a day of work', 'uno', ADESSO, '2026-03-10T17:00:00.001Z'],
      ['from later on', 'uno', '2026-03-11T09:00:00.000Z', '2026-03-11T10:00:00.000Z'],
      ['back in time', 'uno', '2026-03-09T09:00:00.000Z', '2026-03-09T10:00:00.000Z'],
    ])('does not open it %s', async (_, soggetto, dal, al) => {
      await expect(apri(soggetto, dal, al)).rejects.toMatchObject({ code: '42501' });
    });
  });
});
