import { describe, expect, it } from '@jest/globals';
import { type CodiceFiscale, type Identificativo, omocodiaVariants, parseIdentificativo } from '#libs/codici';
import { BlindIndex } from '#libs/security';
import { Pseudonimi } from '../fatto/pseudonimi.js';
import { tizio } from '../prova/righe-di-prova.js';
import { Riferimento } from './riferimento.js';

const keyed = (fill: number): BlindIndex => BlindIndex.fromSetting(Buffer.alloc(32, fill).toString('base64'));
const riferimento = new Riferimento(keyed(1));
const letto = (codice: string): Identificativo => {
  const identificativo = parseIdentificativo(codice);
  if ('invalid' in identificativo) throw new Error(identificativo.problem);
  return identificativo;
};
const base = tizio().codice;
const varianti = omocodiaVariants(base as CodiceFiscale);

describe('a code is found again', () => {
  it('by an index of its own, in a group with all the codes of its base', () => {
    const all = [base, ...varianti].map((codice) => riferimento.indiciOf(letto(codice)));
    expect(new Set(all.map(({ indice }) => indice)).size).toBe(128);
    expect(new Set(all.map(({ gruppo }) => gruppo)).size).toBe(1);
  });

  it('however it was written', () => {
    expect(riferimento.indiciOf(letto(` ${base.toLowerCase()} `))).toEqual(riferimento.indiciOf(letto(base)));
  });

  it('alone in its group if it knows no omocodia', () => {
    const gruppi = ['12345678903', 'STP1100010000017', 'ENI1100010000017'].map(
      (codice) => riferimento.indiciOf(letto(codice)).gruppo,
    );
    expect(new Set([...gruppi, riferimento.indiciOf(letto(base)).gruppo]).size).toBe(4);
  });

  it('by nobody without the key', () => {
    const { indice, gruppo } = riferimento.indiciOf(letto(base));
    const other = new Riferimento(keyed(2)).indiciOf(letto(base));
    expect([other.indice, other.gruppo]).not.toEqual(expect.arrayContaining([indice]));
    expect(other.gruppo).not.toBe(gruppo);
  });
});

it('registry, register of accesses and reporting have unrelated names for one thing, even under one key', () => {
  const persona = '7b8a52c4-7f3e-4f7b-8d4e-5f0f5a1e9c11';
  const { indice, gruppo } = riferimento.indiciOf(letto(base));
  const pseudonimi = new Pseudonimi(keyed(1));
  const names = [
    indice,
    gruppo,
    riferimento.ofRicerca(letto(base)),
    riferimento.ofPersona(persona),
    pseudonimi.ofPersona(persona),
    pseudonimi.ofFatto(persona),
  ];
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(names).size).toBe(names.length);
});
