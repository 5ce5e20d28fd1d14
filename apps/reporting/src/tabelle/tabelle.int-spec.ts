import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InvioConclusoV1 } from '#libs/contracts';
import { RegistraConsegna } from '../consegne/registra-consegna.js';
import { ENTI_DI_PROVA as ENTI, fatto } from '../prova/fatti-di-prova.js';
import { ReportingDiProva, ambitoDiProva } from '../prova/reporting-di-prova.js';
import { PubblicaTabelle } from './pubblica-tabelle.js';
import { ScriviTabella } from './scrivi-tabella.js';

let reporting: ReportingDiProva;
beforeAll(async () => {
  reporting = await ReportingDiProva.start();
});
afterAll(() => reporting?.close());
beforeEach(() => reporting.forget());

const people = (count: number, fields: Parameters<typeof fatto>[2] = {}, prefix = 'p') =>
  Array.from({ length: count }, (_, index) => fatto(`${prefix}${index}`, `${prefix}${index}`, fields));

/** An invio of an ente that ends now, as ingestion says it. */
async function concluded(enteMittente: string): Promise<void> {
  const registra = new RegistraConsegna();
  const invio: InvioConclusoV1 = {
    invioId: randomUUID(),
    enteMittente,
    tracciato: 'PS_PSA_SINA@201812',
    esito: 'concluso',
    righe: 1,
    perStato: { accettata: 1 },
    perRegola: {},
    conclusoIl: reporting.clock.now().toISOString(),
  };
  await reporting.own.transaction('consumer', {}, (tx) => registra.concluded(tx, invio));
}

describe('the table of persons and spending', () => {
  it('counts distinct persons by ambito and area, and hides what is below the threshold of the area', async () => {
    await reporting.apply([
      ...people(4),
      fatto('again', 'p0', { enteErogatore: ENTI.due }),
      ...people(4, { area: '1' }, 'm'),
      ...people(5, { area: '2', enteErogatore: ENTI.tre }, 'd'),
      ...people(2, { area: null, enteErogatore: ENTI.tre }, 'n'),
    ]);
    await reporting.publish();
    expect(await reporting.table('regione')).toEqual({
      'NORD 1': ['riservato', 'riservato'],
      'NORD 2': ['0', '0.00'],
      'NORD 3': ['4', '500.00'],
      'NORD -': ['0', '0.00'],
      'SUD 1': ['0', '0.00'],
      'SUD 2': ['5', '500.00'],
      'SUD 3': ['0', '0.00'],
      'SUD -': ['riservato', 'riservato'],
    });
  });

  it('hides the money of a cell where one person prevails, counting facts of nobody as one', async () => {
    await reporting.apply([...people(5), fatto('big', 'p0', { anni: [{ anno: 2026, spesa: 40_001 }] })]);
    await reporting.apply([
      ...people(3, { enteErogatore: ENTI.tre }, 's'),
      fatto('x', null, { enteErogatore: ENTI.tre, anni: [{ anno: 2026, spesa: 15_000 }] }),
      fatto('y', null, { enteErogatore: ENTI.tre, anni: [{ anno: 2026, spesa: 15_001 }] }),
    ]);
    await reporting.publish();
    const table = await reporting.table('regione');
    expect(table['NORD 3']).toEqual(['5', 'riservato']);
    expect(table['SUD 3']).toEqual(['3', 'riservato']);
  });

  it('puts each share in its own year, and a cancelled fact in none', async () => {
    const anni = [
      { anno: 2025, spesa: 100 },
      { anno: 2026, spesa: 200 },
    ];
    await reporting.apply(people(3, { anni }));
    await reporting.publish();
    expect((await reporting.table('regione', 2025))['NORD 3']).toEqual(['3', '3.00']);
    expect((await reporting.table('regione', 2026))['NORD 3']).toEqual(['3', '6.00']);
    await reporting.apply([fatto('p0', 'p0', { revisione: 2, annullato: true, anni: [] })]);
    await reporting.publish();
    expect((await reporting.table('regione', 2025))['NORD 3']).toEqual(['riservato', 'riservato']);
    expect((await reporting.table('regione', 2026))['NORD 3']).toEqual(['riservato', 'riservato']);
  });

  it('says not supplied of an ambito until a fact of that very year is here, and again when it is cancelled', async () => {
    const states = async (anno: number, cella = 'SUD 1') => (await reporting.table('regione', anno))[cella];
    await reporting.apply(people(4, { enteErogatore: ENTI.tre, anni: [{ anno: 2025, spesa: 100 }] }));
    await reporting.publish();
    expect(await states(2025)).toEqual(['0', '0.00']);
    expect(await states(2025, 'NORD 1')).toEqual(['non pervenuto', 'non pervenuto']);
    for (const anno of [2024, 2026]) expect(await states(anno)).toEqual(['non pervenuto', 'non pervenuto']);
    await reporting.apply(people(4, { revisione: 2, annullato: true, anni: [] }));
    await reporting.publish();
    for (const cella of ['SUD 1', 'SUD 3']) {
      expect(await states(2025, cella)).toEqual(['non pervenuto', 'non pervenuto']);
    }
  });

  it('a delivery is no fact: an invio of this year says nothing of what was done in it', async () => {
    await reporting.publish();
    await concluded(ENTI.tre);
    reporting.clock.advance(600_000);
    expect(await reporting.publish()).toEqual([]);
    expect((await reporting.table('regione'))['SUD 3']).toEqual(['non pervenuto', 'non pervenuto']);
  });

  it('has rows for enti without an ambito, for the region alone', async () => {
    await reporting.apply(people(6, { enteErogatore: ENTI.fuori }));
    await reporting.publish();
    expect((await reporting.table('regione'))['- 3']).toEqual(['6', '600.00']);
    expect(await reporting.table('fuori')).toEqual({});
  });

  it('follows an ente that moves to another ambito', async () => {
    await reporting.apply(people(6, { enteErogatore: ENTI.due }));
    await reporting.publish();
    expect((await reporting.table('regione'))['NORD 3']).toEqual(['6', '600.00']);
    await reporting.learnNow([
      ambitoDiProva('nord', [ENTI.uno], ENTI.uno, 2),
      ambitoDiProva('sud', [ENTI.due, ENTI.tre], ENTI.tre, 2),
    ]);
    await reporting.publish();
    expect((await reporting.table('regione'))['SUD 3']).toEqual(['6', '600.00']);
    await reporting.learnNow([
      ambitoDiProva('nord', [ENTI.uno, ENTI.due], ENTI.uno, 3),
      ambitoDiProva('sud', [ENTI.tre], ENTI.tre, 3),
    ]);
  });
});

describe('a revision', () => {
  it('is not made again before the interval is over, nor when nothing changed', async () => {
    await reporting.apply(people(3));
    expect(await reporting.publish()).toContain(2026);
    expect(await reporting.publish()).toEqual([]);
    await reporting.apply(people(1, {}, 'late'));
    expect(await reporting.publish(0)).toEqual([2026]);
    await reporting.apply(people(1, {}, 'later'));
    expect(await reporting.publish(59_999)).toEqual([]);
    expect(await reporting.publish(1)).toEqual([2026]);
  });

  it('is served whole and unchanged until the next one, whatever arrives', async () => {
    await reporting.apply(people(3));
    await reporting.publish();
    const read = async () => (await reporting.get('regione', '/tabelle/prestazioni-per-ambito?anno=2026')).body;
    const before = await read();
    expect(before).toMatchObject({ anno: 2026, revisione: 1, fatti_al: '2026-03-10T08:00:00.000Z' });
    await reporting.apply(people(9, {}, 'more'), '2026-03-10T08:30:00.000Z');
    expect(await read()).toEqual(before);
    await reporting.publish();
    expect(await read()).toMatchObject({ revisione: 2, fatti_al: '2026-03-10T08:30:00.000Z' });
    expect((await reporting.table('regione'))['NORD 3']![0]).toBe('12');
  });
});

describe('several processes', () => {
  it('publishing at once put one revision in place, and an older count never replaces a newer one', async () => {
    await reporting.apply(people(3));
    reporting.clock.advance(60_000);
    const pubblica = reporting.app.get(PubblicaTabelle, { strict: false });
    const published = await Promise.all([1, 2, 3].map(() => pubblica.publish()));
    expect(published.filter((anni) => anni.includes(2026))).toHaveLength(1);
    const [tabella] = await reporting.database.admin(`SELECT revisione FROM reporting.tabella WHERE anno = 2026`);
    expect(tabella).toEqual({ revisione: 1 });
  });

  it('a fact that is committed while a table is counted comes with the next revision', async () => {
    await reporting.apply(people(3));
    const scrivi = reporting.app.get(ScriviTabella, { strict: false });
    const write = jest.spyOn(scrivi, 'write').mockImplementationOnce(async (tabella) => {
      await reporting.apply(people(1, {}, 'late'));
      return scrivi.write(tabella);
    });
    await reporting.publish();
    write.mockRestore();
    expect((await reporting.table('regione'))['NORD 3']![0]).toBe('3');
    expect(await reporting.publish()).toEqual([2026]);
    expect((await reporting.table('regione'))['NORD 3']![0]).toBe('4');
  });
});

describe('I8 a stricter installation', () => {
  let strict: ReportingDiProva;
  beforeAll(async () => {
    strict = await ReportingDiProva.start({ SNODO_REPORTING_SOGLIA: '6', SNODO_REPORTING_SOGLIA_DELICATA: '9' });
  });
  afterAll(() => strict?.close());

  it('hides more, and says with which thresholds', async () => {
    await strict.apply([...people(5), ...people(8, { area: '1' }, 'm'), ...people(9, { area: '2' }, 'd')]);
    await strict.publish();
    const table = await strict.table('regione');
    expect([table['NORD 3'], table['NORD 1'], table['NORD 2']]).toEqual([
      ['riservato', 'riservato'],
      ['riservato', 'riservato'],
      ['9', '900.00'],
    ]);
    const { body } = await strict.get('uno', '/tabelle/prestazioni-per-ambito?anno=2026').expect(200);
    expect(body.soglie).toContainEqual({ area: '3', persone: 6 });
    expect(body.soglie).toContainEqual({ area: null, persone: 9 });
  });
});
