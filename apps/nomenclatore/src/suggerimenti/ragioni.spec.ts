import { describe, expect, it } from '@jest/globals';
import { ragioneSuccessione, ragioneTesto, ragioneVicini } from './ragioni.js';

const MENSA = { codice: 'A', denominazione: 'Mensa' };

describe('a reason in words', () => {
  it('names five words at most, all of them in the data', () => {
    const parole = ['a', 'b', 'c', 'd', 'e', 'f'].map((scritta) => ({ scritta, intesa: scritta }));
    expect(ragioneTesto(MENSA, parole)).toEqual({
      tipo: 'testo',
      testo: 'somiglia a «Mensa» per: a, b, c, d, e',
      parole,
    });
  });

  it('says what a word was taken for, and that letters alone are alike', () => {
    const { testo } = ragioneTesto(MENSA, [{ scritta: 'refezione', intesa: 'mensa' }]);
    expect(testo).toBe('somiglia a «Mensa» per: «refezione» come «mensa»');
    expect(ragioneTesto(MENSA, []).testo).toBe('si scrive quasi come «Mensa»');
  });

  it.each([
    [1, 0, 'da 1 ente dell’ambito ATS1'],
    [4, 0, 'da 4 enti dell’ambito ATS1'],
    [0, 1, 'da 1 ente di altri ambiti'],
    [2, 3, 'da 2 enti dell’ambito ATS1 e da 3 enti di altri ambiti'],
  ])('counts %d enti of the ambito and %d others', (entiDellAmbito, altriEnti, words) => {
    const ragione = ragioneVicini({ valore: 0.5, entiDellAmbito, altriEnti }, 'ATS1');
    expect(ragione).toEqual({
      tipo: 'vicini',
      testo: `stessa voce già associata così ${words}`,
      enti: entiDellAmbito + altriEnti,
    });
  });

  it.each([
    [['X1', 'X2', 'X3'], ['X'], 'la voce X della versione 1 è stata divisa in X1, X2 e X3'],
    [['Y'], ['X', 'Z', 'W'], 'la voce X della versione 1 è stata unita in Y, con Z e W'],
    [['Y'], ['X'], 'la voce X della versione 1 è diventata Y'],
  ])('tells a division, a union and a new code apart (%j)', (successors, merged, testo) => {
    expect(ragioneSuccessione('X', successors, merged, '1').testo).toBe(testo);
  });
});
