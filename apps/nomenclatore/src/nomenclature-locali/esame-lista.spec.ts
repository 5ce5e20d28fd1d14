import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RELAZIONI } from '#libs/riferimenti';
import { associazione } from '../associazioni/prova/associazioni-di-prova.js';
import { Tavolo } from '../associazioni/tavolo.js';
import { type ListaNota, esamina } from './esame-lista.js';
import { type RigaLista, codiciOf } from './lista-letta.js';
import { doppie, dopo, nota, riga } from './prova/lista-di-prova.js';

const found = (righe: readonly RigaLista[], known: ListaNota = nota()) =>
  esamina(codiciOf(righe), known).difetti.map(({ riga: at, campo, regola }) => `${at} ${campo} ${regola.codice}`);
const done = ({ tavolo }: ListaNota) => tavolo.cambiamenti.map(({ azione, dopo: { codice } }) => `${azione} ${codice}`);

describe('a list by itself', () => {
  it('right in every way has nothing wrong', () => {
    const righe = [
      riga(2, 'AD', 'Assistenza'),
      riga(3, 'SAD', 'SAD', 'esatta', 'R4', { padre: 'AD', al: '2026-06-30' }),
      riga(4, 'SAD', 'SAD', 'scelta', 'R4A', { dal: '2026-07-01', descrizione: 'ore' }),
      riga(5, 'SAD', 'SAD', 'scelta', 'R4B', { dal: '2026-07-01' }),
    ];
    expect(found(righe)).toEqual([]);
  });

  it.each<[string, RigaLista[], string[]]>([
    ['empty', [], ['null codice LL-01']],
    [
      'a row twice',
      [riga(2, 'A', 'Uno', 'esatta', 'R5'), riga(3, 'A', 'Uno', 'esatta', 'R5')],
      ['2 relazione AS-03', '3 codice LL-02', '3 relazione AS-03'],
    ],
    [
      'a code without target beside its target',
      [riga(2, 'A', 'Uno', 'esatta', 'R5'), riga(3, 'A', 'Uno')],
      ['3 codice LL-02'],
    ],
    [
      'a code twice without target, on other days',
      [riga(2, 'A', 'Uno', null, null, { dal: '2026-01-01' }), riga(3, 'A', 'Uno')],
      ['3 codice LL-02'],
    ],
    [
      'other words for one code',
      [riga(2, 'A', 'Uno', 'scelta', 'R5'), riga(3, 'A', 'Due', 'scelta', 'R7', { padre: 'B' })],
      ['3 denominazione LL-03'],
    ],
    [
      'a circle',
      [
        riga(2, 'A', 'Uno', null, null, { padre: 'C' }),
        riga(3, 'B', 'Due', null, null, { padre: 'A' }),
        riga(4, 'C', 'Tre', null, null, { padre: 'B' }),
      ],
      ['2 padre LL-04', '3 padre LL-04', '4 padre LL-04'],
    ],
    ['its own parent', [riga(2, 'A', 'Uno', null, null, { padre: 'A' })], ['2 padre LL-04']],
    [
      'below a circle, and not in it',
      [riga(2, 'A', 'Uno', null, null, { padre: 'A' }), riga(3, 'B', 'Due', null, null, { padre: 'A' })],
      ['2 padre LL-04'],
    ],
    ['a heading', [riga(2, 'A', 'Uno', null, null, { padre: 'TITOLO' })], ['2 padre LL-05']],
    [
      'half an association',
      [riga(2, 'A', 'Uno', 'esatta'), riga(3, 'B', 'Due', null, 'R5')],
      ['2 destinazione LL-06', '3 relazione LL-07'],
    ],
    ['a choice of one', [riga(2, 'A', 'Uno', 'scelta', 'R5')], ['2 relazione AS-02']],
    [
      'two things at once',
      [riga(2, 'A', 'Uno', 'scelta', 'R5'), riga(3, 'A', 'Uno', 'esatta', 'R7')],
      ['3 relazione AS-03'],
    ],
    [
      'days turned around',
      [riga(2, 'A', 'Uno', 'esatta', 'R5', { dal: '2026-05-02', al: '2026-05-01' })],
      ['2 al AS-05'],
    ],
    [
      'an unknown target',
      [riga(2, 'A', 'Uno', 'esatta', 'R5'), riga(3, 'B', 'Due', 'scelta', 'R5'), riga(4, 'B', 'Due', 'scelta', 'BOH')],
      ['4 destinazione AS-08'],
    ],
    ['a withdrawn target', [riga(2, 'A', 'Uno', 'esatta', 'R4', { dal: '2026-08-01' })], ['2 destinazione AS-09']],
    ['a target that goes away', [riga(2, 'A', 'Uno', 'esatta', 'R6')], ['2 destinazione AS-10']],
    [
      'a choice between two nomenclatures',
      [riga(2, 'A', 'Uno', 'scelta', 'R5'), riga(3, 'A', 'Uno', 'scelta', 'A2.07')],
      ['3 destinazione AS-08'],
    ],
    [
      'periods that share days',
      [
        riga(2, 'A', 'Uno', 'esatta', 'R5', { dal: '2026-04-01', al: '2026-12-31' }),
        riga(3, 'A', 'Uno', 'esatta', 'R7', { dal: '2026-09-01' }),
      ],
      ['3 dal LL-08'],
    ],
    ['a code of INPS', [riga(2, 'A2.07', 'Mensa')], ['2 codice LL-09']],
    [
      'a code of the region that means another of its own',
      [riga(2, 'R5', 'Mensa', 'esatta', 'R7')],
      ['2 codice LL-09'],
    ],
    ['a code of the region that is only a part of it', [riga(2, 'R5', 'Mensa', 'piu_ampia', 'R5')], ['2 codice LL-09']],
  ])('%s', (_, righe, difetti) => {
    expect(found(righe)).toEqual(difetti);
  });

  it('may use a code of the region or of INPS to mean that same thing', () => {
    expect(found([riga(2, 'R5', 'Mensa', 'esatta', 'R5'), riga(3, 'A2.07', 'Pasti', 'esatta', 'A2.07')])).toEqual([]);
    const equivalenze = [{ codice: 'R7', inps: 'A2.30', dal: '2020-01-01', al: null }];
    expect(found([riga(2, 'A2.30', 'Altro', 'esatta', 'R7')], nota({ equivalenze }))).toEqual([]);
    expect(found([riga(2, 'A2.30', 'Altro', 'esatta', 'R5')], nota({ equivalenze }))).toEqual(['2 codice LL-09']);
  });

  it('may lead straight to INPS, where the region has no such code', () => {
    const known = nota();
    expect(found([riga(2, 'X', 'Distribuzione pasti', 'esatta', 'A2.07')], known)).toEqual([]);
    expect(known.tavolo.all()).toMatchObject([{ a: 'SIUSS', stato: 'approvata' }]);
  });
});

describe('the first day of a list', () => {
  const dal = (righe: readonly RigaLista[], known: ListaNota = nota()) => esamina(codiciOf(righe), known).nuovaDal;
  const ago = { dal: '2025-02-03' };
  const voce = (codice: string) => ({ codice, denominazione: codice, descrizione: null, padre: null });
  const since = (first: string, ...codici: string[]) =>
    nota({ precedente: { dal: first, al: null, voci: codici.map(voce) } });

  it('is the first day its first version names, or today', () => {
    expect(dal([riga(2, 'A', 'A', null, null, ago), riga(3, 'B', 'B')])).toBe('2025-02-03');
    expect(dal([riga(2, 'A', 'A')])).toBe('2026-03-10');
    expect(dal([riga(2, 'A', 'A', null, null, { dal: '2027-01-01' })])).toBe('2027-01-01');
    expect(dal([riga(2, 'A', 'A', null, null, ago)], nota({ dal: '2026-01-01' }))).toBe('2026-01-01');
  });

  it('of a later one reaches back for codes that are new, never behind the list before, and not where a code is gone', () => {
    const more = [riga(2, 'A', 'A'), riga(3, 'B', 'B', null, null, ago)];
    expect(dal(more, since('2025-01-01', 'A'))).toBe('2025-02-03');
    expect(dal(more, since('2025-06-01', 'A'))).toBe('2025-06-01');
    expect(dal(more, since('2025-01-01', 'A', 'C'))).toBe('2026-03-10');
    expect(dal([riga(2, 'A', 'Altre parole')], since('2025-01-01', 'A'))).toBe('2026-03-10');
    expect(dal([riga(2, 'A', 'A')], since('2025-01-01', 'A'))).toBeUndefined();
    expect(dal([riga(3, 'B', 'B'), riga(2, 'A', 'A')], since('2025-01-01', 'A', 'B'))).toBeUndefined();
  });

  it('asked for behind the list before is refused', () => {
    expect(
      found(more(), nota({ dal: '2024-12-31', precedente: { dal: '2025-01-01', al: null, voci: [voce('A')] } })),
    ).toEqual(['null dal LL-13']);
    function more() {
      return [riga(2, 'A', 'A'), riga(3, 'B', 'B')];
    }
  });

  it('holds back an association that would begin before its code is there', () => {
    const known = nota({ dal: '2026-02-01' });
    expect(found([riga(2, 'A', 'Pasti', 'esatta', 'R5', ago)], known)).toEqual(['2 dal LL-12']);
    expect(known.tavolo.all()).toMatchObject([{ dal: '2026-02-01', stato: 'approvata' }]);
  });
});

describe('against what is known already', () => {
  const approvata = associazione({ codice: 'A', destinazioni: ['R5'], stato: 'approvata', dal: '2026-01-01' });
  const listed = (tavolo: Tavolo, more: Partial<ListaNota> = {}, denominazione = 'A') => {
    const voci = new Map([['A', { denominazione, sostituisce: [] }]]);
    const mine = { nome: 'LOC:E388@1', dal: '2025-01-01', al: null, voci };
    const voce = { codice: 'A', denominazione, descrizione: null, padre: null };
    const known = nota();
    return nota({
      tavolo,
      liste: new Map([...known.liste, ['LOC:E388', [mine]]]),
      precedente: { dal: '2025-01-01', al: null, voci: [voce] },
      ...more,
    });
  };
  const take = (known: ListaNota, ...righe: RigaLista[]) => [found(righe, known), done(known)];

  it('what is in force stays when the file says it, with its days or without', () => {
    for (const more of [{}, { dal: '2026-01-01' }])
      expect(take(listed(new Tavolo([approvata])), riga(2, 'A', 'A', 'esatta', 'R5', more))).toEqual([[], []]);
  });

  it('what is in force stays, with a warning when its target goes away', () => {
    const leaving = associazione({ codice: 'A', destinazioni: ['R4'], stato: 'approvata', dal: '2026-01-01' });
    const known = listed(new Tavolo([leaving]), { oggi: '2026-08-01' });
    expect(take(known, riga(2, 'A', 'A', 'esatta', 'R4'))).toEqual([['2 destinazione AS-10'], []]);
  });

  it('another target from today ends nothing until the region approves', () => {
    expect(take(listed(new Tavolo([approvata])), riga(2, 'A', 'A', 'esatta', 'R7'))).toEqual([[], ['proposta A']]);
  });

  it('another target in the same words ends it at once, but never before yesterday: that is for the region', () => {
    const other = { ...approvata, destinazioni: ['R7'] };
    const from = (dal: string, primaChiusura = '2026-03-09') =>
      take(listed(new Tavolo([other]), { primaChiusura }, 'Pasti'), riga(2, 'A', 'Pasti', 'esatta', 'R5', { dal }));
    expect(from('2026-03-10')).toEqual([[], ['proposta A', 'chiusa A', 'approvata A']]);
    expect(from('2026-03-09')).toEqual([[], ['proposta A']]);
    expect(from('2026-02-01', '0001-01-01')).toEqual([[], ['proposta A', 'chiusa A', 'approvata A']]);
  });

  it('another target from the same day is refused: the days are taken', () => {
    expect(take(listed(new Tavolo([approvata])), riga(2, 'A', 'A', 'esatta', 'R7', { dal: '2026-01-01' }))).toEqual([
      ['2 dal AS-11'],
      [],
    ]);
  });

  it('a last day ends what is in force, from yesterday on', () => {
    const close = (al: string) => take(listed(new Tavolo([approvata])), riga(2, 'A', 'A', 'esatta', 'R5', { al }));
    expect(close('2026-03-09')).toEqual([[], ['chiusa A']]);
    expect(close('2026-03-08')).toEqual([['2 al LL-14'], []]);
  });

  it('no target leaves what is in force, and what somebody proposed, as they are', () => {
    expect(take(listed(new Tavolo([approvata])), riga(2, 'A', 'A'))).toEqual([['2 destinazione LL-11'], []]);
    const open = associazione({ codice: 'A', destinazioni: ['R7'], dal: '2026-02-01' });
    expect(take(listed(new Tavolo([open])), riga(2, 'A', 'A'))).toEqual([['2 destinazione LL-11'], []]);
    const over = { ...approvata, al: '2026-02-01', stato: 'chiusa' as const };
    expect(take(listed(new Tavolo([over])), riga(2, 'A', 'A'))).toEqual([[], []]);
  });

  it('a proposal that the file says no more is taken back, that of a code that is gone too', () => {
    const open = associazione({ codice: 'A', destinazioni: ['R7'], dal: '2026-02-01' });
    const gone = associazione({ codice: 'B', destinazioni: ['R7'], dal: '2026-02-01' });
    expect(take(listed(new Tavolo([open, gone])), riga(2, 'A', 'A', 'piu_ampia', 'R5'))).toEqual([
      [],
      ['proposta A', 'ritirata A', 'ritirata B'],
    ]);
  });

  it('what the region refused is not proposed again; what was only taken back is', () => {
    const no = associazione({ codice: 'A', destinazioni: ['R7'], dal: '2026-02-01', stato: 'rifiutata' });
    const again = riga(2, 'A', 'A', 'esatta', 'R7', { dal: '2026-02-01' });
    expect(take(listed(new Tavolo([no]), { rifiutate: new Map([[no.id, 'no']]) }), again)).toEqual([
      ['2 destinazione LL-10'],
      [],
    ]);
    expect(take(listed(new Tavolo([no])), again)).toEqual([[], ['proposta A']]);
  });
});

const giorni = fc.constantFrom(null, '2025-06-01', '2026-03-10', '2026-05-01', '2026-07-01', '2026-12-31');
const righe = fc
  .array(
    fc.record({
      codice: fc.constantFrom('A', 'B', 'C', 'R5', 'A2.07'),
      relazione: fc.constantFrom(null, ...RELAZIONI),
      destinazione: fc.constantFrom(null, 'R4', 'R4A', 'R4B', 'R5', 'R7', 'A2.07', 'BOH'),
      denominazione: fc.constantFrom('Pasti', 'SAD', 'Telesoccorso'),
      padre: fc.constantFrom(null, 'A', 'B', 'T'),
      dal: giorni,
      al: giorni,
    }),
    { maxLength: 7 },
  )
  .map((rows) => rows.map((row, at): RigaLista => ({ ...row, riga: at + 2, descrizione: null, nota: null })));
const isTaken = (known: ListaNota, rows: readonly RigaLista[]) => {
  const codici = codiciOf(rows);
  const esame = esamina(codici, known);
  return { codici, esame, taken: esame.difetti.every(({ regola }) => regola.gravita === 'avviso') };
};

/** Lists that are mostly right: a code has nothing, one target, a choice, or one target after another. */
const liste = fc
  .uniqueArray(
    fc.record({
      codice: fc.constantFrom('A', 'B', 'C', 'R5', 'A2.07'),
      denominazione: fc.constantFrom('Pasti', 'SAD', 'Telesoccorso'),
      forma: fc.constantFrom('nulla', 'una', 'scelta', 'due'),
      relazione: fc.constantFrom('esatta' as const, 'piu_ampia' as const),
      mete: fc.uniqueArray(fc.constantFrom('R5', 'R7', 'R4', 'A2.07'), { minLength: 2, maxLength: 2 }),
      dal: fc.constantFrom(null, '2025-06-01', '2026-03-10', '2026-04-01'),
      al: fc.constantFrom(null, '2026-06-30', '2027-06-30'),
    }),
    { selector: ({ codice }) => codice, minLength: 1, maxLength: 5 },
  )
  .map((codici) => {
    const rows = codici.flatMap(({ codice, denominazione, forma, relazione, mete: [one, other], dal, al }) => {
      const of = (...more: [RigaLista['relazione']?, (string | null)?, Partial<RigaLista>?]) =>
        riga(0, codice, denominazione, ...more);
      if (forma === 'nulla') return [of(null, null, { dal })];
      if (forma === 'una') return [of(relazione, one, { dal, al })];
      if (forma === 'scelta') return [of('scelta', one, { dal, al }), of('scelta', other, { dal, al })];
      return [of(relazione, one, { dal, al: '2026-04-30' }), of(relazione, other, { dal: '2026-05-01' })];
    });
    return rows.map((row, at): RigaLista => Object.assign(row, { riga: at + 2 }));
  });

describe('whatever is uploaded', () => {
  it('the same list again changes nothing', () => {
    let tried = 0;
    fc.assert(
      fc.property(liste, (rows) => {
        const known = nota();
        const { codici, esame, taken } = isTaken(known, rows);
        if (!taken) return;
        tried += 1;
        const again = dopo(codici, esame, known);
        expect(isTaken(again, rows)).toMatchObject({ taken: true, esame: { nuovaDal: undefined } });
        expect(done(again)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(50);
  });

  it('a day has one answer, and every fault is on a row of the file', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(liste, liste, righe), { minLength: 1, maxLength: 5 }), (files) => {
        let known = nota();
        for (const rows of files) {
          const before = known.tavolo.all();
          const { codici, esame, taken } = isTaken(known, rows);
          const numbers = new Set(rows.map(({ riga: at }) => at));
          expect(esame.difetti.every(({ riga: at }) => at === null || numbers.has(at))).toBe(true);
          // What a refused list left on the table is written down by nobody.
          known = taken ? dopo(codici, esame, known) : nota({ ...known, tavolo: new Tavolo(before) });
          expect(doppie(known.tavolo)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
