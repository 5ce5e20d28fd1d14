import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
const chi = tizio({ comune: ENTI.loreto.istat });

beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  await anagrafe.accept([rigaDi(chi, { ente: 'portoRecanati' })]);
});
afterAll(() => anagrafe.close());

const TABELLE = ['persona', 'scheda', 'persona_codice'];
/** Of messages and jobs alone. */
const CHIUSE = ['record', 'gruppo', 'legame', 'distinti', 'serratura'];
const seen = async (scope: Record<string, string>): Promise<string[]> => {
  const found: string[] = [];
  for (const table of TABELLE) {
    if ((await anagrafe.get(Database).statement('api', scope, `SELECT FROM ${table}`)).length > 0) found.push(table);
  }
  return found;
};

describe('row-level security of persons', () => {
  it.each([
    ['without a scope', {}],
    ['with an empty scope', { comuni: '', enti: '' }],
    ['with the scope of another ambito', { comuni: ENTI.ancona.istat, enti: ENTI.ancona.id }],
  ])('shows nothing %s', async (_come, scope) => {
    expect(await seen(scope)).toEqual([]);
  });

  it('shows the person to where it lives, and no scheda of others', async () => {
    expect(await seen({ comuni: ENTI.loreto.istat, enti: ENTI.loreto.id })).toEqual(['persona', 'persona_codice']);
  });

  it('shows person and scheda to who gave the prestazione', async () => {
    expect(await seen({ comuni: ENTI.portoRecanati.istat, enti: ENTI.portoRecanati.id })).toEqual(TABELLE);
  });

  it.each([...TABELLE, 'scheda_codice', 'possibile_duplicato', ...CHIUSE])('lets no caller write %s', async (table) => {
    const scope = { comuni: ENTI.loreto.istat, enti: ENTI.loreto.id };
    await expect(anagrafe.get(Database).statement('api', scope, `DELETE FROM ${table}`)).rejects.toThrow(
      'permission denied',
    );
  });

  it.each(CHIUSE)('shows %s to no caller', async (table) => {
    await expect(anagrafe.get(Database).statement('api', {}, `SELECT FROM ${table}`)).rejects.toThrow(
      'permission denied',
    );
  });
});

it('a pair that may be one person is shown to nobody who is not its steward', async () => {
  await anagrafe.database
    .admin(`INSERT INTO anagrafe_regionale.possibile_duplicato (id, persona_a, persona_b, evidenza, aperto_il)
    SELECT gen_random_uuid(), id, 'ffffffff-ffff-4fff-bfff-ffffffffffff', '', now() FROM anagrafe_regionale.persona LIMIT 1`);
  const read = (scope: Record<string, string>) =>
    anagrafe.get(Database).statement('api', scope, `SELECT id FROM possibile_duplicato`);
  expect(await read({})).toEqual([]);
  expect(await read({ comuni: ENTI.loreto.istat, enti: ENTI.loreto.id })).toEqual([]);
});

describe('what is stored', () => {
  it('has the code, the sex, the place of birth and the sources in no clear column', async () => {
    for (const table of [...TABELLE, 'record', 'gruppo']) {
      const rows = await anagrafe.database.admin<{ row: string }>(
        `SELECT t::text AS row FROM anagrafe_regionale.${table} t`,
      );
      for (const { row } of rows) {
        expect(row).not.toContain(chi.codice);
        expect(row).not.toContain('H501');
        // Bytes are shown in hexadecimal: text hidden in them would be found so.
        for (const word of [chi.codice, 'luogoNascita', 'fonti']) {
          expect(row).not.toContain(Buffer.from(word).toString('hex'));
        }
      }
    }
  });

  it('opens only in its own row', async () => {
    const [scheda] = await anagrafe.database.admin<{ riservato: Buffer }>(
      `SELECT riservato FROM anagrafe_regionale.scheda`,
    );
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET riservato = $1`, [scheda!.riservato]);
    await anagrafe
      .ask('loreto', 'post', '/rest/anagrafe/v1/persone/ricerche')
      .send({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' })
      .expect(500);
  });
});
