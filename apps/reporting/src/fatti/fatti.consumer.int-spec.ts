import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FattoCollegato, fattiCollegatiV1 } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { ENTI_DI_PROVA as ENTI, fatto } from '../prova/fatti-di-prova.js';
import { ReportingDiProva } from '../prova/reporting-di-prova.js';

describe('facts that travel', () => {
  let reporting: ReportingDiProva;
  beforeAll(async () => {
    reporting = await ReportingDiProva.start();
  });
  afterAll(() => reporting?.close());
  beforeEach(() => reporting.forget());

  const say = async (...messages: FattoCollegato[][]): Promise<void> => {
    const { outbox } = await reporting.speaker('anagrafe-regionale');
    const anagrafe = await reporting.database.open('anagrafe-regionale');
    await anagrafe.transaction('consumer', {}, async (tx) => {
      for (const fatti of messages) {
        const body = { collegatiIl: '2026-03-10T08:00:00.000Z', ricostruzione: false, fatti };
        await outbox.publish(tx, fattiCollegatiV1, body, { key: 'fatti', ente: ENTI.uno });
      }
    });
  };
  const rows = () =>
    reporting.database.admin<{ area: string; spesa: string }>(
      `SELECT area, spesa FROM reporting.fatto ORDER BY fatto_id`,
    );

  it('reach the table from the registry', async () => {
    await say(Array.from({ length: 4 }, (_, index) => fatto(String(index), String(index))));
    await eventually(async () => (await rows()).length === 4);
    await reporting.publish();
    expect((await reporting.table('uno'))['NORD 3']).toEqual(['4', '400.00']);
  });

  it('I2 said again to rebuild, or in the wrong order, change nothing', async () => {
    const newer = fatto('1', 'a', { revisione: 2, area: '1' });
    await say([newer], [fatto('1', 'a')], [newer], [fatto('2', 'b')]);
    await eventually(async () => (await rows()).length === 2);
    expect((await rows()).map(({ area }) => area).toSorted()).toEqual(['1', '3']);
  });

  it('one that cannot be stored does not hold back the others of its message', async () => {
    await say([fatto('1', 'a'), fatto('2', 'b', { codice: 'ROSSI' }), fatto('3', 'c')]);
    await eventually(async () => (await rows()).length === 2);
    const aside = () =>
      reporting.database.admin<{ reason: string }>(
        `SELECT reason FROM reporting.inbox WHERE split_from IS NOT NULL AND state = 'waiting'`,
      );
    await eventually(async () => (await aside()).length === 1);
    expect((await aside())[0]!.reason).not.toContain('ROSSI');
  });
});
