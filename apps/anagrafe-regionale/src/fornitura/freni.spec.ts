import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Limiti, motiviOf } from './freni.js';

const LIMITI: Limiti = {
  uscite: { assoluto: 20, percento: 5 },
  pretese: { assoluto: 10, percento: 2 },
  assenti: { assoluto: 50, percento: 10 },
  fornitureAlGiorno: 24,
  giorniFerme: 30,
};
const PRIMA = { forniture: 0, ferma: false };

describe('a fornitura is held', () => {
  it.each([
    ['not when it says nothing', { residenti: 0, uscite: 0, pretese: 0 }, []],
    ['not at the number of exits', { residenti: 100, uscite: 20, pretese: 0 }, []],
    ['above the number of exits', { residenti: 100, uscite: 21, pretese: 0 }, ['troppe_uscite']],
    ['not at the share of exits of a large comune', { residenti: 1000, uscite: 50, pretese: 0 }, []],
    ['above the share of exits of a large comune', { residenti: 1000, uscite: 51, pretese: 0 }, ['troppe_uscite']],
    ['not at the number of claims', { residenti: 100, uscite: 0, pretese: 10 }, []],
    ['above the number of claims', { residenti: 100, uscite: 0, pretese: 11 }, ['troppe_pretese']],
    ['not at the share of claims of a large comune', { residenti: 1000, uscite: 0, pretese: 20 }, []],
    ['for both', { residenti: 0, uscite: 21, pretese: 11 }, ['troppe_uscite', 'troppe_pretese']],
  ])('%s', (_quando, effetti, motivi) => {
    expect(motiviOf({ ...PRIMA, ...effetti }, LIMITI)).toEqual(motivi);
  });

  it('whatever is in it once the claims of the day were too many, or the forniture are', () => {
    const vuota = { residenti: 100, uscite: 0, pretese: 0 };
    expect(motiviOf({ ...vuota, forniture: 1, ferma: true }, LIMITI)).toEqual(['troppe_pretese']);
    expect(motiviOf({ ...vuota, forniture: 23, ferma: false }, LIMITI)).toEqual([]);
    expect(motiviOf({ ...vuota, forniture: 24, ferma: false }, LIMITI)).toEqual(['troppe_forniture']);
  });

  it.each([
    ['not at the number of absent', { dichiarate: 100, assenti: 50, recenti: 0 }, false],
    ['above the number of absent', { dichiarate: 100, assenti: 51, recenti: 0 }, true],
    ['above it with those of the day’s others', { dichiarate: 100, assenti: 26, recenti: 25 }, true],
    ['not at the share of absent of a large comune', { dichiarate: 1000, assenti: 100, recenti: 0 }, false],
    ['above the share of absent of a large comune', { dichiarate: 1000, assenti: 101, recenti: 0 }, true],
    ['when it names none of several', { dichiarate: 2, assenti: 2, recenti: 0 }, true],
    ['not when the only one declared is missing', { dichiarate: 1, assenti: 1, recenti: 0 }, false],
    ['not where nobody had been declared', { dichiarate: 0, assenti: 0, recenti: 0 }, false],
  ])('%s', (_quando, assenze, held) => {
    const motivi = motiviOf({ ...PRIMA, residenti: 0, uscite: 0, pretese: 0, assenze }, LIMITI);
    expect(motivi).toEqual(held ? ['troppe_assenze'] : []);
  });

  it('never for fewer than one that is not held', () => {
    const count = fc.nat(2000);
    fc.assert(
      fc.property(count, count, count, count, (residenti, uscite, pretese, less) => {
        const held = motiviOf({ ...PRIMA, residenti, uscite, pretese }, LIMITI);
        const fewer = motiviOf(
          { ...PRIMA, residenti, uscite: Math.max(0, uscite - less), pretese: Math.max(0, pretese - less) },
          LIMITI,
        );
        expect(held).toEqual(expect.arrayContaining(fewer));
      }),
    );
  });
});
