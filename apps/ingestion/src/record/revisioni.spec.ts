import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RecordNoto, type RigaInAttesa, decideRevisions } from './revisioni.js';

const riga = (rigaId: string, recordId: string, impronta: string, annullamento = false): RigaInAttesa => ({
  rigaId,
  recordId,
  impronta,
  annullamento,
});
const noto = (fields: Partial<RecordNoto> = {}): RecordNoto => ({
  recordId: 'R',
  revisione: 4,
  stato: 'attivo',
  impronta: 'a',
  rigaId: 'vecchia',
  rigaOrigine: fields.rigaId ?? 'vecchia',
  ordine: 1,
  ...fields,
});
const of = (record: RecordNoto): Map<string, RecordNoto> => new Map([[record.recordId, record]]);

describe('revisions of a record', () => {
  it('begin at one', () => {
    const { righe, record } = decideRevisions(new Map(), [riga('1', 'R', 'a')], 2);
    expect(righe).toEqual([{ rigaId: '1', recordId: 'R', stato: 'accettata', revisione: 1, daPubblicare: true }]);
    expect(record).toEqual([noto({ revisione: 1, rigaId: '1', ordine: 2 })]);
  });

  it('grow with another content, and the earlier riga is superseded', () => {
    const { righe, sostituite } = decideRevisions(of(noto()), [riga('1', 'R', 'b')], 2);
    expect(righe[0]).toMatchObject({ revisione: 5, daPubblicare: true });
    expect(sostituite).toEqual([{ rigaId: 'vecchia', stato: 'superata', da: '1' }]);
  });

  it('stay with the same content: nothing to publish, the repeated riga is the live one', () => {
    const { righe, record, sostituite } = decideRevisions(of(noto()), [riga('1', 'R', 'a')], 2);
    expect(righe[0]).toMatchObject({ stato: 'accettata', revisione: 4, daPubblicare: false });
    expect(record[0]).toMatchObject({ revisione: 4, rigaId: '1' });
    expect(sostituite).toEqual([{ rigaId: 'vecchia', stato: 'superata', da: '1' }]);
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
    expect(sostituite).toEqual([{ rigaId: 'vecchia', stato: 'annullata', da: '1' }]);
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
      sostituitaDa: 'vecchia',
    });
    expect(record).toEqual([]);
  });

  const storia = fc.array(
    fc.record({
      recordId: fc.constantFrom('A', 'B', 'C'),
      impronta: fc.constantFrom('x', 'y'),
      annullamento: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('are the same however a document is cut into lotti, and every revision is published exactly once', () => {
    fc.assert(
      fc.property(storia, fc.integer({ min: 1, max: 40 }), (events, size) => {
        const righe = events.map((event, at) => riga(`r${at}`, event.recordId, event.impronta, event.annullamento));
        const whole = apply(righe, righe.length);
        const cut = apply(righe, size);
        expect(cut).toEqual(whole);
        for (const [recordId, record] of whole.noti) {
          const published = whole.published.filter((one) => one.recordId === recordId);
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
        const righe = events.map((event, at) => riga(`r${at}`, event.recordId, event.impronta, event.annullamento));
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
});

/** Applies righe in lotti of a size, as the ledger would. */
function apply(righe: readonly RigaInAttesa[], size: number) {
  const noti = new Map<string, RecordNoto>();
  const stati = new Map<string, string>();
  const published: { recordId: string; revisione: number | undefined }[] = [];
  for (let from = 0; from < righe.length; from += size) {
    const decise = decideRevisions(noti, righe.slice(from, from + size), 1);
    for (const record of decise.record) noti.set(record.recordId, record);
    for (const { rigaId, stato } of [...decise.righe, ...decise.sostituite]) stati.set(rigaId, stato);
    published.push(
      ...decise.righe
        .filter(({ daPubblicare }) => daPubblicare)
        .map(({ recordId, revisione }) => ({ recordId, revisione })),
    );
  }
  return { noti, stati, published };
}
