import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { omocodiaVariants, parseCodiceFiscale } from '#libs/codici';
import { flussiOf, motivoNonTrasmissibile, spesaPerAnno } from './flussi.js';
import type { Contenuto } from './lettura.js';
import { contenutoAccettato, periodica } from './prova/contenuti.js';
import { type Parti, UNICA, documento, leggi } from './prova/documento.js';
import { CONTESTO_FLUSSI } from './prova/flussi.js';
import { PS_PSA_SINA_201812 } from './ps-psa-sina.js';

const riga = (parti: Parti = {}): Contenuto => leggi(documento(parti)).righe[0]!.contenuto;
const flussi = (contenuto: Contenuto, contesto = CONTESTO_FLUSSI): Contenuto[] =>
  flussiOf(PS_PSA_SINA_201812, contenuto, contesto);
const spesa = (contenuto: Contenuto) => spesaPerAnno(PS_PSA_SINA_201812, contenuto);
/** Start, end and months of each flusso. */
const periodi = (contenuto: Contenuto): unknown[] =>
  flussi(contenuto).map(({ dataInizioPrestazione, dataFinePrestazione, periodoErogazione }) => [
    dataInizioPrestazione,
    dataFinePrestazione,
    periodoErogazione,
  ]);
const periodo = (inizio: string, fine: string | undefined, mesi?: number): Contenuto =>
  riga({ prestazione: { DataInizioPrestazione: inizio, DataFinePrestazione: fine, PeriodoErogazione: mesi === undefined ? undefined : String(mesi) } }); // prettier-ignore

describe('The person of a riga', () => {
  const omocode = omocodiaVariants(parseCodiceFiscale('RSSMRK66C14H501U')!);
  const shallow = omocode.find((one) => /^.{6}[0-9]{2}.[0-9]{2}.[0-9]{2}[A-Z]/.test(one))!;
  it.each([
    ['RSSMRK66C14H501U', undefined],
    ['12345678903', undefined],
    [shallow, undefined],
    [omocode.at(-1)!, 'omocodia'],
    ['STP1234567890123', 'stp'],
    ['ENI1234567890123', 'eni'],
    ['XX', 'codice_non_ammesso'],
    ['', 'codice_non_ammesso'],
    ['RSSMRKSSC14H501U', 'codice_non_ammesso'],
    ['RSSMRK٦٦C14H501U', 'codice_non_ammesso'],
    [undefined, 'codice_non_ammesso'],
  ])('with code %s can be sent, or cannot because of %s', (codiceFiscale, motivo) => {
    expect(motivoNonTrasmissibile(PS_PSA_SINA_201812, { codiceFiscale })).toBe(motivo);
  });

  it('can be sent whenever no rule of delivery refused the riga, but for the codes rule PS-27 speaks of', () => {
    for (const codice of ['STP1234567890123', omocode.at(-1)!, ' RSSMRK66C14H501U', 'rssmrk66c14h501u', 'RSSMRK66C14H501U']) {
      const { righe, rilievi } = leggi(documento({ beneficiario: { CodiceFiscale: codice } }));
      const kept = rilievi.some((one) => one.regola === 'PS-27' && one.messaggio.includes('non sarà trasmessa'));
      expect([codice, motivoNonTrasmissibile(PS_PSA_SINA_201812, righe[0]!.contenuto) !== undefined]).toEqual([codice, kept]);
    }
  }); // prettier-ignore
});

describe('The years of a periodic prestazione', () => {
  it.each([
    ['within a year', '2026-01-01', '2026-03-31', 3, [['2026-01-01', '2026-03-31', 3]]],
    ['of one day', '2026-02-28', '2026-02-28', undefined, [['2026-02-28', '2026-02-28', 1]]],
    ['within a year, months not said', '2026-01-15', '2026-03-14', undefined, [['2026-01-15', '2026-03-14', 3]]],
    ['within a year, months said fewer', '2026-01-15', '2026-03-14', 2, [['2026-01-15', '2026-03-14', 2]]],
    ['within a year, months said more than there are', '2026-01-01', '2026-03-31', 12, [['2026-01-01', '2026-03-31', 3]]],
    ['over two years', '2025-11-01', '2026-03-31', 5, [['2025-11-01', '2025-12-31', 2], ['2026-01-01', '2026-03-31', 3]]],
    ['over two years, months not said', '2025-11-15', '2026-02-14', undefined, [['2025-11-15', '2025-12-31', 2], ['2026-01-01', '2026-02-14', 2]]],
    ['over two years, months said fewer: the first ones', '2025-11-01', '2026-03-31', 3, [['2025-11-01', '2025-12-31', 2], ['2026-01-01', '2026-03-31', 1]]],
    ['a month across New Year', '2025-12-15', '2026-01-14', 1, [['2025-12-15', '2025-12-31', 1], ['2026-01-01', '2026-01-14', undefined]]],
    ['twelve months across New Year', '2025-03-15', '2026-03-14', 12, [['2025-03-15', '2025-12-31', 10], ['2026-01-01', '2026-03-14', 2]]],
    ['a day more than twelve months', '2025-03-15', '2026-03-15', 12, [['2025-03-15', '2025-12-31', 10], ['2026-01-01', '2026-03-15', 3]]],
    ['over three years, twelve months said: of each year', '2024-12-01', '2026-01-31', 12, [['2024-12-01', '2024-12-31', 1], ['2025-01-01', '2025-12-31', 12], ['2026-01-01', '2026-01-31', 1]]],
    ['over two years, six months said of each', '2025-01-01', '2026-12-31', 6, [['2025-01-01', '2025-12-31', 6], ['2026-01-01', '2026-12-31', 6]]],
    ['from leap day', '2024-02-29', '2025-01-01', undefined, [['2024-02-29', '2024-12-31', 11], ['2025-01-01', '2025-01-01', 1]]],
    ['across the last two days', '2025-12-31', '2026-01-01', undefined, [['2025-12-31', '2025-12-31', 1], ['2026-01-01', '2026-01-01', 1]]],
    ['without an end', '2025-10-01', undefined, undefined, [['2025-10-01', undefined, undefined]]],
    ['without an end, months said', '2025-10-01', undefined, 2, [['2025-10-01', undefined, 2]]],
    ['without an end, more months said than the year has left', '2025-10-01', undefined, 12, [['2025-10-01', undefined, 3]]],
    ['with an end before its start', '2026-03-01', '2025-01-31', 2, [['2026-03-01', undefined, 2]]],
    ['with an end that means none', '2026-03-01', '9999-12-31', undefined, [['2026-03-01', undefined, undefined]]],
    ['of fifty years at most', '1977-01-01', '2026-01-31', 12, Array.from({ length: 50 }, (_, k) => [`${1977 + k}-01-01`, k === 49 ? '2026-01-31' : `${1977 + k}-12-31`, k === 49 ? 1 : 12])],
  ])('%s', (_, inizio, fine, mesi, expected) => {
    expect(periodi(periodo(inizio, fine, mesi))).toEqual(expected);
  }); // prettier-ignore

  it('keep code, protocollo, monthly amounts and all the rest; what is of the whole period is said in no year', () => {
    const contenuto = riga({
      prestazione: {
        DataInizioPrestazione: '2025-11-01',
        DataFinePrestazione: '2026-03-31',
        PeriodoErogazione: '5',
        ImportoQuotaEnte: '60.00',
        ImportoQuotaUtente: '40.00',
        OreServizioMensile: '2.30',
        DataEvento: '2020-01-01',
        ImportoPrestazione: '500.00',
        DataErogazionePrestazione: '2026-04-01',
      },
    });
    const years = flussi(contenuto);
    const tempo = { dataInizioPrestazione: 0, dataFinePrestazione: 0, periodoErogazione: 0 };
    const rest = { ...contenuto, ...tempo, importoPrestazione: undefined, dataErogazionePrestazione: undefined };
    for (const one of years) expect({ ...one, ...tempo }).toEqual(rest);
    expect(flussi({ ...contenuto, dataFinePrestazione: '2025-12-31' })[0]).toMatchObject({
      importoPrestazione: 50_000,
    });
  });

  it('are one for a prestazione without a start, which no rule of delivery would let through', () => {
    const contenuto = { ...riga(), dataInizioPrestazione: undefined };
    expect(flussi(contenuto)).toHaveLength(1);
    expect(spesa(contenuto)).toEqual([]);
  });

  it('partition the period: in order, no day lost or doubled, never two years in one', () => {
    fc.assert(
      fc.property(periodica, (tempi) => {
        const years = flussi({ ...riga(), ...tempi });
        const { dataInizioPrestazione: inizio, dataFinePrestazione: fine } = tempi;
        const ends = fine !== undefined && fine >= inizio && !fine.startsWith('9999');
        expect(years[0]!.dataInizioPrestazione).toBe(inizio);
        expect(years.at(-1)!.dataFinePrestazione).toBe(ends ? fine : undefined);
        if (!ends) expect(years).toHaveLength(1);
        years.forEach((one, at) => {
          const from = one.dataInizioPrestazione as string;
          const to = (one.dataFinePrestazione as string | undefined) ?? from;
          expect(to.slice(0, 4)).toBe(from.slice(0, 4));
          expect(to >= from).toBe(true);
          if (at > 0) expect(dayAfter(years[at - 1]!.dataFinePrestazione as string)).toBe(from);
        });
      }),
    );
  });

  it('share the months: each as many as it has, together never more than were said, or were there', () => {
    fc.assert(
      fc.property(periodica, (tempi) => {
        const years = flussi({ ...riga(), ...tempi });
        const months = years.map((one) => one.periodoErogazione as number | undefined);
        const { dataInizioPrestazione: inizio, dataFinePrestazione: fine, periodoErogazione: detti } = tempi;
        for (const one of months) if (one !== undefined) expect(one >= 1 && one <= 12).toBe(true);
        const total = months.reduce<number>((sum, one) => sum + (one ?? 0), 0);
        const touched = years.map((one) => monthsTouched(one.dataInizioPrestazione as string, one.dataFinePrestazione as string | undefined)); // prettier-ignore
        months.forEach((one, at) => expect(one ?? 0).toBeLessThanOrEqual(touched[at]!));
        const all = touched.reduce((sum, one) => sum + one, 0);
        const whole = years.at(-1)!.dataFinePrestazione !== undefined;
        if (detti === undefined) expect(total).toBe(whole ? all : 0);
        else if (years.length === 1 || (fine !== undefined && fine < sameDayNextYear(inizio)))
          expect(total).toBe(Math.min(detti, all));
        else expect(months).toEqual(touched.map((one) => Math.min(one, detti)));
      }),
    );
  });

  it('share the spending: the monthly amount for their months, in the same years', () => {
    fc.assert(
      fc.property(periodica, (tempi) => {
        const contenuto = { ...riga(), ...tempi };
        const years = flussi(contenuto);
        const anni = spesa(contenuto);
        expect(anni.map(({ anno }) => String(anno))).toEqual(years.map((one) => (one.dataInizioPrestazione as string).slice(0, 4))); // prettier-ignore
        anni.forEach((one, at) => {
          const { periodoErogazione: mesi, dataFinePrestazione: fine } = years[at]!;
          const open = fine === undefined && tempi.periodoErogazione === undefined;
          const months = open
            ? monthsTouched(tempi.dataInizioPrestazione, undefined)
            : ((mesi as number | undefined) ?? 0);
          expect(one.spesa).toBe(tempi.importoMensile * months);
          expect(Number.isSafeInteger(one.spesa)).toBe(true);
        });
      }),
    );
  });
});

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
function sameDayNextYear(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
function monthsTouched(from: string, to: string | undefined): number {
  return (to === undefined ? 12 : Number(to.slice(5, 7))) - Number(from.slice(5, 7)) + 1;
}

describe('A one-off prestazione', () => {
  it('is never cut, whatever its days', () => {
    const contenuto = riga({ prestazione: { ...UNICA, DataInizioPrestazione: '2024-10-01', DataFinePrestazione: '2026-03-31' } });
    const [only, ...more] = flussi(contenuto);
    expect(more).toEqual([]);
    expect(only).toEqual({ ...contenuto, dataFinePrestazione: undefined });
    const oneYear = riga({ prestazione: { ...UNICA, DataInizioPrestazione: '2026-01-01', DataFinePrestazione: '2026-01-31' } });
    expect(flussi(oneYear)).toEqual([oneYear]);
  }); // prettier-ignore

  it('is spent whole in the year of payment', () => {
    expect(spesa(riga({ prestazione: { ...UNICA, DataErogazionePrestazione: '2025-12-31' } }))).toEqual([{ anno: 2025, spesa: 25_000 }]); // prettier-ignore
    expect(spesa({ ...riga({ prestazione: UNICA }), dataErogazionePrestazione: undefined })).toEqual([]);
  });
});

describe('The label of a prestazione', () => {
  const label = (codice: string, written: string, known = CONTESTO_FLUSSI.denominazioneOf): unknown =>
    flussi({ ...riga(), codicePrestazione: codice, denominazionePrestazione: written }, { ...CONTESTO_FLUSSI, denominazioneOf: known })[0]!.denominazionePrestazione; // prettier-ignore
  const etichetta = CONTESTO_FLUSSI.denominazioneOf('A1.04')!;

  it.each([
    ['long enough, as it is', 'A1.04', 'Buoni pasto', 'Buoni pasto'],
    ['of exactly 200 characters, as it is', 'A1.04', '😀'.repeat(200), '😀'.repeat(200)],
    ['too long, cut between characters', 'A1.04', '😀'.repeat(201), '😀'.repeat(200)],
    ['too short, completed with the nomenclature', 'A1.04', 'Buoni', `Buoni - ${etichetta}`],
    ['of ten units but nine characters, completed', 'A1.04', '😀23456789', `😀23456789 - ${etichetta}`],
    ['empty, the nomenclature’s', 'A1.04', '', etichetta],
    ['blank, the nomenclature’s', 'A1.04', ' '.repeat(20), etichetta],
    ['not long enough in the nomenclature either, completed with the code', 'A4.22', 'Altro', 'Altro - prestazione A4.22'],
    ['the nomenclature’s in other letters, not said twice', 'A4.22', ' ALTRO ', 'ALTRO - prestazione A4.22'],
    ['another one beside a short one', 'A4.22', 'Buono', 'Buono - Altro'],
    ['of a code that the nomenclature does not know', 'Z9.99', 'x', 'x - prestazione Z9.99'],
    ['nowhere', 'Z9.99', '', 'prestazione Z9.99'],
  ])('%s', (_, codice, written, expected) => {
    expect(label(codice, written)).toBe(expected);
  }); // prettier-ignore

  it('has from 10 to 200 characters, whatever is written and known', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.option(fc.string({ unit: 'binary', maxLength: 300 }), { nil: undefined }), (written, known) => {
        const length = Array.from(label('A1.04', written, () => known) as string).length;
        expect(length >= 10 && length <= 200).toBe(true);
      }),
    ); // prettier-ignore
  });
});

describe('The region of an address', () => {
  it.each([
    ['right, kept', { CodiceRegione: '08', CodiceComune: '058091' }, '08'],
    ['of ISTAT, replaced', { CodiceRegione: '12', CodiceComune: '058091' }, '08'],
    ['of an autonomous province', { CodiceRegione: '04', CodiceComune: '022205' }, '18'],
    ['of a comune nobody knows, kept', { CodiceRegione: '12', CodiceComune: '999999' }, '12'],
    ['abroad, none', { CodiceNazione: '250', CodiceRegione: undefined, CodiceComune: undefined }, undefined],
    ['abroad, with a comune but none', { CodiceNazione: '250', CodiceRegione: undefined, CodiceComune: '058091' }, undefined],
    ['abroad, said of an Italian comune', { CodiceNazione: '250', CodiceRegione: '12', CodiceComune: '058091' }, '08'],
    ['missing, derived', { CodiceRegione: undefined, CodiceComune: '058091' }, '08'],
  ])('%s', (_, indirizzo, expected) => {
    expect(flussi(riga({ indirizzo }))[0]!.indirizzi).toMatchObject([{ codiceRegione: expected }]);
  }); // prettier-ignore
});

describe('The quotas', () => {
  it.each([
    ['of ente and health service, zero: left out', [0, 100, 0], [undefined, 100, undefined]],
    ['of the person, zero beside another: said', [100, 0, undefined], [100, 0, undefined]],
    ['of the person, zero beside that of the health service', [0, 0, 100], [undefined, 0, 100]],
    ['all zero: none', [0, 0, 0], [undefined, undefined, undefined]],
    ['greater than zero: as they are', [1, 2, 3], [1, 2, 3]],
    ['never given', [undefined, undefined, undefined], [undefined, undefined, undefined]],
  ])('%s', (_, [ente, utente, ssn], expected) => {
    const [one] = flussi({ ...riga(), importoQuotaEnte: ente, importoQuotaUtente: utente, importoQuotaSsn: ssn });
    expect([one!.importoQuotaEnte, one!.importoQuotaUtente, one!.importoQuotaSsn]).toEqual(expected);
  });
});

describe('What INPS gets of a riga', () => {
  it('is the same each time, leaves the riga as it was, and of itself is itself', () => {
    fc.assert(
      fc.property(contenutoAccettato, (contenuto) => {
        const before = structuredClone(contenuto);
        const once = flussi(contenuto);
        expect(once.length).toBeGreaterThan(0);
        expect(flussi(contenuto)).toEqual(once);
        expect(contenuto).toEqual(before);
        for (const one of once) expect(flussi(one)).toEqual([expect.objectContaining(given(one))]);
      }),
    );
  });

  it('is told apart by its days: no two flussi of a riga are of one day', () => {
    fc.assert(
      fc.property(contenutoAccettato, (contenuto) => {
        const once = flussi(contenuto);
        expect(new Set(once.map((one) => one.dataInizioPrestazione)).size).toBe(once.length);
        for (const one of once)
          for (const campo of ['codiceFiscale', 'codicePrestazione', 'protocolloDomanda']) expect(one[campo]).toBe(contenuto[campo]);
      }),
    );
  }); // prettier-ignore
});

function given(contenuto: Contenuto): Record<string, unknown> {
  return Object.fromEntries(Object.entries(contenuto).filter(([, value]) => value !== undefined));
}
