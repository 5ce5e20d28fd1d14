import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordNoto } from './record-noto.js';
import { decideRevisions } from './revisioni.js';
import type { RigaInAttesa } from './riga-in-attesa.js';

let numero = 0;
const riga = (recordId: string, fields: Partial<RigaInAttesa> = {}): RigaInAttesa => ({
  rigaId: `riga-${(numero += 1)}`,
  recordId,
  enteErogatore: 'comune',
  impronta: 'a',
  annullamento: false,
  conIdMittente: true,
  doppione: 'P',
  completareEntro: null,
  trattenuta: false,
  ...fields,
});
const noto = (recordId: string, fields: Partial<RecordNoto> = {}): RecordNoto => ({
  recordId,
  enteErogatore: 'comune',
  revisione: 1,
  stato: 'attivo',
  impronta: 'a',
  rigaId: `di-${recordId}`,
  rigaOrigine: `di-${recordId}`,
  ordine: 1,
  doppione: 'P',
  gemello: false,
  completareEntro: null,
  ...fields,
});
const decide = (noti: readonly RecordNoto[], ...righe: RigaInAttesa[]) =>
  decideRevisions(new Map(noti.map((one) => [one.recordId, one])), righe, 2);
const told = ({ righe }: ReturnType<typeof decide>) => righe.map(({ stato, regola }) => [stato, regola]);

describe('a prestazione that somebody has delivered already', () => {
  it('is refused to another ente, while it stands', () => {
    const altro = riga('B', { enteErogatore: 'capofila' });
    expect(told(decide([noto('A')], altro))).toEqual([['respinta', 'diAltroEnte']]);
    expect(decide([noto('A')], altro).record).toEqual([]);
    expect(told(decide([noto('A', { stato: 'annullato' })], altro))).toEqual([['accettata', undefined]]);
    expect(told(decide([noto('A', { doppione: 'Q' })], altro))).toEqual([['accettata', undefined]]);
  });

  it('is refused to another ente in the same document, until the first is taken back there', () => {
    const capofila = { enteErogatore: 'capofila' };
    const decisa = decide([], riga('A'), riga('B', capofila), riga('A', { annullamento: true }), riga('B', capofila));
    expect(told(decisa)).toEqual([
      ['annullata', undefined],
      ['respinta', 'diAltroEnte'],
      ['accettata', undefined],
      ['accettata', undefined],
    ]);
  });

  it('is accepted of its own ente under another key, and said', () => {
    const decisa = decide([noto('A')], riga('B'), riga('B', { impronta: 'b' }));
    expect(told(decisa)).toEqual([
      ['superata', 'altroIdMittente'],
      ['accettata', undefined],
    ]);
    expect(decisa.record).toMatchObject([{ recordId: 'B', doppione: 'P', gemello: true, revisione: 2 }]);
  });

  it('is found by a cancellation without a key of the sender, if it is the only one of its ente', () => {
    const annulla = riga('X', { annullamento: true, conIdMittente: false });
    expect(decide([noto('A')], annulla)).toMatchObject({
      righe: [{ recordId: 'A', stato: 'accettata', revisione: 2, daPubblicare: true }],
      record: [{ recordId: 'A', stato: 'annullato' }],
    });
    expect(told(decide([noto('A'), noto('B', { gemello: true })], annulla))).toEqual([['respinta', 'annullamentoSconosciuto']]);
    expect(told(decide([noto('A', { enteErogatore: 'capofila' })], annulla))).toEqual([['respinta', 'annullamentoSconosciuto']]);
    expect(told(decide([noto('A')], { ...annulla, conIdMittente: true }))).toEqual([['respinta', 'annullamentoSconosciuto']]);
  });

  it('is another one once its record is corrected: the key of the sender stays', () => {
    const decisa = decide([noto('A')], riga('A', { impronta: 'b', doppione: 'Q' }), riga('B', { enteErogatore: 'capofila' }));
    expect(told(decisa)).toEqual([
      ['accettata', undefined],
      ['accettata', undefined],
    ]);
    expect(decisa.record).toMatchObject([{ recordId: 'A', doppione: 'Q', revisione: 2 }, { recordId: 'B', doppione: 'P' }]);
  });

  it('is never that of two enti at once, whatever they deliver and in whatever cut', () => {
    const events = fc.array(
      fc.record({
        ente: fc.constantFrom('comune', 'capofila'),
        chiave: fc.constantFrom('1', '2'),
        doppione: fc.constantFrom('P', 'Q'),
        annullamento: fc.boolean(),
        impronta: fc.constantFrom('x', 'y'),
        provvisoria: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 30 }), (some, size) => {
        const righe = some.map(({ ente, chiave, doppione, annullamento, impronta, provvisoria }) => {
          const completareEntro = provvisoria && !annullamento ? '2026-12-31' : null;
          return riga(`${ente} ${chiave}`, { enteErogatore: ente, doppione, annullamento, impronta: impronta + doppione, completareEntro });
        });
        const noti = new Map<string, RecordNoto>();
        for (let from = 0; from < righe.length; from += size) {
          for (const record of decideRevisions(noti, righe.slice(from, from + size), 1).record) noti.set(record.recordId, record);
        }
        const attivi = [...noti.values()].filter((one) => one.stato === 'attivo' && one.doppione !== null);
        for (const name of ['P', 'Q']) {
          const same = attivi.filter(({ doppione }) => doppione === name);
          expect(new Set(same.map(({ enteErogatore }) => enteErogatore)).size).toBeLessThanOrEqual(1);
          expect(same.filter(({ gemello }) => !gemello).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
}); // prettier-ignore

describe('a provisional riga', () => {
  const ENTRO = '2026-12-21';
  const provvisoria = (impronta = 'a', entro = ENTRO) => riga('A', { impronta, completareEntro: entro });

  it('makes a revision that nobody hears of, under no name', () => {
    expect(decide([], provvisoria())).toMatchObject({
      righe: [{ stato: 'provvisoria', revisione: 1, daPubblicare: false, completareEntro: ENTRO }],
      record: [{ doppione: null, completareEntro: ENTRO }],
    });
  });

  it('waits for no code: what completes it may', () => {
    const [decisa] = decide([], { ...provvisoria(), trattenuta: true }).righe;
    expect(decisa).toMatchObject({ stato: 'provvisoria', trattenuta: false });
  });

  const record = noto('A', { doppione: null, completareEntro: ENTRO });

  it.each(['a', 'b'])('gives way to a complete one, also of the same content (%s)', (impronta) => {
    expect(decide([record], riga('A', { impronta }))).toMatchObject({
      righe: [{ stato: 'accettata', revisione: 2, daPubblicare: true }],
      record: [{ doppione: 'P', completareEntro: null }],
      sostituite: [{ rigaId: 'di-A', stato: 'superata', provvisoria: true }],
    });
  });

  it('never takes the place of a complete one', () => {
    expect(told(decide([noto('A')], provvisoria('b')))).toEqual([['respinta', 'giaCompleta']]);
    expect(told(decide([noto('A', { stato: 'annullato' })], provvisoria()))).toEqual([['provvisoria', undefined]]);
  });

  it('keeps its term however often it is sent, changed or not', () => {
    for (const impronta of ['a', 'b']) {
      const decisa = decide([record], provvisoria(impronta, '2027-01-31'));
      expect(decisa.righe[0]).toMatchObject({ stato: 'provvisoria', completareEntro: ENTRO, daPubblicare: false });
      expect(decisa.record[0]).toMatchObject({ completareEntro: ENTRO });
    }
  });

  it('is cancelled in silence', () => {
    expect(decide([record], riga('A', { annullamento: true }))).toMatchObject({
      righe: [{ stato: 'accettata', daPubblicare: false }],
      record: [{ stato: 'annullato', completareEntro: null }],
    });
  });

  it('is refused to be completed while another ente has the same prestazione', () => {
    const capofila = noto('B', { enteErogatore: 'capofila' });
    expect(told(decide([record, capofila], riga('A', { impronta: 'b' })))).toEqual([['respinta', 'diAltroEnte']]);
  });
});
