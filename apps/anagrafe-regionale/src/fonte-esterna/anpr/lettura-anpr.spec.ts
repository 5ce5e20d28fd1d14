import { describe, expect, it } from '@jest/globals';
import { type LegalDay, legalDay } from '#libs/codici';
import { ANZIANA, SCONOSCIUTO } from '../prova/soggetti-di-prova.js';
import { territorioDiProva } from '../prova/territorio-di-prova.js';
import { type Accertamenti, datiAnpr, idAnprOf, leggiSoggetto } from './lettura-anpr.js';

const CHIESTO = ANZIANA.codice_fiscale;
const OGGI: LegalDay = legalDay('2026-03-10');
const GENERALITA = {
  codiceFiscale: { codFiscale: CHIESTO, validitaCF: '1' },
  cognome: 'PROVETTI',
  nome: 'ADA',
  sesso: 'F',
  dataNascita: '1940-02-03',
  luogoNascita: { comune: { codiceIstat: '042002' } },
};

const read = (given: Partial<Accertamenti> = {}) =>
  datiAnpr(
    { idAnpr: 'AA00001AA', chiesto: CHIESTO, generalita: { generalita: GENERALITA }, ...given },
    territorioDiProva(),
    OGGI,
  );
const generalita = (part: object): Partial<Accertamenti> => ({
  generalita: { generalita: { ...GENERALITA, ...part } },
});
const residenza = (...list: object[]): Partial<Accertamenti> => ({ residenza: { residenza: list } });
const via = (codiceIstat: string, dal?: string): object => ({
  indirizzo: {
    comune: { codiceIstat },
    toponimo: { specie: 'VIA', denominazioneToponimo: 'DELLE PROVE' },
    numeroCivico: { numero: '7', esponente1: 'B' },
    cap: '60100',
  },
  ...(dal === undefined ? {} : { dataDecorrenzaResidenza: dal }),
});

describe('an answer of ANPR', () => {
  it('is about one subject, or about nobody', () => {
    expect(leggiSoggetto('{"listaSoggetti":{"datiSoggetto":[]}}')).toBeUndefined();
    expect(leggiSoggetto('{"listaAnomalie":[]}')).toBeUndefined();
    expect(() => leggiSoggetto('{"listaSoggetti":{"datiSoggetto":[{},{}]}}')).toThrow('several subjects');
  });

  it('keeps the codes of its anomalies, and nothing that they say of the person', () => {
    const anomalie = [{ codiceErroreAnomalia: 'EA01', valoreErroreAnomalia: 'ADA' }, { testoErroreAnomalia: 'x' }];
    const corpo = JSON.stringify({ listaSoggetti: { datiSoggetto: [{}] }, listaAnomalie: anomalie });
    expect(leggiSoggetto(corpo)).toEqual({ dati: {}, anomalie: ['EA01'] });
  });

  it.each([
    ['no JSON', '<html></html>'],
    ['a list', '[]'],
    ['null', 'null'],
    ['subjects that are a text', '{"listaSoggetti":"tutti"}'],
    ['subjects that are numbers', '{"listaSoggetti":{"datiSoggetto":[1,2]}}'],
    ['anomalies without end', JSON.stringify({ listaAnomalie: Array.from({ length: 51 }, () => ({})) })],
  ])('is refused when it is %s', (_, corpo) => {
    expect(() => leggiSoggetto(corpo)).toThrow('not readable');
  });

  it('names nobody by an id of another shape', () => {
    expect(idAnprOf({ identificativi: { idANPR: 'ab12345cd' } })).toBe('AB12345CD');
    expect(() => idAnprOf({ identificativi: { idANPR: "1' OR '1" } })).toThrow('idANPR');
  });
});

describe('what ANPR says of a person', () => {
  it('is who it is, by the codes that it has and had', () => {
    expect(read().dati).toMatchObject({
      cognome: 'PROVETTI',
      nome: 'ADA',
      dataNascita: '1940-02-03',
      luogoNascita: 'A271',
      codici: [
        { sistema: 'codice_fiscale', codice: CHIESTO, stato: 'validato' },
        { sistema: 'id_anpr', codice: 'AA00001AA', stato: 'validato' },
      ],
    });
    const { dati } = read(generalita({ codiceFiscale: { codFiscale: SCONOSCIUTO } }));
    expect(dati.codici.map(({ codice, stato }) => [codice, stato])).toEqual([
      [SCONOSCIUTO, 'validato'],
      [CHIESTO, 'cessato'],
      ['AA00001AA', 'validato'],
    ]);
  });

  it('is a year alone when it says that the day is not known', () => {
    const { annoNascita, dataNascita } = read(generalita({ senzaGiornoMese: '1' })).dati;
    expect([annoNascita, dataNascita]).toEqual([1940, undefined]);
  });

  it('is born in a state, and a citizen of some, by the codes of ISTAT', () => {
    const { dati } = read({
      ...generalita({ luogoNascita: { localita: { codiceStato: '201' } } }),
      cittadinanza: { cittadinanza: [{ codiceStato: '100' }, { codiceStato: '201' }, { codiceStato: '999' }, {}] },
    });
    expect([dati.luogoNascita, dati.cittadinanze]).toEqual(['Z100', ['380', '008']]);
  });

  it('is resident where it last was, and not where it will be', () => {
    const { dati, residenza: dove } = read(
      residenza(via('043044', '2010-01-01'), via('042002', '2024-05-01'), via('043044', '2026-04-01')),
    );
    expect(dove).toEqual({ comune: '042002', dal: '2024-05-01', indirizzo: 'VIA DELLE PROVE 7 B, 60100' });
    expect(dati.comuneResidenza).toBe('042002');
  });

  it('is resident since today at the latest when it is not said since when, and nowhere in Italy when abroad', () => {
    expect(read(residenza(via('042002'))).residenza).toMatchObject({ comune: '042002', dal: OGGI });
    const abroad = { localitaEstera: { indirizzoEstero: {} }, dataDecorrenzaResidenza: '2020-01-01' };
    expect(read(residenza(abroad)).residenza).toEqual({ dal: '2020-01-01' });
    expect(read(residenza()).residenza).toBeUndefined();
  });

  it('is dead by a day or by a no, lives by a yes, and otherwise nobody knows', () => {
    const info = (valore: string) => ({ infoSoggettoEnte: [{ chiave: 'Verifica esistenza in vita', valore }] });
    expect(read().dati.vita).toBeUndefined();
    expect(read({ vita: info('S') }).dati.vita).toBe('in_vita');
    expect(read({ vita: info('A') }).dati.vita).toBeUndefined();
    expect(read({ vita: info('N') }).dati).toMatchObject({ vita: 'deceduta', dataDecesso: undefined });
    const morta = read({ vita: info('S'), residenza: { residenza: [via('042002')], dataDecesso: '2025-11-02' } });
    expect(morta.dati).toMatchObject({ vita: 'deceduta', dataDecesso: '2025-11-02', comuneResidenza: undefined });
    expect(morta.residenza).toBeUndefined();
  });
});

describe('what ANPR cannot have meant', () => {
  const bad: [string, Partial<Accertamenti>][] = [
    ['no name at all', generalita({ cognome: '', nome: '' })],
    ['a name that is a number', generalita({ cognome: 7 })],
    ['a name longer than any', generalita({ nome: 'A'.repeat(101) })],
    ['a code that identifies nobody', generalita({ codiceFiscale: { codFiscale: 'AAAAAA00A00A000A' } })],
    ['a day that does not exist', generalita({ dataNascita: '1940-02-30' })],
    ['a comune that is a word', residenza(via('ANCONA'))],
    ['a residence that is nowhere', residenza({ dataDecorrenzaResidenza: '2020-01-01' })],
    ['a death on no day', { vita: { dataDecesso: 'ieri' } }],
  ];
  it.each(bad)('is refused: %s', (_, given) => {
    expect(() => read(given)).toThrow('not readable');
  });

  it('is kept in one line, without what would break a log or a row', () => {
    expect(read(generalita({ cognome: 'PRO\u0000VETTI\n\u001b[31m', nome: ' ADA ' })).dati).toMatchObject({
      cognome: 'PRO VETTI [31m',
      nome: 'ADA',
    });
  });
});
