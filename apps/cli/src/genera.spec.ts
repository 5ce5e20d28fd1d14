import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TIPI_ERRORE } from '#libs/sintetici';
import { run } from './terminale-di-prova.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'snodo-genera-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('snodo genera', () => {
  it('writes the document asked for, the same for the same seed', async () => {
    const one = await run(['genera', '--righe', '20', '--seme', 'x', '--ente', 'G479']);
    expect(one.uscita).toBe(0);
    expect(one.output.split('<PrestazioniSociali ')).toHaveLength(21);
    expect(one.output).toContain('Codice="G479" Denominazione="COMUNE DI PESARO" Indirizzo="G479"');
    expect((await run(['genera', '--righe', '20', '--seme', 'x', '--ente', '041044'])).output).toBe(one.output);
    expect((await run(['genera', '--righe', '20', '--seme', 'y', '--ente', 'G479'])).output).not.toBe(one.output);
  });

  it('writes the registry of a comune, which `verifica` finds right', async () => {
    const asked = ['genera', '--tracciato', 'ANAGRAFE', '--righe', '40', '--ente', 'G479'];
    const file = join(folder, 'anagrafe.csv');
    expect((await run([...asked, '--uscita', file])).uscita).toBe(0);
    const lines = readFileSync(file, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(41);
    expect(lines[1]).toContain('completa;2025-03-31;40;');
    const { output, uscita } = await run(['verifica', '--tracciato', 'ANAGRAFE', file]);
    expect([uscita, /errori?\D*[1-9]/i.test(output)]).toEqual([0, false]);
    expect((await run([...asked, '--errori', 'tutti'])).uscita).not.toBe(0);
    expect((await run(['genera', '--tracciato', 'SINBA'])).uscita).not.toBe(0);
  });

  it('lists what it made wrong, as CSV or as JSON', async () => {
    const [csv, json, xml] = ['elenco.csv', 'elenco.json', 'flusso.xml'].map((name) => join(folder, name));
    const asked = ['genera', '--righe', '60', '--errori', 'tutti'];
    expect((await run([...asked, '--elenco', csv!, '--uscita', xml!])).output).toBe('');
    await run([...asked, '--elenco', json!]);
    const list = JSON.parse(readFileSync(json!, 'utf8')) as { riga: number; tipo: string; regola: string }[];
    expect(list.map(({ tipo }) => tipo)).toEqual(TIPI_ERRORE.map(({ nome }) => nome));
    expect(readFileSync(csv!, 'utf8').split('\r\n')).toHaveLength(TIPI_ERRORE.length + 2);
    expect(readFileSync(xml!, 'utf8')).toContain('A1.99');
  });

  it('takes kinds by rule code, and leaves an empty list when nothing is wrong', async () => {
    const file = join(folder, 'regola.json');
    await run(['genera', '--errori', 'PS-05', '--righe-errate', '4', '--elenco', file]);
    const list = JSON.parse(readFileSync(file, 'utf8')) as { regola: string }[];
    expect(list.map(({ regola }) => regola)).toEqual(['PS-05', 'PS-05', 'PS-05', 'PS-05']);
    await run(['genera', '--righe', '1', '--elenco', file]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('says the same of the same people in any form, which the name of the file may say', async () => {
    const asked = ['genera', '--righe', '9', '--seme', 'forme'];
    const xml = (await run(asked)).output;
    const csv = (await run([...asked, '--forma', 'csv'])).output;
    const file = join(folder, 'righe.ndjson');
    await run([...asked, '--uscita', file]);
    const righe = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, string>); // prettier-ignore
    const protocolli = [...xml.matchAll(/ProtocolloDomanda="([^"]+)"/g)].map((match) => match[1]);
    expect(righe.map((riga) => riga.protocollo_domanda)).toEqual(protocolli);
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(10);
    for (const [at, riga] of righe.entries()) expect(lines[at + 1]).toContain(`;${riga.codice_fiscale};`);
    expect((await run([...asked, '--forma', 'json'])).output).toBe(`[\n${righe.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`); // prettier-ignore
  });

  it('writes whole numbers in JSON as numbers, as the JSON Schema asks, and texts as texts', async () => {
    const { output } = await run(['genera', '--righe', '40', '--seme', 'forme', '--forma', 'ndjson']);
    const righe = output.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    const mesi = righe.flatMap(({ periodo_erogazione: valore }) => (valore === undefined ? [] : [valore]));
    expect(mesi.length).toBeGreaterThan(0);
    expect(new Set(mesi.map((valore) => typeof valore))).toEqual(new Set(['number']));
    expect(new Set(righe.map((riga) => typeof riga['anno_nascita']))).toEqual(new Set(['string']));
  });

  it.each([
    [['genera', '--forma', 'pdf'], '--forma'],
    [['genera', '--righe', 'molte'], 'righe'],
    [['genera', '--righe', '0'], 'righe'],
    [['genera', '--errori', 'boh'], 'boh'],
    [['genera', '--ente', 'Z999'], 'Z999'],
    [['genera', '--oggi', '31/12/2024'], '--oggi'],
    [['genera', '--tracciato', 'SINBA'], 'PS_PSA_SINA'],
    [['genera', '--boh'], '--boh'],
    [['genera', '--righe'], '--righe'],
  ])('%j is refused in Italian, with the usage line', async (args, word) => {
    const { uscita, errors } = await run(args);
    expect(uscita).toBe(64);
    expect(errors).toContain(word);
    expect(errors).toContain('uso: snodo genera');
    // A help of eighty lines would scroll the reason away.
    expect(errors.trim().split('\n').length).toBeLessThan(6);
    expect(errors).toContain('snodo genera --help');
  });
});
