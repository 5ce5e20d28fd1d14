import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findTracciato, verificheConStatoDi } from '#libs/tracciati';
import { run } from './terminale-di-prova.js';

const SHARED = process.env.SNODO_SHARED ?? '../shared';
const ESEMPIO = `${SHARED}/oracles/inps/examples/PS_PSA_SINA_example_openapi_line223_schema_flusso.xml`;

async function genera(...args: string[]): Promise<string> {
  return (await run(['genera', ...args])).output;
}

function verifica(input: string, ...args: string[]) {
  return run(['verifica', '--tracciato', 'PS_PSA_SINA', '-', ...args], { input });
}

interface Riga {
  readonly riga: number | null;
  readonly regola: string;
  readonly gravita: string;
}

function rowsOf(output: string): Riga[] {
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Riga);
}

describe('snodo verifica', () => {
  it('exits 0 for a right document and lists what only the hub can check', async () => {
    const { uscita, output } = await verifica(await genera('--righe', '50'), '--json');
    expect(uscita).toBe(0);
    expect(rowsOf(output).map(({ regola, gravita }) => [regola, gravita])).toEqual(
      verificheConStatoDi(findTracciato('PS_PSA_SINA')!).map(({ codice }) => [codice, 'non_verificato']),
    );
  });

  it('lists for the registry of a comune only what the hub checks of persons', async () => {
    const { output } = await run(['verifica', '--tracciato', 'ANAGRAFE', '-'], {
      input: await genera('--tracciato', 'ANAGRAFE', '--righe', '5', '--forma', 'csv'),
    });
    expect(output.match(/^non verificato {2}\S+/gm)).toEqual([1, 2, 3].map((n) => `non verificato  ST-0${n}`));
    expect(output).not.toMatch(/operatore|prestazione locali/i);
  });

  it('says what is wrong with a table once, and before what that makes wrong with each row', async () => {
    const csv = (await genera('--righe', '30', '--forma', 'csv')).replace(';cognome;', ';COGNOME_UTENTE;');
    const { uscita, output } = await verifica(csv, '--json');
    expect(uscita).toBe(1);
    const regole = rowsOf(output).map(({ regola }) => regola);
    expect(regole.slice(0, 3)).toEqual(['TB-17', 'TB-12', 'XSD-06']);
    expect(regole.filter((regola) => regola === 'TB-12')).toHaveLength(1);
    expect(regole.filter((regola) => regola === 'XSD-06')).toHaveLength(30);
    expect((await verifica(csv)).output).toContain('30 record letti, 30 con errori; 30 errori e 2 avvisi in tutto.');
  });

  it('exits 0 when there are only avvisi', async () => {
    const { uscita, output } = await verifica(await genera('--errori', 'regione_istat'), '--json');
    expect(uscita).toBe(0);
    expect(rowsOf(output)[0]).toMatchObject({ regola: 'PS-17', gravita: 'avviso' });
  });

  it('exits 1 with an errore and says where, what and how to mend it', async () => {
    const { uscita, output } = await verifica(await genera('--righe', '3', '--errori', 'PS-04'), '--json');
    expect(uscita).toBe(1);
    const [first] = rowsOf(output);
    expect(Object.keys(first!)).toEqual([
      'riga',
      'linea',
      'colonna',
      'foglio',
      'cella',
      'campo',
      'regola',
      'gravita',
      'messaggio',
      'rimedio',
    ]);
    expect(first).toMatchObject({
      riga: 3,
      campo: 'PrestazioniSociali/@DataInizioPrestazione',
      regola: 'PS-04',
      gravita: 'errore',
    });
  });

  it.each(['troncato', 'non_ben_formato'])('exits 2 for a document %s', async (errore) => {
    const { uscita, output } = await verifica(await genera('--errori', errore));
    expect(uscita).toBe(2);
    expect(output).toContain('nessun record verrebbe accolto');
  });

  it('exits 2 for an empty input and for a file that is not there', async () => {
    expect((await verifica('')).uscita).toBe(2);
    const { uscita, errors } = await run(['verifica', '--tracciato', 'PS_PSA_SINA', '/nowhere.xml']);
    expect([uscita, errors]).toEqual([2, 'non posso leggere /nowhere.xml: il file non esiste\n']);
  });

  it('counts for people: record, errors, schema', async () => {
    const { output } = await verifica(await genera('--righe', '40', '--errori', 'XSD-06,PS-12,PS-17'));
    expect(output).toContain('40 record letti, 2 con errori; 2 errori e 1 avviso in tutto.');
    expect(output).toContain('NON conforme allo schema');
    expect(output).toContain('non verificato  ST-01');
  });

  it('writes CSV with a heading', async () => {
    const { output } = await verifica(await genera('--righe', '3', '--errori', 'PS-04'), '--csv');
    const [heading, first] = output.split('\r\n');
    expect(heading).toBe('\uFEFFriga;linea;colonna;foglio;cella;campo;regola;gravita;messaggio;rimedio');
    expect(first).toMatch(/^3;[0-9]+;[0-9]+;;;PrestazioniSociali\/@DataInizioPrestazione;PS-04;errore;/);
  });

  it.each(['csv', 'json', 'ndjson', 'xlsx'])('judges a file in %s as the same in XML', async (forma) => {
    const folder = mkdtempSync(join(tmpdir(), 'snodo-verifica-'));
    try {
      const file = join(folder, `righe.${forma}`);
      const asked = ['genera', '--righe', '30', '--errori', 'PS-05,XSD-06,PS-17'];
      await run([...asked, '--uscita', file]);
      const verdict = async (name: string, input = '') => {
        const { uscita, output } = await run(['verifica', '--tracciato', 'PS_PSA_SINA', name, '--json'], { input });
        return [uscita, rowsOf(output).map(({ riga, regola }) => `${riga} ${regola}`).toSorted()]; // prettier-ignore
      };
      expect(await verdict(file)).toEqual(await verdict('-', (await run(asked)).output));
      const { output } = await run(['verifica', '--tracciato', 'PS_PSA_SINA', file]);
      if (forma === 'csv' || forma === 'xlsx') expect(output).toMatch(/cella [A-Z]+[0-9]+  PS-05/);
      expect(output).not.toContain('schema ufficiale');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('judges as of the day asked for', async () => {
    const document = await genera('--righe', '30', '--oggi', '2025-03-31');
    expect((await verifica(document, '--json', '--oggi', '2023-06-30')).output).toContain('SN-05');
    expect((await verifica(document, '--json')).output).not.toContain('SN-05');
  });

  it.each([
    [['verifica', '-'], '--tracciato'],
    [['verifica', '--tracciato', 'BOH', '-'], 'BOH'],
    [['verifica', '--tracciato', 'PS_PSA_SINA'], 'FILE'],
    [['verifica', '--tracciato', 'PS_PSA_SINA', 'a', 'b'], 'b'],
    [['verifica', '--tracciato', 'PS_PSA_SINA', '-', '--json', '--csv'], '--json e --csv'],
  ])('%j is wrong usage', async (args, word) => {
    const { uscita, errors } = await run(args);
    expect(uscita).toBe(64);
    expect(errors).toContain(word);
  });

  (existsSync(ESEMPIO) ? it : it.skip)('refuses INPS’s own example, which breaks INPS’s own rules', async () => {
    const { uscita, output } = await run(['verifica', '--tracciato', 'PS_PSA_SINA@201812', ESEMPIO]);
    expect(uscita).toBe(1);
    expect(output).toContain('conforme allo schema ufficiale');
  });
});
if (!existsSync(ESEMPIO)) process.stderr.write(`skipped: INPS example not found at ${ESEMPIO}\n`);
