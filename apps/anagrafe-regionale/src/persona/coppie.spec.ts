import { describe, expect, it } from '@jest/globals';
import { tizio } from '../prova/righe-di-prova.js';
import { schedaDi } from '../prova/schede-di-prova.js';
import { condivisi } from './coppie.js';

const con = (id: string, chi = tizio()) => ({ id, schede: [schedaDi(chi, id)] });

describe('persons with a code in common', () => {
  it('are told in pairs, the smaller id first; the others are not', () => {
    const { persone, coppie } = condivisi([con('b'), con('a'), con('c', tizio({ nome: 'ALTRO' }))]);
    expect([...persone].toSorted()).toEqual(['a', 'b']);
    expect(coppie).toEqual([['a', 'b']]);
  });

  it('are in doubt but in no pair where a code is written for anybody', () => {
    const many = Array.from({ length: 11 }, (_, at) => con(`p${at}`));
    expect(condivisi(many).persone.size).toBe(11);
    expect(condivisi(many).coppie).toEqual([]);
    expect(condivisi(many.slice(1)).coppie).toHaveLength(45);
    const gruppo = many[0]!.schede[0]!.indici[0]!.gruppo;
    expect(condivisi(many.slice(1), new Set([gruppo]))).toMatchObject({ coppie: [] });
  });
});
