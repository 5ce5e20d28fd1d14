import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MOTIVI_NON_TRASMISSIBILE } from '#libs/contracts';
import { MODALITA } from '../modalita/modalita.js';
import { type Condizioni, type RecordNoto, decidi } from './decisione.js';

const APERTE: Condizioni = { modalita: 'snodo', atto: true, codice: true, cancellabile: true, persona: undefined };
const noto = (vivo: RecordNoto['vivo'], revisione = 1): RecordNoto => ({ revisione, vivo });
const riga = (revisione: number, annullamento = false) => ({ revisione, annullamento });
const NULLA = { motivo: 'nulla_da_cancellare' };
const detto = { applica: true, annulla: false, inserisce: false, lascia: false };

describe('what becomes of a riga', () => {
  it.each([
    ['a first revision is inserted', undefined, riga(1), {}, { inserisce: true }],
    ['a correction takes back and inserts', noto('flussi'), riga(2), {}, { annulla: true, inserisce: true }],
    [
      'a correction of what the ente sent by itself takes that back too',
      noto('canale'),
      riga(2),
      {},
      { annulla: true, inserisce: true },
    ],
    ['a correction of what INPS does not hold only inserts', noto('nulla'), riga(2), {}, { inserisce: true }],
    ['a cancellation takes back', noto('flussi'), riga(2, true), {}, { annulla: true }],
    [
      'a cancellation of what the ente sent by itself takes it back',
      noto('canale'),
      riga(2, true),
      {},
      { annulla: true },
    ],
    ['a cancellation of what INPS does not hold has nothing to take back', noto('nulla'), riga(2, true), {}, NULLA],
    [
      'a cancellation that comes first has nothing to take back, and is remembered',
      undefined,
      riga(2, true),
      {},
      NULLA,
    ],
    ['a cancellation that comes first asks for no act', undefined, riga(2, true), { atto: false }, NULLA],
    ['without an act nothing is published', undefined, riga(1), { atto: false }, { motivo: 'atto_non_in_vigore' }],
    [
      'without an act nothing is taken back',
      noto('flussi'),
      riga(2, true),
      { atto: false },
      { motivo: 'atto_non_in_vigore' },
    ],
    ['without a code nothing is published', undefined, riga(1), { codice: false }, { motivo: 'ente_senza_codice' }],
    [
      'the act comes before the code',
      undefined,
      riga(1),
      { atto: false, codice: false },
      { motivo: 'atto_non_in_vigore' },
    ],
    [
      'the code comes before the person',
      undefined,
      riga(1),
      { codice: false, persona: 'stp' },
      { motivo: 'ente_senza_codice' },
    ],
    ['a person INPS cannot take is quarantined', undefined, riga(1), { persona: 'omocodia' }, { motivo: 'omocodia' }],
    [
      'a person INPS cannot take any more is taken back',
      noto('flussi'),
      riga(2),
      { persona: 'stp' },
      { annulla: true, motivo: 'stp' },
    ],
    [
      'a person INPS cannot take can still be cancelled',
      noto('flussi'),
      riga(2, true),
      { persona: 'stp' },
      { annulla: true },
    ],
    [
      'a correction that INPS cannot be told as such is only inserted',
      noto('flussi'),
      riga(2),
      { cancellabile: false },
      { inserisce: true },
    ],
    [
      'a cancellation that INPS cannot be told is said to be none',
      noto('flussi'),
      riga(2, true),
      { cancellabile: false },
      { motivo: 'cancellazione_non_prevista' },
    ],
    [
      'a cancellation of what INPS does not hold needs not to be told',
      noto('nulla'),
      riga(2, true),
      { cancellabile: false },
      NULLA,
    ],
  ] as const)('%s', (_, known, arriving, given, expected) => {
    expect(decidi(known, arriving, { ...APERTE, ...given })).toEqual({ ...detto, ...expected });
  });

  it.each(['propria', 'manuale'] as const)('an ente with channel «%s» publishes nothing through Snodo', (modalita) => {
    const left = { ...detto, lascia: true, motivo: 'canale_dell_ente' };
    for (const known of [undefined, noto('flussi'), noto('canale'), noto('nulla')]) {
      for (const annullamento of [false, true]) {
        expect(decidi(known, riga(2, annullamento), { ...APERTE, modalita, atto: false })).toEqual(left);
      }
    }
  });

  const condizioni = fc.record({
    modalita: fc.constantFrom(...MODALITA),
    atto: fc.boolean(),
    codice: fc.boolean(),
    cancellabile: fc.boolean(),
    persona: fc.option(fc.constantFrom(...MOTIVI_NON_TRASMISSIBILE), { nil: undefined }),
  });
  const known = fc.option(
    fc.record({
      revisione: fc.integer({ min: 1, max: 9 }),
      vivo: fc.constantFrom('flussi' as const, 'canale' as const, 'nulla' as const),
    }),
    { nil: undefined },
  );
  const arriving = fc.record({ revisione: fc.integer({ min: 1, max: 9 }), annullamento: fc.boolean() });

  it('I2 never applies a revision that is not newer', () => {
    fc.assert(
      fc.property(known, arriving, condizioni, (record, one, given) => {
        const { applica, ...rest } = decidi(record, one, given);
        expect(applica).toBe(record === undefined || one.revisione > record.revisione);
        if (!applica) expect(rest).toEqual({ annulla: false, inserisce: false, lascia: false });
      }),
    );
  });

  it('never publishes without the choice, the act and the code, and never a person INPS cannot take', () => {
    fc.assert(
      fc.property(known, arriving, condizioni, (record, one, given) => {
        const { annulla, inserisce, motivo } = decidi(record, one, given);
        if (annulla || inserisce) expect(given).toMatchObject({ modalita: 'snodo', atto: true, codice: true });
        if (inserisce) expect([given.persona, one.annullamento, motivo]).toEqual([undefined, false, undefined]);
        if (annulla) expect(given.cancellabile).toBe(true);
        if (annulla) expect(record?.vivo).toMatch(/flussi|canale/);
      }),
    );
  });

  it('says of every applied riga either what is published or why not', () => {
    fc.assert(
      fc.property(known, arriving, condizioni, (record, one, given) => {
        const { applica, annulla, inserisce, motivo } = decidi(record, one, given);
        if (!applica) return;
        expect(annulla || inserisce || motivo !== undefined).toBe(true);
      }),
    );
  });
});
