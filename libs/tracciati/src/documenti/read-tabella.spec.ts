import { gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import { TabellaIlleggibile, readTabella } from './read-tabella.js';
import { aPezzi } from './prova/lettura.js';

const NOTE = new Set(['cognome', 'nome', 'nato il']);
const riconosciute = (nomi: readonly string[]): number => nomi.filter((nome) => NOTE.has(nome.toLowerCase())).length;

async function read(
  documento: string | Uint8Array,
  o: { pezzo?: number; righe?: number } = {},
): Promise<{ intestazione: readonly string[]; righe: (readonly string[])[]; numeri: number[] }> {
  const bytes = typeof documento === 'string' ? Buffer.from(documento) : documento;
  const limiti = { ...LIMITI_PREDEFINITI, righe: o.righe ?? LIMITI_PREDEFINITI.righe };
  const letta = { intestazione: [] as readonly string[], righe: [] as (readonly string[])[], numeri: [] as number[] };
  for await (const { intestazione, righe } of readTabella(aPezzi(bytes, o.pezzo ?? 65_536), limiti, riconosciute)) {
    letta.intestazione = intestazione;
    letta.righe.push(...righe.map(({ celle }) => celle));
    letta.numeri.push(...righe.map(({ riga }) => riga));
  }
  return letta;
}

describe('a table of any sender', () => {
  it.each([';', ',', '\t', '|', ', '])('divided by %j', async (separatore) => {
    const text = [
      ['Cognome', 'Nome', 'Altro'],
      ['Rossi', "D'Anna", '1'],
      ['Verdi', '', '2'],
    ]
      .map((cells) => cells.join(separatore))
      .join('\n');
    expect(await read(text, { pezzo: 3 })).toEqual({
      intestazione: ['Cognome', 'Nome', 'Altro'],
      righe: [
        ['Rossi', "D'Anna", '1'],
        ['Verdi', '', '2'],
      ],
      numeri: [2, 3],
    });
  });

  it('in Windows-1252, in UTF-16 and compressed is the same', async () => {
    const text = 'Cognome;Nome\r\nNiccolò;Zoë\r\n';
    const righe = [['Niccolò', 'Zoë']];
    const windows = Buffer.from(text, 'latin1');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const bytes of [windows, utf16, gzipSync(text)]) expect((await read(bytes)).righe).toEqual(righe);
  });

  it('has its header under a title, and rows numbered as a spreadsheet does', async () => {
    expect(await read('Elenco 2024;;\n\nNome;Cognome;Note\n\nAda;Rossi;\n')).toEqual({
      intestazione: ['Nome', 'Cognome', 'Note'],
      righe: [['Ada', 'Rossi', '']],
      numeri: [5],
    });
  });

  it('of a workbook is the first sheet with a header; its days are days and its formulas defended by nobody', async () => {
    const bytes = await buffer(
      writeXlsx([
        { nome: 'Note', colonne: [{ titolo: 'boh' }], righe: [['x']] },
        {
          nome: 'Persone',
          colonne: [{ titolo: 'Cognome' }, { titolo: 'Nato il' }],
          righe: [['=Rossi', { giorno: '1980-01-31' }]],
        },
      ]),
    );
    const { intestazione, righe } = await read(bytes);
    expect(intestazione).toEqual(['Cognome', 'Nato il']);
    expect(righe).toEqual([['=Rossi', '1980-01-31']]);
  });

  it.each([
    ['', 'vuoto'],
    ['a;b\n1;2\n', 'intestazione'],
    ['<persone/>', 'XML'],
    ['{"a":1}', 'JSON'],
    ['Cognome;Nome\n"Rossi;Ada\n', 'irgolette'],
    ['Cognome;Nome\nRossi;Ada;troppo\n', 'La riga 2 ha 3 celle'],
    ['Cognome;Nome\na;b\nc;d\ne;f\n', 'limite: righe'],
  ])('%j is refused in words', async (text, word) => {
    const refused = await read(text, { righe: 2 }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TabellaIlleggibile);
    expect((refused as TabellaIlleggibile).message).toContain(word);
    expect((refused as TabellaIlleggibile).rimedio).not.toBe('');
  });
});
