import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { DettiResidenza } from './detti-residenza.js';
import type { DettoDiComune } from './detto-residenza.js';
import { ResidenzeEffettive } from './residenze-effettive.js';

const RECANATI = ENTI.recanati.istat;
const ANCONA = ENTI.ancona.istat;

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.at('2026-03-10T09:00:00Z'));

const recordOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A scheda of a person, as linking leaves it. */
async function scheda(personaId: string, record: string): Promise<void> {
  await anagrafe.database.admin(
    `INSERT INTO anagrafe_regionale.scheda (record_id, revisione, persona_id, ente_erogatore, tracciato, cognome, nome, riservato,
       accettata_il, registrata_il, fonte)
     VALUES ($1, 1, $2, $3, 'ANAGRAFE@1.0', 'ROSSI', 'MIRKO', '', now(), now(), 'anagrafe_comunale')
     ON CONFLICT (record_id) DO UPDATE SET persona_id = excluded.persona_id`,
    [Buffer.from(recordOf(record), 'hex'), personaId, ENTI.recanati.id],
  );
}

function detto(record: string, comune: string, fields: Partial<DettoDiComune> = {}): DettoDiComune {
  return {
    fonte: 'anagrafe_comunale',
    recordId: recordOf(record),
    revisione: 1,
    comune,
    accettataIl: '2026-03-01T08:00:00.000Z',
    periodi: [{ dal: '2010-01-01' as LegalDay, indirizzo: 'VIA DELLE PROVE 1' }],
    ...fields,
  };
}

/** Says something of a person at an instant, as linking does. @returns where it lives now */
function say(personaId: string, detti: readonly DettoDiComune[]): Promise<string | null | undefined> {
  return anagrafe.get(Database).transaction('consumer', {}, async (tx) => {
    await anagrafe.get(DettiResidenza).write(tx, detti);
    return (await anagrafe.get(ResidenzeEffettive).of(tx, [personaId])).get(personaId);
  });
}

/** Who lived in a comune on a day, as the registry knew it at an instant. */
async function residentiIn(comune: string, giorno: string, noto: string): Promise<string[]> {
  const rows = await anagrafe.database.admin<{ persona: string }>(
    `SELECT persona_id AS persona FROM anagrafe_regionale.residenza WHERE comune = $1 AND genere = 'residenza'
       AND dal <= $2 AND (al IS NULL OR al >= $2) AND noto_dal <= $3 AND (noto_al IS NULL OR noto_al > $3)`,
    [comune, giorno, noto],
  );
  return rows.map(({ persona }) => persona);
}

describe('the residence of a person', () => {
  it('is of nobody that an authority said nothing of', async () => {
    expect(await say(randomUUID(), [])).toBeUndefined();
  });

  it('answers who lived there on 1 March, as it was known on 1 June and as it is known since', async () => {
    const mirko = randomUUID();
    await scheda(mirko, 'mirko');
    expect(await say(mirko, [detto('mirko', RECANATI)])).toBe(RECANATI);
    await anagrafe.at('2026-07-01T09:00:00Z');
    await scheda(mirko, 'mirko-ancona');
    const partito = detto('mirko', RECANATI, {
      revisione: 2,
      accettataIl: '2026-06-30T08:00:00.000Z',
      periodi: [{ dal: '2010-01-01' as LegalDay, al: '2026-02-14' as LegalDay }],
    });
    const arrivato = detto('mirko-ancona', ANCONA, {
      accettataIl: '2026-06-30T09:00:00.000Z',
      periodi: [{ dal: '2026-02-15' as LegalDay }],
    });
    expect(await say(mirko, [partito, arrivato])).toBe(ANCONA);

    expect(await residentiIn(RECANATI, '2026-03-01', '2026-06-01T00:00:00Z')).toContain(mirko);
    expect(await residentiIn(ANCONA, '2026-03-01', '2026-06-01T00:00:00Z')).not.toContain(mirko);
    expect(await residentiIn(RECANATI, '2026-03-01', '2026-08-01T00:00:00Z')).not.toContain(mirko);
    expect(await residentiIn(ANCONA, '2026-03-01', '2026-08-01T00:00:00Z')).toContain(mirko);
    expect(await residentiIn(RECANATI, '2026-02-01', '2026-08-01T00:00:00Z')).toContain(mirko);
  });

  it('stays where it is while another comune claims it, and the contest is written down until it ends', async () => {
    const giulia = randomUUID();
    await scheda(giulia, 'giulia');
    await scheda(giulia, 'giulia-ancona');
    await say(giulia, [detto('giulia', RECANATI)]);
    const pretesa = detto('giulia-ancona', ANCONA, { accettataIl: '2026-03-05T08:00:00.000Z' });
    expect(await say(giulia, [pretesa])).toBe(RECANATI);
    const contese = () =>
      anagrafe.database.admin(
        `SELECT comune, stabilita, esito FROM anagrafe_regionale.residenza_contesa WHERE persona_id = $1`,
        [giulia],
      );
    expect(await contese()).toEqual([{ comune: ANCONA, stabilita: RECANATI, esito: null }]);
    // Said again: the same contest.
    await say(giulia, [pretesa]);
    expect(await contese()).toHaveLength(1);
    const lasciata = detto('giulia', RECANATI, {
      revisione: 2,
      periodi: [{ dal: '2010-01-01' as LegalDay, al: '2026-03-04' as LegalDay }],
    });
    expect(await say(giulia, [lasciata])).toBe(ANCONA);
    expect(await contese()).toEqual([{ comune: ANCONA, stabilita: RECANATI, esito: 'accolta' }]);
  });

  it('follows its schede to another person, and is known to have been of the first', async () => {
    const [una, altra] = [randomUUID(), randomUUID()];
    await scheda(una, 'contesa');
    await say(una, [detto('contesa', RECANATI)]);
    await anagrafe.at('2026-04-01T09:00:00Z');
    await scheda(altra, 'contesa');
    await say(una, []);
    expect(await say(altra, [])).toBe(RECANATI);
    expect(await residentiIn(RECANATI, '2026-03-01', '2026-03-20T00:00:00Z')).toEqual(expect.arrayContaining([una]));
    const now = await residentiIn(RECANATI, '2026-03-01', '2026-05-01T00:00:00Z');
    expect(now).toContain(altra);
    expect(now).not.toContain(una);
  });

  it('has its address in no clear column', async () => {
    for (const table of ['residenza', 'residenza_detta']) {
      const rows = await anagrafe.database.admin<{ row: string }>(
        `SELECT t::text AS row FROM anagrafe_regionale.${table} t`,
      );
      for (const { row } of rows) {
        expect(row).not.toContain('PROVE');
        expect(row).not.toContain(Buffer.from('VIA DELLE').toString('hex'));
      }
    }
  });

  it('is shown by the database to nobody without a scope, and what was said of it to no caller', async () => {
    const count = async (table: string): Promise<number> =>
      (await anagrafe.get(Database).statement('api', {}, `SELECT FROM ${table}`)).length;
    expect([await count('residenza'), await count('residenza_contesa')]).toEqual([0, 0]);
    await expect(count('residenza_detta')).rejects.toThrow('permission denied');
  });
});
