import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REGOLE } from '../catalogo.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';

const page = readFileSync('docs/documenti.md', 'utf8');
const MEGABYTE = 1024 ** 2;

describe('the page on documents', () => {
  it('tells the rules on archives and on JSON, in the same words', () => {
    const told = [...page.matchAll(/^\| ((?:AR|JS)-[0-9]{2}) +\| (\w+) +\| (.*?) +\| (.*?) +\|$/gm)].map((row) => row.slice(1));
    const regole = REGOLE.filter(({ codice }) => /^(?:AR|JS)-/.test(codice));
    expect(told).toEqual(
      regole.map((one) => [one.codice, one.gravita, one.messaggio, one.rimedio]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
    );
  }); // prettier-ignore

  it('tells the limits that hold', () => {
    const section = page.slice(page.indexOf('| limite |'), page.indexOf('Di ogni riga'));
    const told = [...section.matchAll(/^\| [^|]+ \| ([0-9.]+)(?: (GB|MB|a 1))? \|/gm)].map(([, number, unit]) => {
      const value = Number(number!.replaceAll('.', ''));
      return unit === 'GB' ? value * MEGABYTE * 1024 : unit === 'MB' ? value * MEGABYTE : value;
    });
    const { byte, byteDecompressi, rapporto, parti, annidato, fogli, testiCondivisi, righe, colonne, cella, oggetto, profonditaJson } = LIMITI_PREDEFINITI;
    expect(told).toEqual([byte, byteDecompressi, rapporto, parti, annidato, fogli, testiCondivisi, righe, colonne, cella, oggetto, profonditaJson]);
  }); // prettier-ignore
});
