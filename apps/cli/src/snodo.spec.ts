import { describe, expect, it } from '@jest/globals';
import { run } from './terminale-di-prova.js';
import { csvLine } from './scrittura.js';
import { COMANDI } from './snodo.js';

describe('snodo', () => {
  it('says what it can do when asked nothing, --help or something else', async () => {
    for (const args of [[], ['--help'], ['boh']]) {
      const { output, errors } = await run(args);
      for (const { nome } of COMANDI) expect(output + errors).toContain(`  ${nome}`);
    }
    expect((await run(['--help'])).uscita).toBe(0);
    expect(await run(['boh'])).toMatchObject({ uscita: 64, output: '' });
  });

  it.each(COMANDI.map(({ nome }) => nome))('explains %s and each of its options', async (nome) => {
    const { uscita, output } = await run([nome, '--help']);
    const comando = COMANDI.find((comando) => comando.nome === nome)!;
    expect(uscita).toBe(0);
    for (const option of [...Object.keys(comando.opzioni), 'help']) expect(output).toContain(`--${option}`);
  });
});

describe('CSV for spreadsheets', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+39', "'+39"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['a,"b"', '"a,""b"""'],
    ['=a,b', '"\'=a,b"'],
  ])('turns %j into text', (cell, written) => {
    expect(csvLine([cell], ',')).toBe(`${written}\r\n`);
  });

  it('leaves numbers and nothing as they are', () => {
    expect(csvLine([-1, null, 'a'], ',')).toBe('-1,,a\r\n');
    expect(csvLine(['a;b', 'c,d'], ';')).toBe('"a;b";c,d\r\n');
  });
});
