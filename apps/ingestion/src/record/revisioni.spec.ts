import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordNoto } from './record-noto.js';
import { type RigaDecisa, decideRevisions } from './revisioni.js';
import type { RigaInAttesa } from './riga-in-attesa.js';

/** Of a delivery in XML: a natural key, nothing provisional. */
const XML = { enteErogatore: 'E', conIdMittente: false, doppione: null, completareEntro: null } as const;

const riga = (
  rigaId: string,
  recordId: string,
  impronta: string,
  annullamento = false,
  trattenuta = false,
): RigaInAttesa => ({ ...XML, rigaId, recordId, impronta, annullamento, trattenuta });
const ferma = (rigaId: string, recordId: string, impronta: string): RigaInAttesa =>
  riga(rigaId, recordId, impronta, false, true);
const noto = (fields: Partial<RecordNoto> = {}): RecordNoto => ({
  recordId: 'R',
  revisione: 4,
  stato: 'attivo',
  impronta: 'a',
  rigaId: 'vecchia',
  rigaOrigine: fields.rigaId ?? 'vecchia',
  ordine: 1,
  enteErogatore: 'E',
  doppione: null,
  gemello: false,
  completareEntro: null,
  ...fields,
});
const of = (record: RecordNoto): Map<string, RecordNoto> => new Map([[record.recordId, record]]);

describe('revisions of a record', () => {
  it('begin at one', () => {
    const { righe, record } = decideRevisions(new Map(), [riga('1', 'R', 'a')], 2);
    expect(righe).toEqual([
      { rigaId: '1', recordId: 'R', stato: 'accettata', revisione: 1, daPubblicare: true, trattenuta: false },
    ]);
    expect(record).toEqual([noto({ revisione: 1, rigaId: '1', ordine: 2 })]);
  });

  it('grow with another content, and the earlier riga is superseded', () => {
    const { righe, sostituite } = decideRevisions(of(noto()), [riga('1', 'R', 'b')], 2);
    expect(righe[0]).toMatchObject({ revisione: 5, daPubblicare: true });
    expect(sostituite).toEqual([
      { rigaId: 'vecchia', rigaOrigine: 'vecchia', stato: 'superata', da: '1', provvisoria: false },
    ]);
  });

  it('stay with the same content: nothing to publish, the repeated riga is the live one', () => {
    const { righe, record, sostituite } = decideRevisions(of(noto()), [riga('1', 'R', 'a')], 2);
    expect(righe[0]).toMatchObject({ stato: 'accettata', revisione: 4, daPubblicare: false });
    expect(record[0]).toMatchObject({ revisione: 4, rigaId: '1' });
    expect(sostituite).toEqual([
      { rigaId: 'vecchia', rigaOrigine: 'vecchia', stato: 'superata', da: '1', provvisoria: false },
    ]);
  });

  it('are said again with the same content where all is to be said again, but for what waits', () => {
    const said = (one: RigaInAttesa) => decideRevisions(of(noto()), [one], 2, true).righe[0];
    expect(said(riga('1', 'R', 'a'))).toMatchObject({ stato: 'accettata', revisione: 4, daPubblicare: true });
    expect(said({ ...riga('1', 'R', 'a'), trattenuta: true })).toMatchObject({ revisione: 4, daPubblicare: false });
  });

  it('remember the riga that made them, however often its content is repeated', () => {
    const repeated = decideRevisions(of(noto({ rigaOrigine: 'prima' })), [riga('1', 'R', 'a'), riga('2', 'R', 'a')], 2);
    expect(repeated.righe.map(({ rigaOrigine }) => rigaOrigine)).toEqual(['prima', 'prima']);
    expect(repeated.record[0]).toMatchObject({ rigaId: '2', rigaOrigine: 'prima' });

    const corrected = decideRevisions(
      of(noto({ rigaOrigine: 'prima' })),
      [riga('1', 'R', 'b'), riga('2', 'R', 'b')],
      2,
    );
    expect(corrected.righe.map(({ rigaOrigine }) => rigaOrigine)).toEqual([undefined, '1']);
    expect(corrected.record[0]).toMatchObject({ rigaId: '2', rigaOrigine: '1' });
  });

  it('grow with a cancellation, once', () => {
    const { righe, record, sostituite } = decideRevisions(
      of(noto()),
      [riga('1', 'R', 'c', true), riga('2', 'R', 'c', true)],
      2,
    );
    expect(righe.map(({ stato, revisione }) => [stato, revisione])).toEqual([
      ['accettata', 5],
      ['respinta', undefined],
    ]);
    expect(record[0]).toMatchObject({ stato: 'annullato', revisione: 5 });
    expect(sostituite).toEqual([
      { rigaId: 'vecchia', rigaOrigine: 'vecchia', stato: 'annullata', da: '1', provvisoria: false },
    ]);
  });

  it('grow again when a cancelled record comes back, even with the same content', () => {
    const { righe } = decideRevisions(of(noto({ stato: 'annullato' })), [riga('1', 'R', 'a')], 2);
    expect(righe[0]).toMatchObject({ revisione: 5, daPubblicare: true });
  });

  it('refuse the cancellation of what was never there', () => {
    const { righe, record } = decideRevisions(new Map(), [riga('1', 'R', 'a', true)], 2);
    expect(righe[0]).toMatchObject({ stato: 'respinta', daPubblicare: false });
    expect(record).toEqual([]);
  });

  it('are made in document order inside one invio', () => {
    const { righe, record } = decideRevisions(
      new Map(),
      [riga('1', 'R', 'a'), riga('2', 'R', 'a'), riga('3', 'R', 'b'), riga('4', 'R', 'b', true)],
      2,
    );
    expect(righe.map(({ stato, revisione, sostituitaDa }) => [stato, revisione, sostituitaDa])).toEqual([
      ['superata', 1, '2'],
      ['superata', 1, '3'],
      ['annullata', 2, '4'],
      ['accettata', 3, undefined],
    ]);
    expect(record).toEqual([noto({ revisione: 3, stato: 'annullato', impronta: 'b', rigaId: '4', ordine: 2 })]);
  });

  it('are not made by a riga of an invio received earlier than the one that made the current revision', () => {
    const { righe, record } = decideRevisions(of(noto({ ordine: 9 })), [riga('1', 'R', 'b')], 2);
    expect(righe[0]).toEqual({
      rigaId: '1',
      recordId: 'R',
      stato: 'superata',
      daPubblicare: false,
      trattenuta: false,
      sostituitaDa: 'vecchia',
    });
    expect(record).toEqual([]);
  });

  describe('whose code leads nowhere yet', () => {
    it('are made, and told to nobody', () => {
      const { righe, record, lasciate } = decideRevisions(of(noto()), [ferma('1', 'R', 'b')], 2);
      expect(righe[0]).toMatchObject({
        stato: 'in_attesa_di_codifica',
        revisione: 5,
        daPubblicare: false,
        trattenuta: true,
      });
      expect(record[0]).toMatchObject({ revisione: 5, stato: 'attivo', rigaOrigine: '1' });
      expect(lasciate).toEqual(['vecchia']);
    });

    it('are repeated by righe that wait with the first: nothing is left, nothing is held twice', () => {
      const { righe, record, lasciate } = decideRevisions(new Map(), [ferma('1', 'R', 'b'), ferma('2', 'R', 'b')], 2);
      expect(righe.map(({ trattenuta, rigaOrigine }) => [trattenuta, rigaOrigine])).toEqual([
        [true, undefined],
        [false, '1'],
      ]);
      expect(record[0]).toMatchObject({ rigaId: '2', rigaOrigine: '1' });
      expect(lasciate).toEqual([]);
      const again = decideRevisions(of(noto({ rigaOrigine: 'prima' })), [ferma('3', 'R', 'a')], 3);
      expect(again.lasciate).toEqual([]);
      expect(again.righe[0]).toMatchObject({ stato: 'accettata', rigaOrigine: 'prima', trattenuta: false });
    });

    it('are left by a correction and by a cancellation: of an earlier delivery by name, of this one by the state of its record', () => {
      const repeated = of(noto({ rigaOrigine: 'prima' }));
      expect(decideRevisions(repeated, [riga('1', 'R', 'b')], 2).lasciate).toEqual(['prima']);
      expect(decideRevisions(repeated, [riga('1', 'R', 'a', true)], 2).lasciate).toEqual(['prima']);
      const here = decideRevisions(new Map(), [ferma('1', 'R', 'a'), riga('2', 'R', 'b')], 2);
      expect(here.lasciate).toEqual([]);
      expect(here.righe[0]).toMatchObject({ stato: 'superata', trattenuta: true, daPubblicare: false });
      expect(here.record[0]).toMatchObject({ rigaOrigine: '2' });
    });
  });

  const storia = fc.array(
    fc.record({
      recordId: fc.constantFrom('A', 'B', 'C'),
      impronta: fc.constantFrom('x', 'y'),
      annullamento: fc.boolean(),
      trattenuta: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );
  const righeOf = (events: readonly Omit<RigaInAttesa, 'rigaId' | keyof typeof XML>[]): RigaInAttesa[] =>
    // What holds a riga is its code, which cancellations do not need.
    events.map((event, at) => ({
      ...XML,
      ...event,
      rigaId: `r${at}`,
      trattenuta: event.trattenuta && !event.annullamento,
    }));

  it('are the same however a document is cut into lotti, and every revision is published exactly once, or waits', () => {
    fc.assert(
      fc.property(storia, fc.integer({ min: 1, max: 40 }), (events, size) => {
        const righe = righeOf(events);
        const whole = apply(righe, righe.length);
        const cut = apply(righe, size);
        expect({ ...cut, inAttesa: [...cut.inAttesa].toSorted() }).toEqual({
          ...whole,
          inAttesa: [...whole.inAttesa].toSorted(),
        });
        for (const [recordId, record] of whole.noti) {
          const published = whole.made.filter((one) => one.recordId === recordId);
          expect(published.map(({ revisione }) => revisione)).toEqual(
            Array.from({ length: record.revisione }, (_, at) => at + 1),
          );
        }
      }),
    );
  });

  it('I3 leave at most one live riga on each record, and a state on every riga', () => {
    fc.assert(
      fc.property(storia, fc.integer({ min: 1, max: 7 }), (events, size) => {
        const righe = righeOf(events).map((one) => ({ ...one, trattenuta: false }));
        const { stati, noti } = apply(righe, size);
        expect(stati.size).toBe(righe.length);
        for (const record of noti.values()) {
          const live = righe.filter(
            ({ rigaId, recordId }) => recordId === record.recordId && stati.get(rigaId) === 'accettata',
          );
          // The cancelling righe of a record that came back stay accepted: they did what they asked.
          expect(live.filter(({ annullamento }) => !annullamento).length).toBeLessThanOrEqual(1);
          expect(stati.get(record.rigaId)).toBe('accettata');
        }
      }),
    );
  });

  it('that wait are those of live records, and each waits once', () => {
    fc.assert(
      fc.property(storia, fc.integer({ min: 1, max: 7 }), (events, size) => {
        const { noti, inAttesa, made } = apply(righeOf(events), size);
        for (const origine of inAttesa) {
          const [record, ...others] = [...noti.values()].filter(({ rigaOrigine }) => rigaOrigine === origine);
          expect([record?.stato, others]).toEqual(['attivo', []]);
        }
        for (const { rigaId, trattenuta } of made) if (inAttesa.has(rigaId)) expect(trattenuta).toBe(true);
        for (const { stato, rigaOrigine } of noti.values()) {
          const own = made.find(({ rigaId }) => rigaId === rigaOrigine);
          expect(inAttesa.has(rigaOrigine)).toBe(stato === 'attivo' && own?.trattenuta === true);
        }
      }),
    );
  });
});

/** Applies righe in lotti of a size, as the ledger would. */
function apply(righe: readonly RigaInAttesa[], size: number) {
  const noti = new Map<string, RecordNoto>();
  const stati = new Map<string, string>();
  /** Righe that made a revision, published or held. */
  const made: (Pick<RigaDecisa, 'rigaId' | 'recordId' | 'trattenuta'> & { revisione: number | undefined })[] = [];
  const inAttesa = new Set<string>();
  for (let from = 0; from < righe.length; from += size) {
    const decise = decideRevisions(noti, righe.slice(from, from + size), 1);
    for (const record of decise.record) noti.set(record.recordId, record);
    for (const { rigaId, stato } of [...decise.righe, ...decise.sostituite]) stati.set(rigaId, stato);
    for (const { rigaId, recordId, revisione, daPubblicare, trattenuta } of decise.righe) {
      if (daPubblicare || trattenuta) made.push({ rigaId, recordId, revisione, trattenuta });
      const record = noti.get(recordId);
      if (trattenuta && record?.stato === 'attivo' && record.rigaOrigine === rigaId) inAttesa.add(rigaId);
    }
    for (const rigaId of decise.lasciate) inAttesa.delete(rigaId);
  }
  return { noti, stati, made, inAttesa };
}
