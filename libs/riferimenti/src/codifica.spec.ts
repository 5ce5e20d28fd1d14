import { describe, expect, it } from '@jest/globals';
import type { Voce } from './contenuti.js';
import { Vista } from './vista.js';

const ENTE = '00000000-0000-5000-8000-00000000000a';
const CAPOFILA = '00000000-0000-5000-8000-00000000000b';
const ESTRANEO = '00000000-0000-5000-8000-00000000000c';
const SEMPRE = { dal: '2020-01-01', al: null } as const;
const GIORNO = '2026-03-01';

function lista(
  sistema: string,
  codici: readonly string[],
  ente?: string,
  validita: { dal: string; al: string | null } = SEMPRE,
): Voce {
  const voci = codici.map((codice) => ({ codice, padre: null, denominazione: codice, attributi: {} }));
  const of = ente === undefined ? {} : { ente };
  return {
    genere: 'nomenclatura',
    id: `${sistema}@1#0`,
    revisione: 1,
    contenuto: { ...validita, ...of, sistema, versione: '1', stato: 'pubblicata', parte: 0, parti: 1, voci },
  };
}

function legame(da: string, codice: string, a: string, ...destinazioni: string[]): Voce {
  const relazione = destinazioni.length > 1 ? 'scelta' : 'esatta';
  const contenuto = { da, codice, a, periodi: [{ ...SEMPRE, relazione, destinazioni }] } as const;
  return { genere: 'associazione', id: `${da}|${codice}|${a}`, revisione: 1, contenuto };
}

const ambito: Voce = {
  genere: 'ambito',
  id: 'ambito',
  revisione: 1,
  contenuto: {
    ...SEMPRE,
    codice: 'ATS01',
    denominazione: 'Uno',
    tipo: 'ATS',
    appartenenze: [{ ...SEMPRE, ente: ENTE, al: '2026-12-31' }],
    capofila: [{ ...SEMPRE, ente: CAPOFILA }],
  },
};

const BASE = [
  ambito,
  lista('SIUSS', ['A2.07', 'A2.08']),
  lista('REG', ['2.1', '2.2']),
  lista('LOC:B', ['SAD', 'NUOVO', 'VARIE'], CAPOFILA),
  legame('LOC:B', 'SAD', 'REG', '2.1'),
  legame('LOC:B', 'VARIE', 'REG', '2.1', '2.2'),
  legame('REG', '2.1', 'SIUSS', 'A2.07'),
  legame('REG', '2.2', 'SIUSS', 'A2.08'),
];
const vista = Vista.empty.with(BASE);

describe('how the code of a riga is read', () => {
  it.each([
    ['INPS’s own', 'A2.08', { esito: 'tradotta', codice: 'A2.08', versioni: ['SIUSS@1'] }],
    ['the region’s', '2.1', { esito: 'tradotta', codice: 'A2.07', versioni: ['REG@1', 'SIUSS@1'] }],
    ['a local one', 'SAD', { esito: 'tradotta', codice: 'A2.07', versioni: ['LOC:B@1', 'REG@1', 'SIUSS@1'] }],
    ['a local one not mapped yet', 'NUOVO', { esito: 'in_attesa', sistema: 'LOC:B', codice: 'NUOVO' }],
    ['one nobody knows', 'SADD', { esito: 'sconosciuta' }],
    ['an empty one', '', { esito: 'sconosciuta' }],
    ['one that may be several', 'VARIE', { esito: 'scelta', mancante: true, alternative: ['2.1', '2.2'] }],
    ['the same, with the one meant', 'VARIE/A2.08', { esito: 'tradotta', codice: 'A2.08' }],
    [
      'the same, with one it cannot be',
      'VARIE/A9.99',
      { esito: 'scelta', mancante: false, alternative: ['2.1', '2.2'] },
    ],
    ['one of INPS’s with what it is not', 'A2.08/A2.07', { esito: 'scelta', mancante: false }],
    ['nothing but a sign', '/', { esito: 'sconosciuta' }],
    ['in other capitals', 'sad', { esito: 'sconosciuta' }],
  ])('%s: %s', (_, codice, expected) => {
    expect(vista.codifica(CAPOFILA, codice, GIORNO)).toMatchObject(expected);
  });

  it('an ente without a list uses that of its capofila, as long as it belongs to the ambito', () => {
    expect(vista.codifica(ENTE, 'SAD', GIORNO)).toMatchObject({ esito: 'tradotta', codice: 'A2.07' });
    expect(vista.codifica(ENTE, 'SAD', '2027-01-01')).toEqual({ esito: 'sconosciuta' });
    expect(vista.codifica(ESTRANEO, 'SAD', GIORNO)).toEqual({ esito: 'sconosciuta' });
  });

  it('its own list, once it has one, is the only local one', () => {
    const own = vista.with([lista('LOC:A', ['MENSA'], ENTE, { dal: '2026-02-01', al: null })]);
    expect(own.codifica(ENTE, 'SAD', '2026-01-31')).toMatchObject({ esito: 'tradotta' });
    expect(own.codifica(ENTE, 'SAD', GIORNO)).toEqual({ esito: 'sconosciuta' });
    expect(own.codifica(ENTE, 'MENSA', GIORNO)).toEqual({ esito: 'in_attesa', sistema: 'LOC:A', codice: 'MENSA' });
  });

  it('an approved associazione is seen by the view that has it, not by the one before', () => {
    const after = vista.with([legame('LOC:B', 'NUOVO', 'REG', '2.2')]);
    expect(after.codifica(CAPOFILA, 'NUOVO', GIORNO)).toMatchObject({ esito: 'tradotta', codice: 'A2.08' });
    expect(vista.codifica(CAPOFILA, 'NUOVO', GIORNO)).toMatchObject({ esito: 'in_attesa' });
  });

  it('is that of each ente, in whatever order righe of several come', () => {
    for (let time = 0; time < 2; time += 1) {
      expect(vista.codifica(CAPOFILA, 'SAD', GIORNO)).toMatchObject({ esito: 'tradotta' });
      expect(vista.codifica(ESTRANEO, 'SAD', GIORNO)).toEqual({ esito: 'sconosciuta' });
    }
  });
});
