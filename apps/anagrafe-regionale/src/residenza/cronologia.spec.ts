import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LegalDay, dayAfter } from '#libs/codici';
import { type Cronologia, type Regole, comuneAl, cronologia } from './cronologia.js';
import type { DettoDiAnpr, DettoDiComune, DettoResidenza, DettoSociale, Periodo } from './detto-residenza.js';

const ALFA = '043001';
const BETA = '043002';
const GAMMA = '043003';
const MAI: Regole = {
  adesso: '2030-01-01T00:00:00.000Z',
  giorniSilenzio: 0,
  parole: () => [],
  nome: (comune) => comune,
  comuneDi: (ente) => ente,
};

const il = (day: string): string => `${day}T08:00:00.000Z`;
const dal = (from: string, to?: string): Periodo => ({ dal: from as LegalDay, al: to as LegalDay | undefined });

function detto(
  comune: string,
  accettata: string,
  periodi: readonly Periodo[],
  { record = comune, revisione = 1, destinazione }: { record?: string; revisione?: number; destinazione?: string } = {},
): DettoDiComune {
  return {
    fonte: 'anagrafe_comunale',
    comune,
    recordId: record,
    revisione,
    accettataIl: il(accettata),
    periodi,
    destinazione,
  };
}

function anpr(comune: string | undefined, from: string, riferitaAl: string): DettoDiAnpr {
  const days = { dal: from as LegalDay, riferitaAl: riferitaAl as LegalDay };
  return { fonte: 'anpr', comune, ...days, recordId: 'anpr', revisione: 1, accettataIl: il(riferitaAl) };
}

/** As `043001 2010-01-01..`, in order of days. */
const inBreve = ({ residenze }: Cronologia): string[] =>
  residenze.map((una) => `${una.comune} ${una.dal}..${una.al ?? ''}`);

describe('where a person has lived', () => {
  const casi: [string, DettoResidenza[], string[], string[]][] = [
    ['is nowhere when nobody said', [], [], []],
    ['is what its comune says', [detto(ALFA, '2026-01-10', [dal('2010-01-01')])], [`${ALFA} 2010-01-01..`], []],
    [
      'moves when the comune of origin lets go',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(ALFA, '2026-03-02', [dal('2010-01-01', '2026-02-28')], { revisione: 2, destinazione: BETA }),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
      ],
      [`${ALFA} 2010-01-01..2026-02-28`, `${BETA} 2026-03-01..`],
      [],
    ],
    [
      'is contested while the origin has not let go',
      [detto(ALFA, '2026-01-10', [dal('2010-01-01')]), detto(BETA, '2026-03-05', [dal('2026-03-01')])],
      [`${ALFA} 2010-01-01..`],
      [BETA],
    ],
    [
      'is contested however far back the claim is dated',
      [detto(ALFA, '2026-01-10', [dal('2010-01-01')]), detto(BETA, '2026-03-05', [dal('1990-01-01')])],
      [`${ALFA} 2010-01-01..`],
      [BETA],
    ],
    [
      'moves once the origin lets go after the claim, from the day after',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
        detto(ALFA, '2026-03-20', [dal('2010-01-01', '2026-03-10')], { revisione: 2 }),
      ],
      [`${ALFA} 2010-01-01..2026-03-10`, `${BETA} 2026-03-11..`],
      [],
    ],
    [
      'goes to the comune that the origin named, not to who asked first',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(GAMMA, '2026-03-01', [dal('2026-02-01')]),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
        detto(ALFA, '2026-03-20', [dal('2010-01-01', '2026-02-28')], { revisione: 2, destinazione: BETA }),
      ],
      [`${ALFA} 2010-01-01..2026-02-28`, `${BETA} 2026-03-01..`],
      [GAMMA],
    ],
    [
      'stays with the origin that corrects its own first day after a claim',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
        detto(ALFA, '2026-03-20', [dal('2012-05-05')], { revisione: 2 }),
      ],
      [`${ALFA} 2012-05-05..`],
      [BETA],
    ],
    [
      'is no more contested once the claim is taken back',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
        detto(BETA, '2026-03-06', [], { revisione: 2 }),
      ],
      [`${ALFA} 2010-01-01..`],
      [],
    ],
    [
      'is that of the claimant when the origin takes its record back',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(BETA, '2026-03-05', [dal('2026-03-01')]),
        detto(ALFA, '2026-03-06', [], { revisione: 2 }),
      ],
      [`${BETA} 2026-03-01..`],
      [],
    ],
    [
      'is what ANPR answers, against any comune',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(GAMMA, '2026-02-01', [dal('2026-01-20')]),
        anpr(BETA, '2026-02-15', '2026-03-01'),
      ],
      [`${ALFA} 2010-01-01..2026-02-14`, `${BETA} 2026-02-15..`],
      [],
    ],
    [
      'is contested no more by the comune that ANPR names',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')]),
        detto(BETA, '2026-02-20', [dal('2026-03-04')]),
        anpr(BETA, '2026-02-15', '2026-03-01'),
      ],
      [`${ALFA} 2010-01-01..2026-02-14`, `${BETA} 2026-02-15..`],
      [],
    ],
    [
      'does not go back to what ANPR has denied',
      [
        anpr(BETA, '2026-02-15', '2026-03-01'),
        detto(ALFA, '2026-03-10', [dal('2010-01-01')]),
        detto(BETA, '2026-03-11', [dal('2000-01-01', '2004-12-31')]),
      ],
      [`${BETA} 2000-01-01..2004-12-31`, `${BETA} 2026-02-15..`],
      [],
    ],
    [
      'leaves the comune that ANPR named when this one lets go later',
      [
        anpr(BETA, '2026-02-15', '2026-03-01'),
        detto(BETA, '2026-05-02', [dal('2026-02-15', '2026-04-30')], { destinazione: ALFA }),
        detto(ALFA, '2026-05-03', [dal('2026-05-01')]),
      ],
      [`${BETA} 2026-02-15..2026-04-30`, `${ALFA} 2026-05-01..`],
      [],
    ],
    [
      'is nowhere in Italy when ANPR says so',
      [detto(ALFA, '2026-01-10', [dal('2010-01-01')]), anpr(undefined, '2026-02-15', '2026-03-01')],
      [`${ALFA} 2010-01-01..2026-02-14`],
      [],
    ],
    [
      'ignores an older revision that comes after a newer one',
      [
        detto(ALFA, '2026-01-11', [dal('2011-01-01')], { revisione: 2 }),
        detto(ALFA, '2026-01-12', [dal('2010-01-01')], { revisione: 1 }),
      ],
      [`${ALFA} 2011-01-01..`],
      [],
    ],
    [
      'is one line for two records of one comune',
      [
        detto(ALFA, '2026-01-10', [dal('2010-01-01')], { record: 'a' }),
        detto(ALFA, '2026-01-11', [dal('2012-01-01', '2015-12-31')], { record: 'b' }),
      ],
      [`${ALFA} 2010-01-01..2011-12-31`, `${ALFA} 2012-01-01..`],
      [],
    ],
  ];
  it.each(casi)('%s', (_che, detti, attese, contendono) => {
    for (const one of [detti, detti.toReversed()]) {
      const found = cronologia(one, MAI);
      expect(inBreve(found)).toEqual(attese);
      expect(found.contese.map(({ comune }) => comune)).toEqual(contendono);
    }
  });

  it('goes on in the comune into which another ceased, without a contest', () => {
    const nome = (comune: string): string => (comune === ALFA ? BETA : comune);
    const detti = [detto(ALFA, '2026-01-10', [dal('2010-01-01')]), detto(BETA, '2026-03-05', [dal('2026-03-01')])];
    const found = cronologia(detti, { ...MAI, nome });
    expect(inBreve(found)).toEqual([`${ALFA} 2010-01-01..2026-02-28`, `${BETA} 2026-03-01..`]);
    expect(found.contese).toEqual([]);
  });
});

describe('a person of whom only social services know where she lives', () => {
  const sociale = (comune: string, ente: string, sentita: string, accettata = sentita): DettoSociale => ({
    recordId: `${ente} ${sentita}`,
    comune,
    ente,
    sentitaDal: il(sentita),
    accettataIl: il(accettata),
  });
  const pretesa = detto(BETA, '2026-03-05', [dal('2010-01-01')]);
  /** Where she lives on a day, and who claims her. */
  const trova = (detti: readonly DettoResidenza[], sociali: readonly DettoSociale[], regole: Partial<Regole> = {}) => {
    const found = cronologia(detti, { ...MAI, ...regole }, sociali);
    const { adesso } = { ...MAI, ...regole };
    const contendono = found.contese.map(({ comune, stabilita }) => `${comune} ${stabilita}`);
    return [comuneAl(found, adesso.slice(0, 10)) ?? found.sociale, contendono];
  };
  const diAlfa = sociale(ALFA, ALFA, '2026-01-10');

  it.each<[string, DettoResidenza[], DettoSociale[], string | undefined, string[]]>([
    ['is not had by the first comune that claims her', [pretesa], [diAlfa], ALFA, [`${BETA} ${ALFA}`]],
    ['is had by it where social services know her there', [pretesa], [sociale(BETA, ALFA, '2026-01-10')], BETA, []],
    [
      'is not had by one that says so in a prestazione of its own',
      [pretesa],
      [diAlfa, sociale(BETA, BETA, '2026-02-01')],
      ALFA,
      [`${BETA} ${ALFA}`],
    ],
    [
      'stays with a comune that a later prestazione does not know of',
      [pretesa],
      [sociale(ALFA, ALFA, '2026-03-06')],
      BETA,
      [],
    ],
    [
      'is held by a prestazione of before that was corrected after',
      [pretesa],
      [sociale(ALFA, ALFA, '2026-01-10', '2026-04-01')],
      ALFA,
      [`${BETA} ${ALFA}`],
    ],
    [
      'is of her comune once its registry speaks',
      [pretesa, detto(ALFA, '2026-03-20', [dal('2012-01-01')])],
      [diAlfa],
      ALFA,
      [`${BETA} ${ALFA}`],
    ],
    [
      'goes when its registry lets her go',
      [pretesa, detto(ALFA, '2026-03-20', [dal('2012-01-01', '2026-03-01')])],
      [diAlfa],
      BETA,
      [],
    ],
    [
      'does not go because a third lets her go',
      [pretesa, detto(GAMMA, '2026-03-20', [dal('2012-01-01', '2026-03-01')], { destinazione: BETA })],
      [diAlfa],
      ALFA,
      [`${BETA} ${ALFA}`],
    ],
    [
      'is not had for a time either',
      [detto(BETA, '2026-03-05', [dal('2010-01-01', '2031-01-01')])],
      [diAlfa],
      ALFA,
      [`${BETA} ${ALFA}`],
    ],
    [
      'stays where she is when another comune only had her once',
      [detto(BETA, '2026-03-05', [dal('2010-01-01', '2015-01-01')])],
      [diAlfa],
      ALFA,
      [],
    ],
    ['is where ANPR says', [pretesa, anpr(GAMMA, '2026-02-15', '2026-03-20')], [diAlfa], GAMMA, []],
    [
      'is of registries alone once one had her',
      [
        detto(GAMMA, '2026-01-01', [dal('2010-01-01')]),
        detto(GAMMA, '2026-03-01', [dal('2010-01-01', '2026-02-28')], { revisione: 2 }),
        pretesa,
      ],
      [sociale(ALFA, ALFA, '2025-12-01')],
      BETA,
      [],
    ],
  ])('%s', (che, detti, sociali, comune, contendono) => {
    // The last case begins with a registry that took her against what social services say, after days of silence.
    const regole = che.startsWith('is of registries') ? { giorniSilenzio: 30 } : {};
    for (const one of [detti, detti.toReversed()]) expect(trova(one, sociali, regole)).toEqual([comune, contendono]);
  });

  it('goes when her comune is silent for the days of the setting, and not while it delivers', () => {
    const at = (adesso: string, parole: readonly string[] = []) =>
      trova([pretesa], [diAlfa], { adesso, giorniSilenzio: 90, parole: () => parole })[0];
    expect(at('2026-06-03T07:59:59.000Z')).toBe(ALFA);
    expect(at('2026-06-03T08:00:00.000Z')).toBe(BETA);
    expect(at('2026-06-03T08:00:00.000Z', ['2026-04-20T08:00:00.000Z'])).toBe(ALFA);
  });
});

describe('a comune of origin that is silent', () => {
  const detti = [detto(ALFA, '2026-01-10', [dal('2010-01-01')]), detto(BETA, '2026-03-05', [dal('2026-03-01')])];
  const at = (adesso: string, parole: readonly string[] = []): string | undefined => {
    const found = cronologia(detti, { ...MAI, adesso, giorniSilenzio: 90, parole: () => parole });
    return comuneAl(found, adesso.slice(0, 10));
  };

  it.each([
    ['holds the person for the days of the setting', '2026-06-03T07:59:59.000Z', [], ALFA],
    ['lets go when they are over', '2026-06-03T08:00:00.000Z', [], BETA],
    ['holds the person as long as it delivers', '2026-07-01T00:00:00.000Z', ['2026-04-20T08:00:00.000Z'], ALFA],
    ['is not helped by what it said before the claim', '2026-06-04T00:00:00.000Z', ['2026-03-01T08:00:00.000Z'], BETA],
    ['lets go for good: a word too late is a claim', '2026-08-01T00:00:00.000Z', ['2026-07-20T08:00:00.000Z'], BETA],
  ])('%s', (_che, adesso, parole, atteso) => {
    expect(at(adesso, parole)).toBe(atteso);
  });

  it('holds the person for ever where silence decides nothing', () => {
    expect(comuneAl(cronologia(detti, MAI), '2029-12-31')).toBe(ALFA);
  });
});

const giorno = fc.integer({ min: 0, max: 4000 }).map((after) => {
  return new Date(Date.parse('2016-01-01') + after * 86_400_000).toISOString().slice(0, 10);
});
const periodo = fc
  .tuple(giorno, fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }))
  .map(([from, length]) => {
    let to: string | undefined;
    if (length !== undefined) to = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
    return dal(from, to);
  });
const dettoDi = (...comuni: string[]): fc.Arbitrary<DettoDiComune> =>
  fc
    .record({
      comune: fc.constantFrom(...comuni),
      accettata: giorno,
      periodi: fc.array(periodo, { maxLength: 3 }),
      revisione: fc.integer({ min: 1, max: 5 }),
      destinazione: fc.option(fc.constantFrom(ALFA, BETA, GAMMA), { nil: undefined }),
    })
    .map(({ comune, accettata, periodi, revisione, destinazione }) =>
      detto(comune, accettata, periodi, { revisione, ...(destinazione === undefined ? {} : { destinazione }) }),
    );
const dettoAnpr = fc
  .tuple(fc.constantFrom(ALFA, BETA, undefined), giorno, fc.integer({ min: 0, max: 300 }))
  .map(([comune, from, after]) => {
    return anpr(comune, from, new Date(Date.parse(from) + after * 86_400_000).toISOString().slice(0, 10));
  });

describe('whatever is said', () => {
  const regole = { ...MAI, giorniSilenzio: 30, parole: () => [il('2018-01-01'), il('2020-01-01')] };

  it('no day is in two comuni, and no claimant is the resident comune', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(dettoDi(ALFA, BETA, GAMMA), dettoAnpr), { maxLength: 12 }), (detti) => {
        const { residenze, contese } = cronologia(detti, regole);
        residenze.forEach(({ dal: from, al }, at) => {
          if (al !== undefined) expect(from <= al).toBe(true);
          const next = residenze[at + 1];
          if (next !== undefined) expect(al !== undefined && dayAfter(al) <= next.dal).toBe(true);
        });
        const open = residenze.at(-1);
        for (const { comune, stabilita } of contese) {
          expect([open?.comune, open?.al]).toEqual([stabilita, undefined]);
          expect(comune).not.toBe(stabilita);
        }
      }),
    );
  });

  it('nothing that other comuni say takes a person from where social services know her', () => {
    const sociale = {
      recordId: 's',
      comune: ALFA,
      ente: ALFA,
      sentitaDal: il('2015-01-01'),
      accettataIl: il('2015-01-01'),
    };
    fc.assert(
      fc.property(fc.array(dettoDi(BETA, GAMMA), { maxLength: 10 }), (detti) => {
        const found = cronologia(detti, MAI, [sociale]);
        expect([comuneAl(found, '2030-01-01'), found.sociale]).toEqual([undefined, ALFA]);
      }),
    );
  });

  it('the order in which messages come changes nothing', () => {
    const shuffled = fc
      .array(dettoDi(ALFA, BETA, GAMMA), { maxLength: 8 })
      .map((detti) => detti.map((one, at) => ({ ...one, recordId: `${one.comune}-${at % 2}-${one.revisione}` })))
      .chain((detti) => fc.tuple(fc.constant(detti), fc.shuffledSubarray(detti, { minLength: detti.length })));
    fc.assert(
      fc.property(shuffled, ([detti, others]) => {
        expect(cronologia(others, regole)).toEqual(cronologia(detti, regole));
      }),
    );
  });

  it('nothing that other comuni say takes a resident from a comune that holds it', () => {
    const prima = detto(ALFA, '2016-01-01', [dal('2010-01-01')]);
    const dopo = dettoDi(BETA, GAMMA).map((one) => ({
      ...one,
      accettataIl: il(dayAfter(one.accettataIl.slice(0, 10))),
    }));
    fc.assert(
      fc.property(fc.array(dopo, { maxLength: 10 }), giorno, (detti, on) => {
        expect(comuneAl(cronologia([prima, ...detti], MAI), on)).toBe(ALFA);
      }),
    );
  });
});
