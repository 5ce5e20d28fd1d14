import { describe, expect, it } from '@jest/globals';
import type { RigaLetta } from '#libs/tracciati';
import { Lottizzatore, parseLotto } from './lotto.js';

const riga = (numero: number): RigaLetta => ({
  numero,
  linea: numero * 2,
  colonna: 3,
  contenuto: { cognome: 'ÀÈ"\n', numero },
  rilievi: [],
  annullamento: numero % 2 === 0,
  chiave: { codiceFiscale: '', codicePrestazione: '', protocolloDomanda: '', data: '' },
  schemaValida: true,
});

function lottiOf(count: number, json = (one: RigaLetta) => JSON.stringify(one.contenuto)) {
  const lottizzatore = new Lottizzatore();
  for (let numero = 1; numero <= count; numero += 1) {
    const one = riga(numero);
    lottizzatore.add(one, 'ab'.repeat(32), 'cd'.repeat(32), json(one));
  }
  return lottizzatore.take();
}

describe('lotti', () => {
  it('hold every riga once, in document order, as it was given', () => {
    const righe = lottiOf(1201).flatMap(({ testo }) => parseLotto(testo));
    expect(righe.map(({ numero }) => numero)).toEqual(Array.from({ length: 1201 }, (_, at) => at + 1));
    expect(righe[1]).toEqual({
      numero: 2,
      linea: 4,
      colonna: 3,
      recordId: 'ab'.repeat(32),
      impronta: 'cd'.repeat(32),
      annullamento: true,
      contenuto: { cognome: 'ÀÈ"\n', numero: 2 },
    });
  });

  it('hold at most 500 righe and are named by their first', () => {
    expect(lottiOf(1201).map(({ indice, righe }) => [indice, righe])).toEqual([
      [1, 500],
      [501, 500],
      [1001, 201],
    ]);
  });

  it('stay below 256 KiB with large righe, counted in bytes', () => {
    const lotti = lottiOf(600, () => JSON.stringify({ testo: 'à'.repeat(1500) }));
    expect(lotti.length).toBeGreaterThan(5);
    for (const { testo } of lotti) expect(Buffer.byteLength(testo)).toBeLessThan(256 * 1024);
  });

  it('are none when nothing was gathered', () => {
    expect(new Lottizzatore().take()).toEqual([]);
  });
});
