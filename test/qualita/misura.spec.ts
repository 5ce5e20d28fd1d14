import { describe, expect, it } from '@jest/globals';
import { sorgenteOf } from '#libs/tracciati';
import { type Lista, readLista } from '../../apps/cli/src/abbina/lista.js';
import { Luoghi } from '../../apps/cli/src/abbina/luoghi.js';
import { SENZA_MAPPA } from '../../apps/cli/src/abbina/mappa.js';
import { readTerritorio } from '../../apps/cli/src/riferimenti-nazionali.js';
import { deterministica } from './deterministica.js';
import { type Esito, isRaggiunto, misura } from './misura.js';

const luoghi = new Luoghi(readTerritorio);
const list = (nome: 'A' | 'B', rows: readonly string[]): Promise<Lista> =>
  readLista(
    nome,
    sorgenteOf(
      Buffer.from([`id;${nome === 'B' ? 'vero;' : ''}cf;cognome;nome;data_nascita;sesso`, ...rows].join('\n')),
    ),
    { mappa: SENZA_MAPPA, senza: new Set(), verita: 'vero' },
    luoghi,
  );

const REGISTRO = ['1;C1;Rossi;Ada;1980-01-01;F', '2;C2;Rossi;Eva;1980-01-01;F', '3;;Verdi;Ugo;1970-01-01;M', '4;;Verdi;Ugo;1970-01-01;M']; // prettier-ignore
const DOMANDE = ['q1;1;c1;ROSSI;Àda;;', 'q2;;C2;Neri;Pio;;', 'q3;3;;Verdi;UGO;1970-01-01;', 'q4;2;C2;Rossi;Ida;1980-01-01;F', 'q5;;;Rossi;Ada;1980-01-01;M']; // prettier-ignore

describe('the baseline of exact rules', () => {
  it('takes a code with a name beside it, or all of a name and birth, and doubts where two fit', async () => {
    const pairs = [...deterministica(await list('A', REGISTRO), await list('B', DOMANDE))];
    expect(pairs.map(({ a, b, esito }) => [a, b, esito])).toEqual([
      [0, 0, 'certa'],
      [2, 2, 'dubbia'],
      [3, 2, 'dubbia'],
      [1, 3, 'certa'],
    ]);
  });

  it('finds each pair of one list once', async () => {
    const pairs = [...deterministica(await list('A', REGISTRO), undefined)];
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([[2, 3]]);
  });
});

describe('the quality of a rule', () => {
  it('does not count for pairs what groups add', async () => {
    // 1 and 3 share nothing: only 2 joins them.
    const lista = await readLista(
      'A',
      sorgenteOf(
        Buffer.from(
          'id;vero;cf;cognome;nome;data_nascita\n1;x;C1;Rossi;Ada;1980-01-01\n2;x;C1;Rossi;Eva;1970-01-01\n3;x;;Rossi;Eva;1970-01-01\n',
        ),
      ),
      { mappa: SENZA_MAPPA, senza: new Set(), verita: 'vero' },
      luoghi,
    );
    const parti = [() => Promise.resolve({ a: lista, b: undefined })];
    const insieme = { nome: 'prova', traguardo: { f1: 0.9 }, verita: { colonna: 'vero' }, parti };
    expect(await misura(insieme, 'deterministica')).toMatchObject({ f1: 1, f1Coppie: expect.closeTo(0.8, 9) });
  });

  it('counts the parts of a set together', async () => {
    const parte = async (): Promise<{ a: Lista; b: Lista }> => ({
      a: await list('A', REGISTRO),
      b: await list('B', [...DOMANDE, 'q6;2;C1;Rossi;Ida;;']),
    });
    const traguardo = { falsiPer20000: 5, richiamo: 0.9, daRivedere: 0.1 };
    const insieme = { nome: 'prova', traguardo, verita: { colonna: 'vero' }, parti: [parte, parte] };
    expect(await misura(insieme, 'deterministica')).toMatchObject({
      record: 12,
      veri: 8,
      trovati: 6,
      falsi: 2,
      falsiFraNomiDiversi: 2,
      quotaDaRivedere: 2 / 12,
    });
  });

  it.each<[Partial<Esito>, boolean]>([
    [{}, true],
    [{ falsiPer20000: 5.1 }, false],
    [{ richiamo: 0.98 }, false],
    [{ quotaDaRivedere: 0.041 }, false],
    [{ falsiFraNomiDiversi: 1 }, false],
  ])('with %j reaches its goal: %s', (change, reached) => {
    const esito = { f1Coppie: 0.5, falsiPer20000: 5, richiamo: 0.985, quotaDaRivedere: 0.04, falsiFraNomiDiversi: 0 };
    const traguardo = { falsiPer20000: 5, richiamo: 0.985, daRivedere: 0.04 };
    expect(isRaggiunto({ ...esito, ...change }, traguardo)).toBe(reached);
    expect(isRaggiunto({ ...esito, f1Coppie: 0.999 }, { f1: 0.999 })).toBe(true);
    expect(isRaggiunto(esito, { f1: 0.999 })).toBe(false);
  });
});
