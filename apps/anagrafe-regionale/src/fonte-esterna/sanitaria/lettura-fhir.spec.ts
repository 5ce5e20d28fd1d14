import { describe, expect, it } from '@jest/globals';
import type { Oggetto } from '../lettura.js';
import { ANZIANA, MORTA } from '../prova/soggetti-di-prova.js';
import { territorioDiProva } from '../prova/territorio-di-prova.js';
import { SISTEMA_CODICE_FISCALE as SISTEMA, datiPaziente, leggiPaziente } from './lettura-fhir.js';

const CHIESTO = ANZIANA.codice_fiscale;
const CODIFICA = 'http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding';
const citta = (code: string) => ({ _city: { extension: [{ url: CODIFICA, valueCoding: { code } }] } });
const ufficiale = [{ url: 'http://hl7.org/fhir/StructureDefinition/address-official', valueBoolean: true }];
const PAZIENTE: Oggetto = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ system: SISTEMA, value: CHIESTO }],
  name: [{ family: 'PROVETTI', given: ['ADA', 'MARIA'] }],
  gender: 'female',
  birthDate: '1940-02-03',
};
const read = (part: Oggetto = {}) => datiPaziente({ ...PAZIENTE, ...part }, CHIESTO, territorioDiProva());
const bundle = (...resources: object[]): string =>
  JSON.stringify({ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) });

describe('a search of the health registry', () => {
  it('finds one patient, or nobody', () => {
    expect(leggiPaziente(bundle(PAZIENTE, { resourceType: 'OperationOutcome' }))).toMatchObject({ id: 'p1' });
    expect(leggiPaziente('{"resourceType":"Bundle","total":0}')).toBeUndefined();
    expect(() => leggiPaziente(bundle(PAZIENTE, PAZIENTE))).toThrow('several patients');
    expect(() => leggiPaziente('{"resourceType":"OperationOutcome"}')).toThrow('no Bundle');
  });
});

describe('what the health registry says of a person', () => {
  it('is identity, residence and life: of all else that it says nothing is left', () => {
    const dati = read({
      telecom: [{ value: '0000' }],
      maritalStatus: { text: 'coniugata' },
      generalPractitioner: [{ display: 'MEDICO' }],
      contact: [{ name: { family: 'FIGLIO' } }],
      address: [
        { line: ['VIA 1'], ...citta('043044') },
        { extension: ufficiale, ...citta('042002') },
      ],
      deceasedBoolean: false,
    });
    expect(dati).toEqual({
      codici: [{ sistema: 'codice_fiscale', codice: CHIESTO, stato: 'validato' }],
      cognome: 'PROVETTI',
      nome: 'ADA MARIA',
      annoNascita: 1940,
      dataNascita: '1940-02-03',
      luogoNascita: undefined,
      sesso: 'F',
      cittadinanze: [],
      comuneResidenza: '042002',
      vita: 'in_vita',
    });
  });

  it('is where it is resident and was born, by either code of a comune', () => {
    const nata = [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace', valueAddress: citta('043044') }];
    const { comuneResidenza, luogoNascita } = read({
      extension: nata,
      address: [{ extension: ufficiale, ...citta('A271') }],
    });
    expect([comuneResidenza, luogoNascita]).toEqual(['042002', 'H211']);
    expect(
      read({ address: [{ extension: ufficiale, use: 'old', ...citta('042002') }] }).comuneResidenza,
    ).toBeUndefined();
  });

  it('is dead by a day or without, and of who is dead nobody says where it lives', () => {
    expect(read().vita).toBeUndefined();
    const address = [{ extension: ufficiale, ...citta('042002') }];
    expect(read({ deceasedBoolean: true, address })).toMatchObject({ vita: 'deceduta', comuneResidenza: undefined });
    expect(read({ deceasedDateTime: '2025-11-02T10:00:00+01:00' })).toMatchObject({ dataDecesso: '2025-11-02' });
  });

  it('is born in a year alone when no more is known', () => {
    expect(read({ birthDate: '1940' })).toMatchObject({ annoNascita: 1940, dataNascita: undefined });
  });

  it('goes by another code than it was asked for by, which it had before', () => {
    const identifier = [
      { system: SISTEMA, use: 'old', value: CHIESTO },
      { system: SISTEMA, value: MORTA.codice_fiscale },
      { system: 'http://ospedale.example', value: '7' },
    ];
    expect(read({ identifier }).codici.map(({ codice, stato }) => [codice, stato])).toEqual([
      [MORTA.codice_fiscale, 'validato'],
      [CHIESTO, 'cessato'],
    ]);
  });

  it.each<[string, Oggetto]>([
    ['another patient', { identifier: [{ system: SISTEMA, value: MORTA.codice_fiscale }] }],
    ['a code that identifies nobody', { identifier: [{ system: SISTEMA, value: 'X' }] }],
    ['no name', { name: [] }],
    ['names that are no texts', { name: [{ family: { a: 1 } }] }],
    ['given names without end', { name: [{ family: 'A', given: Array.from({ length: 11 }, () => 'B') }] }],
    ['a birthday in words', { birthDate: 'nel 1940' }],
    ['an address that is a text', { address: 'VIA 1' }],
  ])('is refused when it is %s', (_, part) => {
    expect(() => read(part)).toThrow('not readable');
  });
});
