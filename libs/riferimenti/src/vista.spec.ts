import { describe, expect, it } from '@jest/globals';
import type { Ruolo } from '#libs/security';
import type { ContenutoAmbito, ContenutoDelega, Voce } from './contenuti.js';
import { Vista } from './vista.js';

const A = '00000000-0000-5000-8000-00000000000a';
const B = '00000000-0000-5000-8000-00000000000b';
const C = '00000000-0000-5000-8000-00000000000c';
const D = '00000000-0000-5000-8000-00000000000d';
const AMBITO = '00000000-0000-5000-8000-0000000000a1';

function ente(id: string, codice: string, validita = { dal: '2000-01-01', al: null as string | null }): Voce {
  const codici = [{ sistema: 'belfiore' as const, codice, ...validita }];
  return {
    genere: 'ente',
    id,
    revisione: 1,
    contenuto: { denominazione: codice, tipo: 'comune', codici, ...validita },
  };
}

function delega(id: string, fields: Partial<ContenutoDelega> = {}): Voce {
  const contenuto: ContenutoDelega = {
    delegante: A,
    delegato: B,
    oggetto: 'deposito',
    tracciato: 'PS_PSA_SINA',
    ambito: null,
    subdelegabile: false,
    derivaDa: null,
    atto: { tipo: 'convenzione', numero: id, data: '2024-12-01' },
    dal: '2025-01-01',
    al: '2025-12-31',
    ...fields,
  };
  return { genere: 'delega', id, revisione: 1, contenuto };
}

const REGIONE = '00000000-0000-5000-8000-0000000000ff';
const regione: Voce = {
  genere: 'ente',
  id: REGIONE,
  revisione: 1,
  contenuto: { denominazione: 'Regione', tipo: 'regione', codici: [], dal: '2000-01-01', al: null },
};

function adesione(id: string, fields: Partial<ContenutoDelega> = {}): Voce {
  return delega(id, {
    oggetto: 'adesione',
    tracciato: null,
    delegato: REGIONE,
    dal: '2000-01-01',
    al: null,
    ...fields,
  });
}

const ENTI = [ente(A, 'A001'), ente(B, 'B001'), ente(C, 'C001'), regione, adesione('joined')];
const vistaOf = (...voci: Voce[]): Vista => Vista.empty.with([...ENTI, ...voci]);
const deposit = (vista: Vista, mittente: string, day: string, tracciato = 'PS_PSA_SINA') =>
  vista.atti.depositoConsentito(mittente, A, tracciato, day);

describe('who may deposit for whom', () => {
  it('an ente deposits for itself without an act', () => {
    expect(deposit(vistaOf(), A, '2025-06-01')).toEqual({ consentito: true });
  });

  it.each([
    ['the day before it begins', '2024-12-31', false],
    ['its first day', '2025-01-01', true],
    ['its last day', '2025-12-31', true],
    ['the day after it ended', '2026-01-01', false],
  ])('a delega holds on %s: %s → %s', (_, day, consentito) => {
    expect(deposit(vistaOf(delega('1')), B, day)).toMatchObject(
      consentito
        ? { consentito, atto: { delega: '1', numero: '1' } }
        : { consentito, motivo: 'delega_non_in_vigore', atto: { delega: '1', al: '2025-12-31' } },
    );
  });

  it.each([
    ['another tracciato', delega('1', { tracciato: 'SINBA' })],
    ['another object', delega('1', { oggetto: 'waas', tracciato: null })],
    ['another delegante', delega('1', { delegante: C })],
    ['another delegato', delega('1', { delegato: C })],
  ])('a delega for %s does not serve', (_, other) => {
    expect(deposit(vistaOf(other), B, '2025-06-01')).toEqual({ consentito: false, motivo: 'nessuna_delega' });
  });

  it('the act in force is named among older ones', () => {
    const vista = vistaOf(delega('old', { dal: '2020-01-01', al: '2024-12-31' }), delega('new'));
    expect(deposit(vista, B, '2023-03-01')).toMatchObject({ consentito: true, atto: { delega: 'old' } });
    expect(deposit(vista, B, '2025-03-01')).toMatchObject({ consentito: true, atto: { delega: 'new' } });
  });

  it('an ente unknown, or not in force on the day, deposits for nobody', () => {
    const vista = vistaOf(delega('1'), ente(B, 'B001', { dal: '2000-01-01', al: '2025-03-31' }));
    expect(deposit(vista, B, '2025-04-01')).toEqual({ consentito: false, motivo: 'ente_non_in_vigore' });
    expect(deposit(vista, AMBITO, '2025-04-01')).toEqual({ consentito: false, motivo: 'ente_sconosciuto' });
  });

  it('a delega taken back by a tombstone no longer serves', () => {
    const vista = vistaOf(delega('1')).with([{ genere: 'delega', id: '1', revisione: 2, contenuto: null }]);
    expect(deposit(vista, B, '2025-06-01')).toMatchObject({ consentito: false });
  });
});

describe('a delega given to a capofila', () => {
  const ambito = (fields: object): Voce => ({
    genere: 'ambito',
    id: AMBITO,
    revisione: 1,
    contenuto: {
      codice: 'ATS01',
      denominazione: 'Uno',
      tipo: 'ATS',
      dal: '2013-01-01',
      al: null,
      appartenenze: [{ ente: A, dal: '2013-01-01', al: '2025-06-30' }],
      capofila: [
        { ente: B, dal: '2013-01-01', al: '2025-03-31' },
        { ente: C, dal: '2025-04-01', al: null },
      ],
      ...fields,
    },
  });
  const vista = vistaOf(ambito({}), delega('1', { ambito: AMBITO }), delega('2', { ambito: AMBITO, delegato: C }));

  it.each([
    [B, '2025-03-31', true],
    [B, '2025-04-01', false],
    [C, '2025-03-31', false],
    [C, '2025-04-01', true],
    [C, '2025-07-01', false],
  ])('holds only while it is capofila and the comune a member: %s on %s → %s', (capofila, day, consentito) => {
    expect(deposit(vista, capofila, day)).toMatchObject({ consentito });
  });

  it('an ente that changes ambito on a day belongs to one on each day', () => {
    const other = '00000000-0000-5000-8000-0000000000a2';
    const moved: Voce = { ...ambito({ appartenenze: [{ ente: A, dal: '2025-07-01', al: null }] }), id: other };
    const both = vista.with([moved]);
    expect(both.ambitoOf(A, '2025-06-30')?.id).toBe(AMBITO);
    expect(both.ambitoOf(A, '2025-07-01')?.id).toBe(other);
    expect(both.ambitoOf(A, '2012-12-31')).toBeUndefined();
  });

  it('a capofila that belongs to no ambito serves the one it is capofila of, on its days; a member its own', () => {
    expect(vista.ambitoServitoDa(B, '2025-03-31')?.id).toBe(AMBITO);
    expect(vista.ambitoServitoDa(B, '2025-04-01')).toBeUndefined();
    expect(vista.ambitoServitoDa(C, '2025-04-01')?.id).toBe(AMBITO);
    expect(vista.ambitoServitoDa(A, '2025-03-31')?.id).toBe(AMBITO);
    expect(vista.ambitoServitoDa(D, '2025-03-31')).toBeUndefined();
  });
});

describe('nothing runs for an ente outside an act in force', () => {
  const OTHER = '00000000-0000-5000-8000-0000000000a2';
  /** A leaves the first ambito for the other on the last day of June; B signs for the first, and is its capofila until March. */
  const ambiti = [
    [AMBITO, [A, '2013-01-01', '2025-06-30'] as const, [B, '2013-01-01', '2025-03-31'] as const] as const,
    [OTHER, [A, '2025-07-01', null] as const, [C, '2013-01-01', null] as const] as const,
  ].map(([id, [member, dal, al], [head, since, until]]): Voce => ({
    genere: 'ambito',
    id,
    revisione: 1,
    contenuto: {
      codice: id.slice(-2),
      denominazione: id,
      tipo: 'ATS',
      dal: '2013-01-01',
      al: null,
      appartenenze: [{ ente: member, dal, al }],
      capofila: [{ ente: head, dal: since, al: until }],
    },
  }));
  const vista = (...atti: Voce[]): Vista =>
    Vista.empty.with([ente(A, 'A001'), ente(B, 'B001'), ente(C, 'C001'), regione, ...ambiti, ...atti]);
  const forAmbito = adesione('ats', { delegante: B, ambito: AMBITO, dal: '2025-01-01' });

  it.each([
    ['the day before it joins', '2023-12-31', { consentito: false, motivo: 'adesione_non_in_vigore' }],
    ['its first day', '2024-01-01', { consentito: true }],
    ['its last day', '2025-06-30', { consentito: true }],
    ['the day after', '2025-07-01', { consentito: false, motivo: 'adesione_non_in_vigore', mancaSoloAdesione: true }],
  ])('an ente deposits by its own act: %s', (_, day, expected) => {
    const own = adesione('own', { dal: '2024-01-01', al: '2025-06-30' });
    expect(deposit(vista(own), A, day)).toMatchObject(expected);
  });

  it.each([
    ['before the act', A, '2024-12-31', undefined],
    ['on its first day', A, '2025-01-01', 'ats'],
    ['though the signer is capofila no more', A, '2025-04-01', 'ats'],
    ['on its last day as a member', A, '2025-06-30', 'ats'],
    ['but not from another ambito', A, '2025-07-01', undefined],
    ['and the signer itself, member or not', B, '2025-07-01', 'ats'],
    ['but no ente of another ambito', C, '2025-04-01', undefined],
  ])('an act for an ambito covers who belongs to it that day, %s', (_, id, day, expected) => {
    expect(vista(forAmbito).atti.adesioneOf(id, day)?.delega).toBe(expected);
  });

  it('who leaves an ambito that joined for one that did not has no act at all', () => {
    expect(deposit(vista(forAmbito), A, '2025-07-01')).toEqual({
      consentito: false,
      motivo: 'nessuna_adesione',
      mancaSoloAdesione: true,
    });
  });

  it('of several acts the one that began last is named', () => {
    const older = adesione('own', { dal: '2024-01-01' });
    expect(vista(forAmbito, older).atti.adesioneOf(A, '2025-02-01')?.delega).toBe('ats');
    expect(vista(forAmbito, older).atti.adesioneOf(A, '2025-07-01')?.delega).toBe('own');
  });

  it('an act that joins somebody else than the region joins nobody', () => {
    expect(vista(adesione('own', { delegato: B })).atti.adesioneOf(A, '2025-02-01')).toBeUndefined();
  });

  it('a delega alone does not serve, and the mittente learns of it only where it could deposit otherwise', () => {
    const given = delega('1');
    expect(deposit(vista(given), B, '2025-02-01')).toEqual({
      consentito: false,
      motivo: 'nessuna_adesione',
      mancaSoloAdesione: true,
    });
    expect(deposit(vista(given), C, '2025-02-01')).toEqual({ consentito: false, motivo: 'nessuna_adesione' });
    expect(deposit(vista(given, forAmbito), B, '2025-02-01')).toMatchObject({
      consentito: true,
      atto: { delega: '1' },
    });
  });

  it('the region needs none', () => {
    expect(vista().atti.depositoConsentito(REGIONE, REGIONE, 'PS_PSA_SINA', '2025-02-01')).toEqual({
      consentito: true,
    });
  });
});

describe('the ambiti of a day', () => {
  const ambito = (id: string, codice: string, fields: Partial<ContenutoAmbito> = {}): Voce => ({
    genere: 'ambito',
    id,
    revisione: 1,
    contenuto: {
      codice,
      denominazione: codice,
      tipo: 'ATS',
      dal: '2013-01-01',
      al: null,
      appartenenze: [
        { ente: A, dal: '2013-01-01', al: null },
        { ente: B, dal: '2013-01-01', al: '2024-12-31' },
      ],
      capofila: [
        { ente: A, dal: '2013-01-01', al: null },
        { ente: C, dal: '2025-01-01', al: null },
      ],
      ...fields,
    },
  });
  const vista = vistaOf(ambito('2', 'ATS02', { dal: '2025-01-01', capofila: [] }), ambito(AMBITO, 'ATS01'));

  it('are those in force, by code, with the members and the latest capofila of that day', () => {
    expect(vista.ambitiInVigore('2024-12-31')).toEqual([
      { id: AMBITO, codice: 'ATS01', denominazione: 'ATS01', tipo: 'ATS', enti: [A, B], capofila: A },
    ]);
    expect(vista.ambitiInVigore('2025-01-01')).toEqual([
      expect.objectContaining({ codice: 'ATS01', enti: [A], capofila: C }),
      expect.objectContaining({ codice: 'ATS02', enti: [A], capofila: undefined }),
    ]);
  });
});

describe('a sub-delega', () => {
  const sub = delega('2', { delegante: B, delegato: C, derivaDa: '1', dal: '2025-02-01' });

  it('serves while both acts are in force', () => {
    const vista = vistaOf(delega('1', { subdelegabile: true, al: '2025-06-30' }), sub);
    expect(deposit(vista, C, '2025-06-30')).toMatchObject({ consentito: true, atto: { delega: '2' } });
    expect(deposit(vista, C, '2025-07-01')).toMatchObject({ consentito: false, motivo: 'delega_non_in_vigore' });
    expect(deposit(vista, C, '2025-01-31')).toMatchObject({ consentito: false, motivo: 'delega_non_in_vigore' });
  });

  it('is nothing when the first act does not allow it, or is not the one it names', () => {
    expect(deposit(vistaOf(delega('1'), sub), C, '2025-06-01')).toMatchObject({ motivo: 'nessuna_delega' });
    const toAnother = delega('1', { subdelegabile: true, delegato: D });
    expect(deposit(vistaOf(ente(D, 'D001'), toAnother, sub), C, '2025-06-01')).toMatchObject({
      motivo: 'nessuna_delega',
    });
    const unrelated = delega('1', { subdelegabile: true, delegato: A, delegante: B });
    expect(deposit(vistaOf(unrelated, sub), C, '2025-06-01')).toMatchObject({ motivo: 'nessuna_delega' });
  });
});

describe('an ente found by a code', () => {
  it('has the code only on the days of the code', () => {
    const renumbered: Voce = {
      genere: 'ente',
      id: A,
      revisione: 1,
      contenuto: {
        denominazione: 'Fermo',
        tipo: 'comune',
        dal: '1877-12-03',
        al: null,
        codici: [
          { sistema: 'belfiore', codice: 'D542', dal: '1877-12-03', al: null },
          { sistema: 'istat', codice: '044019', dal: '1877-12-03', al: '2009-07-11' },
          { sistema: 'istat', codice: '109006', dal: '2009-07-12', al: null },
          { sistema: 'ipa', codice: 'c_d542', dal: '2000-01-01', al: null },
        ],
      },
    };
    const vista = Vista.empty.with([renumbered]);
    expect(vista.enteByCodice('109006', '2025-01-01')?.id).toBe(A);
    expect(vista.enteByCodice('044019', '2025-01-01')).toBeUndefined();
    expect(vista.enteByCodice('044019', '2009-07-11')?.id).toBe(A);
    expect(vista.enteByCodice('C_D542', '2025-01-01')?.id).toBe(A);
    expect(vista.enteByCodice('d542', '2025-01-01')?.id).toBe(A);
    expect(vista.enteByCodice(A.toUpperCase(), '2025-01-01')?.id).toBe(A);
    expect(vista.enteByCodice('X999', '2025-01-01')).toBeUndefined();
  });
});

describe('the nomenclature on a day', () => {
  const parte = (versione: string, parte: number, parti: number, codici: string[], fields: object = {}): Voce => ({
    genere: 'nomenclatura',
    id: `SIUSS@${versione}#${parte}`,
    revisione: 1,
    contenuto: {
      sistema: 'SIUSS',
      versione,
      stato: 'pubblicata',
      dal: versione === '1' ? '2015-01-01' : '2026-01-01',
      al: versione === '1' ? '2025-12-31' : null,
      parte,
      parti,
      voci: codici.map((codice) => ({ codice, padre: null, denominazione: `${codice} v${versione}`, attributi: {} })),
      ...fields,
    },
  });
  const vista = Vista.empty.with([
    parte('1', 0, 1, ['A1.01', 'A1.02']),
    parte('2', 0, 2, ['A1.01']),
    parte('2', 1, 2, ['A1.03']),
  ]);

  it('judges each event by the list of its own day', () => {
    const siuss = vista.nomenclatura('SIUSS', '2026-03-01');
    expect(siuss?.versione).toBe('SIUSS@2');
    expect(siuss?.voceInVigore('A1.01', '2026-01-01')?.denominazione).toBe('A1.01 v2');
    expect(siuss?.voceInVigore('A1.01', '2025-12-31')).toMatchObject({
      denominazione: 'A1.01 v1',
      versione: 'SIUSS@1',
    });
    expect(siuss?.voceInVigore('A1.02', '2026-01-01')).toBeUndefined();
    expect(siuss?.voceInVigore('A1.03', '2026-01-01')?.codice).toBe('A1.03');
    expect(siuss?.voceInVigore('A1.01', '2014-12-31')).toBeUndefined();
  });

  it('a version with a part missing is not there yet, and a withdrawn one is there no more', () => {
    const incomplete = Vista.empty.with([parte('2', 0, 2, ['A1.01'])]);
    expect(incomplete.nomenclatura('SIUSS', '2026-03-01')).toBeUndefined();
    const withdrawn = vista.with([parte('1', 0, 1, ['A1.01'], { stato: 'ritirata' })]);
    expect(withdrawn.nomenclatura('SIUSS', '2025-03-01')).toBeUndefined();
    expect(withdrawn.nomenclatura('SIUSS', '2026-03-01')?.voceInVigore('A1.01', '2025-03-01')).toBeUndefined();
  });
});

describe('a view', () => {
  it('does not change while later ones are made from it', () => {
    const before = vistaOf(delega('1'));
    const after = before.with([{ genere: 'delega', id: '1', revisione: 2, contenuto: null }]);
    expect(deposit(before, B, '2025-06-01').consentito).toBe(true);
    expect(deposit(after, B, '2025-06-01').consentito).toBe(false);
    expect(before.territorio).toBe(after.territorio);
  });
});

describe('whether the region may serve INPS in the name of an ente', () => {
  const waas = (fields: Partial<ContenutoDelega> = {}) =>
    delega('w', { oggetto: 'waas', tracciato: null, delegato: REGIONE, ...fields });
  const may = (day: string, ...voci: Voce[]): boolean => vistaOf(...voci).atti.waasConsentito(A, day);

  it.each([
    ['the day before the delega begins', '2024-12-31', false],
    ['on its first day', '2025-01-01', true],
    ['on its last day', '2025-12-31', true],
    ['the day after it ended', '2026-01-01', false],
  ])('%s (%s): %s', (_, day, expected) => {
    expect(may(day, waas())).toBe(expected);
  });

  it.each([
    ['without any act', []],
    ['by an act for deposits', [waas({ oggetto: 'deposito', tracciato: 'PS_PSA_SINA' })]],
    ['by an act to somebody else than a region', [waas({ delegato: B })]],
    ['by an act of another ente', [waas({ delegante: C })]],
    ['by an act given to a capofila, which the region is not', [waas({ ambito: AMBITO })]],
  ])('never %s', (_, voci) => {
    expect(may('2025-06-01', ...voci)).toBe(false);
  });

  it('never for an ente that nobody knows, or that has ceased', () => {
    expect(vistaOf(waas()).atti.waasConsentito(D, '2025-06-01')).toBe(false);
    const ceased = ente(A, 'A001', { dal: '2000-01-01', al: '2025-05-31' });
    expect(may('2025-06-01', waas(), { ...ceased, revisione: 2 })).toBe(false);
  });

  it.each([
    ['never without an adesione', [], false],
    ['until its adesione ends', [adesione('joined', { al: '2025-06-01' })], true],
    ['never after its adesione ended', [adesione('joined', { al: '2025-05-31' })], false],
  ])('%s', (_, joined, expected) => {
    const vista = Vista.empty.with([ente(A, 'A001'), regione, waas(), ...joined]);
    expect(vista.atti.waasConsentito(A, '2025-06-01')).toBe(expected);
  });

  it('without an act for the region itself', () => {
    expect(vistaOf().atti.waasConsentito(REGIONE, '2025-06-01')).toBe(true);
  });
});

describe('whether the shared registry may keep the whole population of a comune', () => {
  const tutti = (fields: Partial<ContenutoDelega> = {}) =>
    delega('p', { oggetto: 'popolazione', tracciato: null, delegato: REGIONE, ...fields });
  const may = (day: string, ...voci: Voce[]): boolean => vistaOf(...voci).atti.popolazioneConsentita(A, day);

  it.each([
    ['the day before the act', '2024-12-31', false],
    ['on its days', '2025-12-31', true],
    ['after it', '2026-01-01', false],
  ])('%s: %s %s', (_, day, expected) => {
    expect(may(day, tutti())).toBe(expected);
  });

  it.each([
    ['without any act', []],
    ['by an act for something else', [tutti({ oggetto: 'waas' })]],
    ['by an act to somebody else than a region', [tutti({ delegato: B })]],
    ['by an act of another ente', [tutti({ delegante: C })]],
  ])('never %s', (_, voci) => {
    expect(may('2025-06-01', ...voci)).toBe(false);
  });

  it('never without an adesione', () => {
    const vista = Vista.empty.with([ente(A, 'A001'), regione, tutti()]);
    expect(vista.atti.popolazioneConsentita(A, '2025-06-01')).toBe(false);
  });
});

describe('whether an ente lets another consult what it does for persons', () => {
  const consultazione = (fields: Partial<ContenutoDelega> = {}) =>
    delega('c', { oggetto: 'consultazione', tracciato: null, ...fields });
  const may = (day: string, ...voci: Voce[]): boolean => vistaOf(...voci).atti.consultazioneConsentita(A, B, day);

  it.each([
    ['the day before the act begins', '2024-12-31', false],
    ['on its first day', '2025-01-01', true],
    ['on its last day', '2025-12-31', true],
    ['the day after it ended', '2026-01-01', false],
  ])('%s (%s): %s', (_, day, expected) => {
    expect(may(day, consultazione())).toBe(expected);
  });

  it.each([
    ['without any act', []],
    ['by an act for deposits', [consultazione({ oggetto: 'deposito', tracciato: 'PS_PSA_SINA' })]],
    ['by an act to somebody else', [consultazione({ delegato: C })]],
    ['by the act of the other, which is no mutual one', [consultazione({ delegante: B, delegato: A })]],
    ['by an act given to a capofila, which it is not', [consultazione({ ambito: AMBITO })]],
    ['once the other has ceased', [consultazione(), ente(B, 'B001', { dal: '2000-01-01', al: '2025-05-31' })]],
  ])('never %s', (_, voci) => {
    expect(may('2025-06-01', ...voci)).toBe(false);
  });
});

describe('who named an ente the steward of its persons', () => {
  const nomina = (fields: Partial<ContenutoDelega> = {}) =>
    delega('s', { oggetto: 'stewardship', tracciato: null, ...fields });
  const named = (day: string, ...voci: Voce[]): string[] => vistaOf(...voci).atti.nominantiOf(B, day);

  it.each([
    ['the day before the act begins', '2024-12-31', []],
    ['on its first day', '2025-01-01', [A]],
    ['on its last day', '2025-12-31', [A]],
    ['the day after it ended', '2026-01-01', []],
  ])('%s (%s)', (_, day, expected) => {
    expect(named(day, nomina())).toEqual(expected);
  });

  it.each([
    ['an act for something else', [nomina({ oggetto: 'consultazione' })]],
    ['an act that names somebody else', [nomina({ delegato: C })]],
    ['an act given to a capofila, which it is not', [nomina({ ambito: AMBITO })]],
    ['an ente that has ceased', [nomina(), ente(A, 'A001', { dal: '2000-01-01', al: '2025-05-31' })]],
    ['a steward that has ceased', [nomina(), ente(B, 'B001', { dal: '2000-01-01', al: '2025-05-31' })]],
  ])('never by %s', (_, voci) => {
    expect(named('2025-06-01', ...voci)).toEqual([]);
  });
});

describe('a change of one list', () => {
  const lista = (sistema: string, codici: readonly string[], revisione = 1): Voce => ({
    genere: 'nomenclatura',
    id: `${sistema}@1#0`,
    revisione,
    contenuto: {
      sistema,
      versione: '1',
      stato: 'pubblicata',
      dal: '2020-01-01',
      al: null,
      parte: 0,
      parti: 1,
      voci: codici.map((codice) => ({ codice, padre: null, denominazione: codice, attributi: {} })),
    },
  });
  const legame = (da: string, destinazione: string): Voce => ({
    genere: 'associazione',
    id: `${da}|SAD|SIUSS`,
    revisione: 1,
    contenuto: {
      da,
      codice: 'SAD',
      a: 'SIUSS',
      periodi: [{ dal: '2020-01-01', al: null, relazione: 'esatta', destinazioni: [destinazione] }],
    },
  });
  const ask = (vista: Vista, da: string) => vista.traduci({ da, a: 'SIUSS', codice: 'SAD', giorno: '2026-03-01' });
  const before = Vista.empty.with([
    lista('SIUSS', ['A1', 'A2']),
    ...['LOC:A', 'LOC:B'].flatMap((sistema) => [lista(sistema, ['SAD']), legame(sistema, 'A1')]),
  ]);

  it('leaves remembered what was answered of the others, and nothing of its own', () => {
    const answers = [ask(before, 'LOC:A'), ask(before, 'LOC:B')];
    const after = before.with([legame('LOC:A', 'A2')]);
    expect(ask(after, 'LOC:A')).toMatchObject({ codice: 'A2' });
    expect(ask(after, 'LOC:B')).toBe(answers[1]);
    expect(ask(before, 'LOC:A')).toBe(answers[0]);
  });

  it('that all translate into is forgotten nowhere', () => {
    ask(before, 'LOC:A');
    expect(ask(before.with([lista('SIUSS', ['A2'], 2)]), 'LOC:A')).toMatchObject({ esito: 'senza_associazione' });
  });
});

describe('the roles of an ente', () => {
  const client = (id: string, ruoli: readonly Ruolo[], al: string | null = null): Voce => ({
    genere: 'client',
    id,
    revisione: 1,
    contenuto: { clientId: id, identita: 'pdnd', ente: A, gestore: null, ruoli, dal: '2026-01-01', al },
  });
  const vista = vistaOf(client('uno', ['titolare']), client('due', ['capofila', 'titolare'], '2026-03-10'));

  it('are those that its clients have on the day, each once', () => {
    expect(vista.ruoliOf(A, '2026-03-10').toSorted()).toEqual(['capofila', 'titolare']);
    expect(vista.ruoliOf(A, '2026-03-11')).toEqual(['titolare']);
    expect(vista.ruoliOf(A, '2025-12-31')).toEqual([]);
  });

  it('are none for who has no client, or is not in force', () => {
    expect(vista.ruoliOf(B, '2026-03-10')).toEqual([]);
    expect(vista.ruoliOf(D, '2026-03-10')).toEqual([]);
    const ceased = vista.with([ente(A, 'A001', { dal: '2000-01-01', al: '2026-01-31' })]);
    expect(ceased.ruoliOf(A, '2026-03-10')).toEqual([]);
  });
});
