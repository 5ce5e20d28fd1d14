import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContenutoDelega, ContenutoEnte, Voce } from './contenuti.js';
import { Vista } from './vista.js';

/** Merged on 1 January 2026: `b` and `c` into `m`; on 1 January 2028 `m` and `a` into `n`. */
const LIVES: Record<string, Partial<ContenutoEnte>> = {
  a: { al: '2027-12-31' },
  b: { al: '2025-12-31' },
  c: { al: '2025-12-31' },
  m: { dal: '2026-01-01', al: '2027-12-31', predecessori: ['b', 'c'] },
  n: { dal: '2028-01-01', predecessori: ['m', 'a'] },
  altro: {},
  regione: { tipo: 'regione' },
};

const enti = Object.entries(LIVES).map(([id, life]): Voce => {
  const validita = { dal: '2000-01-01', al: null, ...life };
  const codici = [
    { sistema: 'belfiore' as const, codice: `${id.toUpperCase()}001`, dal: validita.dal, al: validita.al },
  ];
  return { genere: 'ente', id, revisione: 1, contenuto: { denominazione: id, tipo: 'comune', codici, ...validita } };
});

function act(id: string, fields: Partial<ContenutoDelega>): Voce {
  const contenuto: ContenutoDelega = {
    delegante: 'a',
    delegato: 'regione',
    oggetto: 'adesione',
    tracciato: null,
    ambito: null,
    subdelegabile: false,
    derivaDa: null,
    atto: { tipo: 'deliberazione', numero: id, data: '2024-12-01' },
    dal: '2000-01-01',
    al: null,
    ...fields,
  };
  return { genere: 'delega', id, revisione: 1, contenuto };
}

const vistaOf = (...acts: Voce[]): Vista => Vista.empty.with([...enti, ...acts]);
const vista = vistaOf();

describe('what an ente continues', () => {
  it.each([
    ['m', '2026-01-01', ['m', 'b', 'c']],
    ['n', '2028-01-01', ['n', 'm', 'a', 'b', 'c']],
    ['altro', '2028-01-01', ['altro']],
    ['nobody', '2028-01-01', ['nobody']],
  ])('%s on %s is %j', (ente, day, expected) => {
    expect(vista.continuita(ente, day)).toEqual(expected);
  });

  it('is not yet what will cease into it: who incorporates others next year does not see them today', () => {
    const incorporating = vista.with([
      {
        genere: 'ente',
        id: 'altro',
        revisione: 2,
        contenuto: { ...(vista.ente('altro') as ContenutoEnte), predecessori: ['a'] },
      },
    ]);
    expect(incorporating.continuita('altro', '2027-12-31')).toEqual(['altro']);
    expect(incorporating.continuita('altro', '2028-01-01')).toEqual(['altro', 'a']);
  });

  it('ends for any registry, also one that turns in circles, and holds itself once', () => {
    const ids = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(
        fc.array(fc.subarray(ids), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...ids),
        (predecessori, of) => {
          const circles = Vista.empty.with(
            ids.map((id, at) => ({
              genere: 'ente',
              id,
              revisione: 1,
              contenuto: {
                denominazione: id,
                tipo: 'comune',
                codici: [],
                dal: '2000-01-01',
                al: '2020-12-31',
                predecessori: predecessori[at]!,
              },
            })),
          );
          const found = circles.continuita(of, '2026-01-01');
          expect(found[0]).toBe(of);
          expect(new Set(found).size).toBe(found.length);
          expect(circles.atti.depositoConsentito('a', of, 'PS_PSA_SINA', '2026-01-01').consentito).toBe(false);
        },
      ),
    );
  });
});

describe('the code of an ente that ceased', () => {
  it('is still its own for who delivers its past, and nobody’s on a later day', () => {
    expect(vista.enteByCodice('B001', '2025-12-31')?.id).toBe('b');
    expect(vista.enteByCodice('B001', '2026-01-01')).toBeUndefined();
    expect(vista.erogatoreByCodice('B001', '2026-01-01')?.id).toBe('b');
    expect(vista.erogatoreByCodice('b001', '2026-01-01')?.id).toBe('b');
    expect(vista.erogatoreByCodice('M001', '2026-01-01')?.id).toBe('m');
    expect(vista.erogatoreByCodice('Q001', '2026-01-01')).toBeUndefined();
  });

  it('is nobody’s when it ceased into none, or was given to another', () => {
    const alone = Vista.empty.with(enti.filter(({ id }) => id === 'b'));
    expect(alone.erogatoreByCodice('B001', '2026-01-01')).toBeUndefined();
    const given = vista.with([
      {
        genere: 'ente',
        id: 'nuovo',
        revisione: 1,
        contenuto: {
          denominazione: 'nuovo',
          tipo: 'comune',
          codici: [{ sistema: 'belfiore', codice: 'B001', dal: '2026-06-01', al: null }],
          dal: '2026-06-01',
          al: null,
        },
      },
    ]);
    expect(given.erogatoreByCodice('B001', '2026-05-31')?.id).toBe('b');
    expect(given.erogatoreByCodice('B001', '2026-06-01')?.id).toBe('nuovo');
  });
});

describe('a deposit for an ente that ceased', () => {
  const on = (acts: Voce[], mittente: string, day = '2026-03-10', erogatore = 'b') =>
    vistaOf(...acts).atti.depositoConsentito(mittente, erogatore, 'PS_PSA_SINA', day);
  const joined = act('AD-M', { delegante: 'm' });

  it('is its successor’s to make, without a delega, while the successor takes part', () => {
    expect(on([joined], 'm')).toEqual({ consentito: true });
    expect(on([joined], 'm', '2028-01-01')).toMatchObject({ consentito: false });
    expect(on([act('AD-N', { delegante: 'n' })], 'n', '2028-01-01')).toEqual({ consentito: true });
    expect(on([], 'm')).toMatchObject({ consentito: false, motivo: 'nessuna_adesione', mancaSoloAdesione: true });
  });

  it('is for who may deposit for the successor too, and for nobody else', () => {
    const delega = act('D-M', { delegante: 'm', delegato: 'altro', oggetto: 'deposito', tracciato: 'PS_PSA_SINA' });
    expect(on([joined, delega], 'altro')).toMatchObject({ consentito: true, atto: { delega: 'D-M' } });
    expect(on([joined], 'altro')).toEqual({ consentito: false, motivo: 'ente_non_in_vigore' });
    expect(on([joined], 'b')).toEqual({ consentito: false, motivo: 'ente_non_in_vigore' });
    expect(on([joined], 'c')).toEqual({ consentito: false, motivo: 'ente_non_in_vigore' });
  });

  it('was before it ceased its own to make, and the successor’s not', () => {
    const before = act('AD-B', { delegante: 'b', al: '2025-12-31' });
    expect(on([before, joined], 'b', '2025-12-31')).toEqual({ consentito: true });
    expect(on([before, joined], 'm', '2025-12-31')).toMatchObject({ consentito: false });
  });

  it('under an old act of the one that ceased is refused: its acts ended with it', () => {
    const open = act('D-B', { delegante: 'b', delegato: 'altro', oggetto: 'deposito', tracciato: 'PS_PSA_SINA' });
    expect(on([joined, open], 'altro')).toMatchObject({ consentito: false });
  });
});

it('what the region may tell INPS for a successor it may tell of those that ceased into it', () => {
  const acts = [act('AD-M', { delegante: 'm' }), act('W-M', { delegante: 'm', oggetto: 'waas' })];
  expect(vistaOf(...acts).atti.waasConsentito('b', '2026-03-10')).toBe(true);
  expect(vistaOf(acts[0]!).atti.waasConsentito('b', '2026-03-10')).toBe(false);
  expect(
    vistaOf(act('AD-B', { delegante: 'b' }), act('W-B', { delegante: 'b', oggetto: 'waas' })).atti.waasConsentito(
      'b',
      '2026-03-10',
    ),
  ).toBe(false);
});
