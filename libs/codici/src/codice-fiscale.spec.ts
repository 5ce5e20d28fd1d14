import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CodiceBelfiore } from './brand.js';
import { isNumericCodeChecked } from './check-character.js';
import {
  baseOf,
  checkCharacter,
  decodeCodiceFiscale,
  encodeCodiceFiscale,
  isIdentitaValida,
  isOmocodice,
  isTrasmissibileInps,
  numericCheckDigit,
  omocodiaVariants,
  parseCodiceFiscale,
  parseIdentificativo,
} from './index.js';
import { daysInMonth, legalDay, legalDayOf, parseLegalDay } from './legal-day.js';

const ROSSI = 'RSSMRA80A01H501U';

function problem(text: string): string | undefined {
  const identificativo = parseIdentificativo(text);
  return 'invalid' in identificativo ? identificativo.problem : undefined;
}

/** A code with these 15 characters and the check character they need. */
function completed(fifteen: string): string {
  return fifteen + checkCharacter(fifteen);
}

const person = fc
  .record({
    cognome: fc.string({
      unit: fc.constantFrom(...Array.from("abcdefghilmnoqrstuvzàèìòù' ")),
      minLength: 1,
      maxLength: 20,
    }),
    nome: fc.string({
      unit: fc.constantFrom(...Array.from('abcdefghilmnoqrstuvzàèìòù ')),
      minLength: 1,
      maxLength: 20,
    }),
    sesso: fc.constantFrom('M' as const, 'F' as const),
    year: fc.integer({ min: 1900, max: 2030 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    luogo: fc
      .integer({ min: 0, max: 999 })
      .map((code) => `${'ABCDEFGHILMZ'[code % 12]}${String(code).padStart(3, '0')}`),
  })
  .map(({ cognome, nome, sesso, year, month, day, luogo }) => ({
    cognome,
    nome,
    sesso,
    dataNascita: legalDayOf(year, month, Math.min(day, daysInMonth(year, month)))!,
    luogoNascita: luogo as CodiceBelfiore,
  }));

describe('codice fiscale', () => {
  it('is encoded as the published test vector says', () => {
    const rossi = {
      cognome: 'Rossi',
      nome: 'Mario',
      sesso: 'M',
      dataNascita: legalDay('1980-01-01'),
      luogoNascita: 'H501',
    };
    expect(encodeCodiceFiscale(rossi as Parameters<typeof encodeCodiceFiscale>[0])).toBe(ROSSI);
  });

  it('of any person is valid and says who the person is', () => {
    fc.assert(
      fc.property(person, (person) => {
        const codice = encodeCodiceFiscale(person);
        expect(isIdentitaValida(codice)).toBe(true);
        expect(isTrasmissibileInps(codice)).toBe(true);
        const coded = decodeCodiceFiscale(codice);
        const century = Number(person.dataNascita.slice(0, 2)) * 100;
        expect(legalDayOf(century + coded.year, coded.month, coded.day)).toBe(person.dataNascita);
        expect([coded.sesso, coded.luogoNascita]).toEqual([person.sesso, person.luogoNascita]);
      }),
    );
  });

  it('with one wrong character is refused', () => {
    fc.assert(
      fc.property(
        person,
        fc.integer({ min: 0, max: 15 }),
        fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')),
        (person, at, other) => {
          const codice = encodeCodiceFiscale(person);
          fc.pre(codice[at] !== other);
          const wrong = codice.slice(0, at) + other + codice.slice(at + 1);
          // The 26 values of the check leave one letter of 26 that passes in another place: only where the sum is equal.
          const passes = problem(wrong) === undefined;
          if (passes) expect(checkCharacter(wrong.slice(0, 15))).toBe(wrong[15]);
          if (at === 15) expect(passes).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['RSSMRA80A01H501', 'length'],
    ['RSSMRA80A01H501UU', 'length'],
    ['RSSMRA80A01H501X', 'check_character'],
    ['RSSM1A80A01H501U', 'alphabet'],
    ['RSSMRA8AA01H501U', 'alphabet'],
    ['RSSMRA80A01H50ÙU', 'alphabet'],
    ['RSSMRA٨٠A01H501U', 'alphabet'],
    ['RſSMRA80A01H501U', 'alphabet'],
    [completed('RSSMRA80F01H501'), 'date'],
    [completed('RSSMRA80A00H501'), 'date'],
    [completed('RSSMRA80A32H501'), 'date'],
    [completed('RSSMRA80A40H501'), 'date'],
    [completed('RSSMRA80A72H501'), 'date'],
    [completed('RSSMRA80B30H501'), 'date'],
    [completed('RSSMRA81B29H501'), 'date'],
    [completed('RSSMRA81B69H501'), 'date'],
    [completed('RSSMRA80D31H501'), 'date'],
  ])('"%s" is refused because of its %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
    expect(isIdentitaValida(text)).toBe(false);
  });

  it('of 29 February is accepted in leap years, and in year 00, whose century it does not say', () => {
    for (const year of ['80', '04', '00']) expect(problem(completed(`RSSMRA${year}B29H501`))).toBeUndefined();
  });

  it('is read in either case and with blanks around it', () => {
    expect(parseCodiceFiscale(` ${ROSSI.toLowerCase()} `)).toBe(ROSSI);
    expect(isIdentitaValida(ROSSI.toLowerCase())).toBe(true);
  });
});

describe('omocodia', () => {
  it('gives 127 other codes, all valid, all with the same base and the same person', () => {
    const codice = parseCodiceFiscale(ROSSI)!;
    const variants = omocodiaVariants(codice);
    expect(new Set(variants).size).toBe(127);
    for (const variant of variants) {
      expect(parseIdentificativo(variant)).toEqual({
        sistema: 'codice_fiscale',
        codice: variant,
        omocodia: true,
        base: ROSSI,
      });
      expect(decodeCodiceFiscale(variant)).toEqual(decodeCodiceFiscale(codice));
    }
    expect(variants).not.toContain(ROSSI);
  });

  it('leaves a base code as it is', () => {
    const codice = parseCodiceFiscale(ROSSI)!;
    expect([isOmocodice(codice), baseOf(codice)]).toEqual([false, ROSSI]);
  });

  it('can be sent to INPS only when the letters stand in the place digits: 7 variants of 127', () => {
    const sendable = omocodiaVariants(parseCodiceFiscale(ROSSI)!).filter(isTrasmissibileInps);
    expect(sendable).toHaveLength(7);
  });
});

describe('other identifiers', () => {
  it('a provisional numeric code needs its check digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (serial) => {
        const ten = String(serial).padStart(10, '0');
        const codice = ten + numericCheckDigit(ten);
        expect(parseIdentificativo(`${codice}  `)).toEqual({ sistema: 'codice_fiscale_provvisorio', codice });
        expect(isIdentitaValida(codice)).toBe(true);
        const next = ten + String((Number(codice[10]) + 1) % 10);
        expect(isIdentitaValida(next)).toBe(false);
      }),
    );
    expect(isNumericCodeChecked('00000000000')).toBe(false);
  });

  it('STP and ENI identify a person and cannot be sent to INPS', () => {
    for (const [codice, sistema] of [
      ['STP1101010000001', 'stp'],
      ['eni1101010000001', 'eni'],
    ] as const) {
      expect(parseIdentificativo(codice)).toEqual({ sistema, codice: codice.toUpperCase() });
      expect(isIdentitaValida(codice)).toBe(true);
      expect(isTrasmissibileInps(codice)).toBe(false);
    }
    expect(isIdentitaValida('STP11010100000A1')).toBe(false);
  });

  it('INPS takes wrong check characters, lower case and up to five trailing blanks, and no digit of other scripts', () => {
    for (const text of ['RSSMRA80A01H501X', ROSSI.toLowerCase(), '12345678901', '12345678901     ']) {
      expect(isTrasmissibileInps(text)).toBe(true);
    }
    for (const text of ['12345678901      ', 'RSSMRA٨٠A01H501U', ` ${ROSSI}`, `${ROSSI}\n`]) {
      expect(isTrasmissibileInps(text)).toBe(false);
    }
  });

  it('no text, however strange, makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (text) => {
        expect(isIdentitaValida(text)).toBe(!('invalid' in parseIdentificativo(text)));
      }),
    );
  });
});

describe('legal days', () => {
  it('are those of the calendar', () => {
    for (const text of ['2024-02-29', '2000-02-29', '1999-12-31']) expect(parseLegalDay(text)).toBe(text);
    for (const text of [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '2024-1-1',
      '2024-01-01Z',
      '',
    ]) {
      expect(parseLegalDay(text)).toBeUndefined();
    }
    expect(() => legalDay('31/12/2024')).toThrow(RangeError);
  });
});
