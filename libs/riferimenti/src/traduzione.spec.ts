import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ContenutoAssociazione, ContenutoNomenclatura, PeriodoAssociazione } from './contenuti.js';
import { Sezioni } from './sezioni.js';
import { type RichiestaTraduzione, Traduttore, chiaveAssociazione } from './traduzione.js';

const SEMPRE = { dal: '2020-01-01', al: null } as const;
const GIORNO = '2026-03-01';

type Versione = readonly [
  sistema: string,
  versione: string,
  codici: readonly string[],
  dal?: string,
  al?: string | null,
];
type Legame = readonly [da: string, codice: string, a: string, ...periodi: Partial<PeriodoAssociazione>[]];

const traduttore = (versioni: readonly Versione[], legami: readonly Legame[]): Traduttore =>
  new Traduttore(nomenclatureOf(versioni), associazioniOf(legami));

function nomenclatureOf(versioni: readonly Versione[]): Sezioni<ContenutoNomenclatura> {
  const parti = versioni.map(
    ([sistema, versione, codici, dal = SEMPRE.dal, al = null]): [string, ContenutoNomenclatura] => [
      `${sistema}@${versione}#0`,
      {
        sistema,
        versione,
        dal,
        al,
        stato: 'pubblicata',
        parte: 0,
        parti: 1,
        voci: codici.map((codice) => ({ codice, padre: null, denominazione: codice, attributi: {} })),
      },
    ],
  );
  return Sezioni.empty<ContenutoNomenclatura>().with(parti);
}

function associazioniOf(legami: readonly Legame[]): Sezioni<ContenutoAssociazione> {
  const associazioni = legami.map(([da, codice, a, ...periodi]): [string, ContenutoAssociazione] => {
    const known = periodi.map((periodo) => ({
      ...SEMPRE,
      relazione: 'esatta' as const,
      destinazioni: [],
      ...periodo,
    }));
    return [chiaveAssociazione({ da, codice, a }), { da, codice, a, periodi: known }];
  });
  return Sezioni.empty<ContenutoAssociazione>().with(associazioni);
}

const NOMENCLATURE: readonly Versione[] = [
  ['LOC:E388', '1', ['SAD', 'VARIE', 'NUOVO', 'MENSA']],
  ['REG', '1', ['2.1', '2.2', '9.9'], '2024-01-01', '2025-12-31'],
  ['REG', '2', ['2.1a', '2.1b', '2.2', '9.9'], '2026-01-01'],
  ['SIUSS', '1.0', ['A2.07', 'A2.08', 'A1.05']],
  ['ISTAT', '2020', ['DOM']],
];
const ask = (made: Traduttore, question: Partial<RichiestaTraduzione>) =>
  made.translate({ da: 'LOC:E388', a: 'SIUSS', codice: 'SAD', giorno: GIORNO, ...question });

describe('what a code is elsewhere', () => {
  const made = traduttore(NOMENCLATURE, [
    [
      'LOC:E388',
      'SAD',
      'REG',
      { al: '2025-12-31', destinazioni: ['2.1'] },
      { dal: '2026-01-01', destinazioni: ['2.1b'], relazione: 'piu_ampia' },
    ],
    ['LOC:E388', 'VARIE', 'REG', { relazione: 'scelta', destinazioni: ['2.2', '9.9'] }],
    ['LOC:E388', 'MENSA', 'REG', { destinazioni: ['2.1'] }],
    ['REG', '2.1', 'SIUSS', { destinazioni: ['A2.07'] }],
    ['REG', '2.1b', 'SIUSS', { destinazioni: ['A2.08'] }],
    ['REG', '2.2', 'SIUSS', { destinazioni: ['A2.07'] }],
    ['SIUSS', 'A2.08', 'ISTAT', { destinazioni: ['DOM'], relazione: 'piu_ampia' }],
  ]);

  it('goes through the regional nomenclature of the day, and says by which versions', () => {
    expect(ask(made, { giorno: '2025-12-31' })).toEqual({
      esito: 'tradotto',
      codice: 'A2.07',
      passi: [
        { versione: 'LOC:E388@1', codice: 'SAD' },
        { versione: 'REG@1', codice: '2.1', relazione: 'esatta' },
        { versione: 'SIUSS@1.0', codice: 'A2.07', relazione: 'esatta' },
      ],
    });
    expect(ask(made, { giorno: '2026-01-01' })).toEqual({
      esito: 'tradotto',
      codice: 'A2.08',
      passi: [
        { versione: 'LOC:E388@1', codice: 'SAD' },
        { versione: 'REG@2', codice: '2.1b', relazione: 'piu_ampia' },
        { versione: 'SIUSS@1.0', codice: 'A2.08', relazione: 'esatta' },
      ],
    });
  });

  it('goes on to the statistics, through INPS’s nomenclature', () => {
    expect(ask(made, { a: 'ISTAT' })).toMatchObject({ esito: 'tradotto', codice: 'DOM' });
    expect(ask(made, { da: 'REG', codice: '2.1b', a: 'ISTAT' })).toMatchObject({ codice: 'DOM' });
  });

  it('a code of the system asked for is itself', () => {
    expect(ask(made, { da: 'SIUSS', codice: 'A1.05' })).toMatchObject({ esito: 'tradotto', codice: 'A1.05' });
  });

  it.each([
    ['that no list holds', { codice: 'SADD' }, { esito: 'codice_sconosciuto' }],
    ['before its list began', { giorno: '2019-12-31' }, { esito: 'codice_sconosciuto' }],
    ['of a system nobody knows', { da: 'LOC:X000' }, { esito: 'codice_sconosciuto' }],
    ['never mapped', { codice: 'NUOVO' }, { esito: 'senza_associazione', sistema: 'LOC:E388', codice: 'NUOVO' }],
    [
      'mapped to a code that the version of the day has no more',
      { codice: 'MENSA' },
      { esito: 'senza_associazione', sistema: 'LOC:E388', codice: 'MENSA' },
    ],
    [
      'mapped to a code that leads nowhere',
      { da: 'REG', codice: '9.9' },
      { esito: 'senza_associazione', sistema: 'REG', codice: '9.9' },
    ],
    ['toward a system nothing leads to', { a: 'FNPS' }, { esito: 'senza_associazione' }],
  ])('a code %s has no translation', (_, question, expected) => {
    expect(ask(made, question)).toMatchObject(expected);
  });

  it('a code that may be several things asks which', () => {
    expect(ask(made, { codice: 'VARIE' })).toEqual({ esito: 'scelta_mancante', alternative: ['2.2', '9.9'] });
    expect(ask(made, { codice: 'VARIE', scelta: '2.2' })).toMatchObject({ esito: 'tradotto', codice: 'A2.07' });
    expect(ask(made, { codice: 'VARIE', scelta: 'A2.07' })).toMatchObject({ esito: 'tradotto', codice: 'A2.07' });
    expect(ask(made, { codice: 'VARIE', scelta: '9.9' })).toEqual({
      esito: 'senza_associazione',
      sistema: 'REG',
      codice: '9.9',
    });
    expect(ask(made, { codice: 'VARIE', scelta: 'A1.05' })).toEqual({
      esito: 'scelta_non_ammessa',
      alternative: ['2.2', '9.9'],
    });
  });

  it('a choice that says what the code is anyway does no harm, another is refused', () => {
    expect(ask(made, { scelta: 'A2.08' })).toMatchObject({ esito: 'tradotto', codice: 'A2.08' });
    expect(ask(made, { scelta: 'A2.07' })).toEqual({ esito: 'scelta_non_ammessa', alternative: [] });
  });

  it('a choice made before anything leads on waits with the code: it is judged when there is something to choose from', () => {
    expect(ask(made, { codice: 'NUOVO', scelta: '2.2' })).toEqual({
      esito: 'senza_associazione',
      sistema: 'LOC:E388',
      codice: 'NUOVO',
    });
  });

  it('alternatives that come to the same are no choice', () => {
    const same = traduttore(NOMENCLATURE, [
      ['LOC:E388', 'VARIE', 'REG', { relazione: 'scelta', destinazioni: ['2.1b', '2.2'] }],
      ['REG', '2.1b', 'SIUSS', { destinazioni: ['A2.07'] }],
      ['REG', '2.2', 'SIUSS', { destinazioni: ['A2.07'] }],
    ]);
    expect(ask(same, { codice: 'VARIE' })).toMatchObject({ esito: 'tradotto', codice: 'A2.07' });
  });

  it('a choice after a choice asks for the second only', () => {
    const twice = traduttore(NOMENCLATURE, [
      ['LOC:E388', 'VARIE', 'REG', { relazione: 'scelta', destinazioni: ['2.1b', '2.2'] }],
      ['REG', '2.1b', 'SIUSS', { destinazioni: ['A1.05'] }],
      ['REG', '2.2', 'SIUSS', { relazione: 'scelta', destinazioni: ['A2.07', 'A2.08'] }],
    ]);
    expect(ask(twice, { codice: 'VARIE' })).toEqual({ esito: 'scelta_mancante', alternative: ['2.1b', '2.2'] });
    expect(ask(twice, { codice: 'VARIE', scelta: '2.2' })).toEqual({
      esito: 'scelta_mancante',
      alternative: ['A2.07', 'A2.08'],
    });
    expect(ask(twice, { codice: 'VARIE', scelta: 'A2.08' })).toMatchObject({ esito: 'tradotto', codice: 'A2.08' });
  });

  it('associazioni that point at each other end', () => {
    const round = traduttore(NOMENCLATURE, [
      ['REG', '2.2', 'SIUSS', { destinazioni: ['A2.07'] }],
      ['SIUSS', 'A2.07', 'REG', { destinazioni: ['2.2'] }],
    ]);
    expect(ask(round, { da: 'REG', codice: '2.2', a: 'ISTAT' })).toMatchObject({ esito: 'senza_associazione' });
  });

  it('a withdrawn version is as if it had never been', () => {
    const parte = (stato: 'pubblicata' | 'ritirata'): ContenutoNomenclatura => ({
      ...SEMPRE,
      sistema: 'REG',
      versione: '1',
      stato,
      parte: 0,
      parti: 1,
      voci: [{ codice: '2.1', padre: null, denominazione: '', attributi: {} }],
    });
    const of = (stato: 'pubblicata' | 'ritirata') =>
      new Traduttore(Sezioni.empty<ContenutoNomenclatura>().with([['REG@1#0', parte(stato)]]), Sezioni.empty());
    const question = { da: 'REG', a: 'REG', codice: '2.1', giorno: GIORNO };
    expect(of('pubblicata').translate(question).esito).toBe('tradotto');
    expect(of('ritirata').translate(question).esito).toBe('codice_sconosciuto');
  });
});

describe('answers that are remembered', () => {
  it('hold until the last day of what they rest on, and not the day after', () => {
    const made = traduttore(NOMENCLATURE, [
      ['LOC:E388', 'SAD', 'SIUSS', { al: '2025-06-30', destinazioni: ['A2.07'] }],
    ]);
    const days = ['2025-06-29', '2025-06-30', '2025-07-01', '2025-06-30'];
    expect(days.map((giorno) => ask(made, { giorno }).esito)).toEqual([
      'tradotto',
      'tradotto',
      'senza_associazione',
      'tradotto',
    ]);
  });

  it('are of one question: a text that looks like a code and a choice is neither', () => {
    const legami: Legame[] = [
      ['LOC:E388', 'VARIE', 'SIUSS', { relazione: 'scelta', destinazioni: ['A2.07', 'A2.08'] }],
    ];
    for (const between of ['\0', '|', ' ']) {
      const made = traduttore(NOMENCLATURE, legami);
      expect(ask(made, { codice: `VARIE${between}A2.07` }).esito).toBe('codice_sconosciuto');
      expect(ask(made, { codice: 'VARIE', scelta: 'A2.07' })).toMatchObject({ esito: 'tradotto', codice: 'A2.07' });
      expect(ask(made, { codice: `VARIE${between}A2.07` }).esito).toBe('codice_sconosciuto');
    }
  });

  /** Few, so that first and last days of validity are asked for. */
  const GIORNI = Array.from({ length: 12 }, (_, day) => `2024-01-${String(day + 1).padStart(2, '0')}`);
  const giorno = fc.constantFrom(...GIORNI);
  const codici = ['a', 'b', 'c'] as const;
  const periodi = fc.uniqueArray(giorno, { minLength: 0, maxLength: 6 }).map((days) => {
    const sorted = days.toSorted();
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({
      dal: sorted[2 * at]!,
      al: sorted[2 * at + 1]!,
    }));
  });
  const legame = (da: string, a: string) =>
    fc
      .tuple(
        fc.constantFrom(...codici),
        periodi,
        fc.uniqueArray(fc.constantFrom(...codici), { minLength: 1, maxLength: 2 }),
      )
      .map(([codice, days, destinazioni]): Legame => [
        da,
        codice,
        a,
        ...days.map((validita) => ({
          ...validita,
          destinazioni,
          relazione: destinazioni.length > 1 ? ('scelta' as const) : ('esatta' as const),
        })),
      ]);
  const legami = fc.tuple(
    fc.array(legame('LOC:X', 'REG'), { maxLength: 3 }),
    fc.array(legame('REG', 'SIUSS'), { maxLength: 3 }),
    fc.array(legame('LOC:X', 'SIUSS'), { maxLength: 1 }),
  );
  const versioni = fc.tuple(fc.subarray([...codici]), fc.subarray([...codici]), giorno);

  it('are those that a translator who remembers nothing gives, on any day, in any order', () => {
    fc.assert(
      fc.property(
        versioni,
        legami,
        fc.array(
          fc.tuple(
            fc.constantFrom('LOC:X', 'REG', 'SIUSS'),
            fc.constantFrom(...codici),
            fc.option(fc.constantFrom(...codici), { nil: undefined }),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        fc.shuffledSubarray(GIORNI, { minLength: GIORNI.length }),
        ([first, second, change], links, questions, days) => {
          const made = () =>
            traduttore(
              [
                ['LOC:X', '1', codici],
                ['REG', '1', first, '2020-01-01', change],
                ['REG', '2', second, change],
                ['SIUSS', '1', ['a', 'b']],
              ],
              links.flat(),
            );
          const remembering = made();
          for (const [da, codice, scelta] of questions) {
            for (const day of days) {
              const question = { da, a: 'SIUSS', codice, giorno: day, ...(scelta === undefined ? {} : { scelta }) };
              expect(remembering.translate(question)).toEqual(made().translate(question));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('after a change are those of a translator that never knew anything else', () => {
    const content = fc.tuple(versioni, legami).map(
      ([[first, second, change], links]) =>
        [
          [
            ['LOC:X', '1', codici],
            ['REG', '1', first, '2020-01-01', change],
            ['REG', '2', second, change],
            ['SIUSS', '1', ['a', 'b']],
          ],
          links.flat(),
        ] as const,
    );
    const questions = ['LOC:X', 'REG', 'SIUSS'].flatMap((da) =>
      codici.flatMap((codice) => GIORNI.map((day) => ({ da, a: 'SIUSS', codice, giorno: day }))),
    );
    fc.assert(
      fc.property(fc.array(content, { minLength: 2, maxLength: 4 }), fc.boolean(), (contents, keepLists) => {
        let translator: Traduttore | undefined;
        let nomenclature = nomenclatureOf([]);
        for (const [lists, links] of contents) {
          if (translator === undefined || !keepLists) nomenclature = nomenclatureOf(lists);
          const associazioni = associazioniOf(links);
          translator = translator?.after(nomenclature, associazioni) ?? new Traduttore(nomenclature, associazioni);
          const fresh = new Traduttore(nomenclature, associazioni);
          for (const question of questions) expect(translator.translate(question)).toEqual(fresh.translate(question));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never name a code that is not in force on the day', () => {
    fc.assert(
      fc.property(
        versioni,
        legami,
        fc.constantFrom(...codici),
        giorno,
        ([first, second, change], links, codice, day) => {
          const made = traduttore(
            [
              ['LOC:X', '1', codici],
              ['REG', '1', first, '2020-01-01', change],
              ['REG', '2', second, change],
              ['SIUSS', '1', ['a', 'b']],
            ],
            links.flat(),
          );
          const answer = made.translate({ da: 'LOC:X', a: 'SIUSS', codice, giorno: day });
          if (answer.esito !== 'tradotto') return;
          expect(['a', 'b']).toContain(answer.codice);
          const regional = answer.passi.find(({ versione }) => versione.startsWith('REG@'));
          if (regional !== undefined) expect(regional.versione === 'REG@1' ? first : second).toContain(regional.codice);
        },
      ),
    );
  });
});
