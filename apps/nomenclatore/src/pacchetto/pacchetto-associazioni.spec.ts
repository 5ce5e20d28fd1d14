import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aggregatiOfAssociazioni } from './aggregati-associazioni.js';
import { findProblemiAssociazioni } from './coerenza-associazioni.js';
import { type RigaAssociazione, readAssociazioni } from './pacchetto-associazioni.js';
import type { RigaVersione, RigaVoce } from './pacchetto-nomenclature.js';
import type { Problema } from './problema.js';

const HEADER = 'da,codice,a,relazione,destinazioni,dal,al,limite,affidabilita,fonte';
const posto = { file: 'nomenclature.csv', riga: 2 };

function voce(codice: string): RigaVoce {
  return {
    codice,
    padre: null,
    denominazione: codice,
    descrizione: null,
    attributi: {},
    fonte: 'x',
    affidabilita: 'fonte',
    posto,
  };
}

function versione(nome: string, codici: string, changes: Partial<RigaVersione> = {}): RigaVersione {
  const [sistema, numero] = nome.split('@') as [string, string];
  return {
    sistema,
    versione: numero,
    denominazione: sistema,
    stato: 'pubblicata',
    dal: '2020-01-01',
    al: null,
    fonte: 'x',
    affidabilita: 'fonte',
    voci: codici.split(' ').map(voce),
    posto,
    ...changes,
  };
}

const VERSIONI = [
  versione('REG@1', 'R1 R2', { al: '2023-12-31' }),
  versione('REG@2', 'R2 R3', { dal: '2024-01-01' }),
  versione('SIUSS@1', 'A1 A2 A3'),
  versione('ISTAT@1', 'DAYC ALL', { dal: '2021-01-01' }),
  versione('FNPS@1', 'B1', { stato: 'ritirata' }),
  versione('LEPS@1', 'PIS', { stato: 'bozza' }),
];

function read(...lines: string[]): { righe: RigaAssociazione[]; problemi: Problema[] } {
  const problemi: Problema[] = [];
  const text = [HEADER, ...lines, ''].join('\n');
  return { righe: readAssociazioni('prova', new Map([['associazioni', text]]), problemi), problemi };
}

function told(problemi: readonly Problema[]): string[] {
  return problemi.map(({ riga, campo, messaggio }) => `${riga} ${campo}: ${messaggio}`);
}

/** Faults of lines that are well formed one by one. */
function faultsOf(...lines: string[]): string[] {
  const { righe, problemi } = read(...lines);
  expect(problemi).toEqual([]);
  return told(findProblemiAssociazioni(righe, VERSIONI));
}

describe('associazioni.csv', () => {
  it('says what a code is elsewhere, from a day to a day, and what that does not say', () => {
    const { righe, problemi } = read(
      'REG,R2,SIUSS,scelta,A1|A2,2022-01-01,2022-12-31,"uno, non due",dedotto,prova',
      'SIUSS,A3,ISTAT,esatta,DAYC,2024-01-01,,,fonte,prova',
    );
    expect(problemi).toEqual([]);
    expect(righe).toMatchObject([
      { relazione: 'scelta', destinazioni: ['A1', 'A2'], al: '2022-12-31', limite: 'uno, non due' },
      { relazione: 'esatta', destinazioni: ['DAYC'], al: null, limite: null },
    ]);
    expect(findProblemiAssociazioni(righe, VERSIONI)).toEqual([]);
  });

  it('need not be there', () => {
    const problemi: Problema[] = [];
    expect(readAssociazioni('prova', new Map(), problemi)).toEqual([]);
    expect(problemi).toEqual([]);
  });

  it.each([
    ['an unknown relation', 'REG,R2,SIUSS,simile,A1,2022-01-01,,,dedotto,prova', /^2 relazione: "simile" non è tra/],
    ['no target', 'REG,R2,SIUSS,esatta,,2022-01-01,,,dedotto,prova', /^2 destinazioni: manca/],
    ['a target that is empty', 'REG,R2,SIUSS,scelta,A1|,2022-01-01,,,dedotto,prova', /^2 destinazioni: manca/],
    ['the same target twice', 'REG,R2,SIUSS,scelta,A1|A1,2022-01-01,,,dedotto,prova', /due volte/],
    ['a comma between targets', 'REG,R2,SIUSS,scelta,"A1,A2",2022-01-01,,,dedotto,prova', /^2 destinazioni: .*codice/],
    ['a formula', 'REG,=1+1,SIUSS,esatta,A1,2022-01-01,,,dedotto,prova', /^2 codice: "=1\+1"/],
    ['a code of 41 letters', `REG,${'A'.repeat(41)},SIUSS,esatta,A1,2022-01-01,,,dedotto,prova`, /^2 codice/],
    ['a system in small letters', 'reg,R2,SIUSS,esatta,A1,2022-01-01,,,dedotto,prova', /^2 da: "reg"/],
    ['a control character', 'REG,R2,SIUSS,esatta,A1,2022-01-01,,uno\u0007due,dedotto,prova', /^2 limite: .*controllo/],
    ['a limit without end', `REG,R2,SIUSS,esatta,A1,2022-01-01,,${'x'.repeat(601)},dedotto,prova`, /^2 limite: più/],
    ['a day that does not exist', 'REG,R2,SIUSS,esatta,A1,2022-02-30,,,dedotto,prova', /^2 dal/],
    ['a period that runs backwards', 'REG,R2,SIUSS,esatta,A1,2022-02-01,2022-01-31,,dedotto,prova', /^2 al/],
    ['no source', 'REG,R2,SIUSS,esatta,A1,2022-02-01,,,dedotto,', /^2 fonte/],
    ['an open quote', 'REG,R2,SIUSS,esatta,"A1,2022-02-01,,,dedotto,prova', /^2 \(riga\)|virgolette/],
    ['too few cells', 'REG,R2,SIUSS', /3 celle/],
  ])('is refused for %s', (_, line, expected) => {
    const { righe, problemi } = read(line);
    expect(righe).toEqual([]);
    expect(told(problemi).join('\n')).toMatch(expected);
  });
});

describe('associazioni and the lists they join', () => {
  it.each<[string, string[], RegExp]>([
    ['a choice of one', ['REG,R2,SIUSS,scelta,A1,2022-01-01,,,dedotto,prova'], /^2 destinazioni: .*almeno due/],
    [
      'two targets that are no choice',
      ['REG,R2,SIUSS,piu_ampia,A1|A2,2022-01-01,,,dedotto,prova'],
      /^2 destinazioni: .*piu_ampia ha una sola/,
    ],
    ['a system nobody knows', ['REG,R2,ESSPROS,esatta,A1,2022-01-01,,,dedotto,prova'], /^2 a: .*REG a ESSPROS/],
    ['a code from nowhere', ['BOH,R2,SIUSS,esatta,A1,2022-01-01,,,dedotto,prova'], /^2 a: .*BOH a SIUSS/],
    ['a system that is only a draft', ['REG,R2,LEPS,esatta,PIS,2022-01-01,,,dedotto,prova'], /^2 a: .*LEPS/],
    ['a list that was withdrawn', ['SIUSS,A1,FNPS,esatta,B1,2022-01-01,,,dedotto,prova'], /^2 a: .*FNPS/],
    ['a list not yet in force', ['SIUSS,A1,ISTAT,esatta,DAYC,2020-06-01,,,dedotto,prova'], /^2 dal: .*ISTAT/],
    ['a target that is not there', ['REG,R2,SIUSS,esatta,A9,2022-01-01,,,dedotto,prova'], /^2 destinazioni: "A9"/],
    [
      'one target of a choice that is not there',
      ['REG,R2,SIUSS,scelta,A1|A9,2022-01-01,,,dedotto,prova'],
      /^2 destinazioni: "A9" .*SIUSS@1/,
    ],
    ['a code of a later version', ['REG,R3,SIUSS,esatta,A1,2023-12-31,,,dedotto,prova'], /^2 codice: "R3" .*REG@1/],
    ['a code dropped since', ['REG,R1,SIUSS,esatta,A1,2024-01-01,,,dedotto,prova'], /^2 codice: "R1" .*REG@2/],
    [
      'two on one day',
      [
        'REG,R2,SIUSS,esatta,A1,2022-01-01,2022-06-30,,dedotto,prova',
        'REG,R2,SIUSS,esatta,A2,2022-06-30,,,dedotto,prova',
      ],
      /^3 dal: il codice è già associato/,
    ],
    [
      'a way there and back',
      ['REG,R2,SIUSS,esatta,A1,2022-01-01,,,dedotto,prova', 'SIUSS,A1,REG,esatta,R2,2022-01-01,,,dedotto,prova'],
      /^3 a: .*SIUSS a REG/,
    ],
    ['the list of an ente', ['LOC:E388,R2,REG,esatta,R2,2022-01-01,,,dedotto,prova'], /^2 a: .*LOC:E388 a REG/],
    ['a way past INPS', ['REG,R2,ISTAT,esatta,DAYC,2022-01-01,,,dedotto,prova'], /^2 a: .*REG a ISTAT/],
    ['a system to itself', ['SIUSS,A1,SIUSS,esatta,A2,2022-01-01,,,dedotto,prova'], /^2 a: .*SIUSS a SIUSS/],
  ])('are refused for %s', (_, lines, expected) => {
    const faults = faultsOf(...lines);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(expected);
  });

  it('the same code may be something else the day after, and something in another system on the same day', () => {
    const { righe } = read(
      'REG,R2,SIUSS,esatta,A1,2022-01-01,2022-06-30,,dedotto,prova',
      'REG,R2,SIUSS,esatta,A2,2022-07-01,,,dedotto,prova',
      'REG,R2,LEPS,esatta,PIS,2022-01-01,,,dedotto,prova',
    );
    expect(findProblemiAssociazioni(righe, [...VERSIONI, versione('LEPS@2', 'PIS')])).toEqual([]);
  });

  it('names every fault, not the first', () => {
    expect(
      faultsOf(
        'REG,R9,SIUSS,scelta,A9,2022-01-01,,,dedotto,prova',
        'REG,R2,SIUSS,esatta,A8,2022-01-01,,,dedotto,prova',
      ),
    ).toHaveLength(4);
  });
});

describe('what the other services are told of them', () => {
  const periods = [
    'REG,R2,SIUSS,esatta,A1,2022-01-01,2022-06-30,,dedotto,prova',
    'REG,R2,SIUSS,scelta,A1|A2,2022-07-01,2023-12-31,,dedotto,prova',
    'REG,R2,SIUSS,piu_ampia,A3,2024-01-01,,poco,dedotto,prova',
    'SIUSS,A1,ISTAT,esatta,DAYC,2022-01-01,,,dedotto,prova',
  ];

  it('one thing for each code and target, its periods in order whatever the order of the rows', () => {
    const expected = aggregatiOfAssociazioni(read(...periods).righe).map(({ voce: { contenuto } }) => contenuto);
    expect(expected).toEqual([
      {
        da: 'REG',
        codice: 'R2',
        a: 'SIUSS',
        periodi: [
          { dal: '2022-01-01', al: '2022-06-30', relazione: 'esatta', destinazioni: ['A1'] },
          { dal: '2022-07-01', al: '2023-12-31', relazione: 'scelta', destinazioni: ['A1', 'A2'] },
          { dal: '2024-01-01', al: null, relazione: 'piu_ampia', destinazioni: ['A3'], limite: 'poco' },
        ],
      },
      { da: 'SIUSS', codice: 'A1', a: 'ISTAT', periodi: [expect.objectContaining({ destinazioni: ['DAYC'] })] },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(periods, { minLength: periods.length }), (shuffled) => {
        const voci = aggregatiOfAssociazioni(read(...shuffled).righe).map(({ voce: { contenuto } }) => contenuto);
        expect(voci).toHaveLength(expected.length);
        expect(voci).toEqual(expect.arrayContaining(expected));
      }),
    );
  });

  it('each is named by code and systems, as the copies look it up', () => {
    expect(
      aggregatiOfAssociazioni(read(...periods).righe).map(({ voce: { genere, id } }) => `${genere} ${id}`),
    ).toEqual(['associazione REG|R2|SIUSS', 'associazione SIUSS|A1|ISTAT']);
  });
});
