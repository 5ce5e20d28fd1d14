import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { TRACCIATI, nomeTracciato } from '../catalogo.js';
import { pianoOf } from '../piano/piano-of.js';
import type { CampoPiano } from '../piano/piano.js';
import { valoreDi } from '../piano/valori-scritti.js';
import { readDocumento } from '../documenti/read-documento.js';
import { sorgenteOf } from '../documenti/sorgente.js';
import type { RigaLetta } from '../lettura.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { contenutoFogli } from '../prova/fogli-scritti.js';
import { itWithOpenpyxl } from '../prova/openpyxl.js';
import { scritturaDi } from '../scrittura/valori.js';
import type { CellaScritta } from '../scrittura/xlsx/foglio-scritto.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import type { Tracciato } from '../tracciato.js';
import { modelloCsvOf } from './modello-csv.js';
import { fogliModello, modelloXlsxOf } from './modello-xlsx.js';

describe.each(TRACCIATI.map((tracciato) => [nomeTracciato(tracciato), tracciato] as const))('The models of %s', (_, tracciato) => {
  const campi = pianoOf(tracciato).filter(({ inModello }) => inModello);
  const nomi = campi.map(({ nome }) => nome);

  it('in CSV is the header alone, as Italian spreadsheets open it', () => {
    expect(modelloCsvOf(tracciato)).toBe(`\uFEFF${nomi.join(';')}\r\n`);
  });

  it('in XLSX is the header, a sheet of instructions with every column, and hidden lists; the same bytes at every making', async () => {
    const bytes = Buffer.from(await modelloXlsxOf(tracciato));
    expect(bytes.equals(Buffer.from(await modelloXlsxOf(tracciato)))).toBe(true);
    const fogli = await contenutoFogli(bytes);
    expect(fogli.map(({ nome, visibile }) => [nome, visibile])).toEqual([['Righe', true], ['Istruzioni', true], ['Elenchi', false]]);
    expect(fogli[0]!.celle).toEqual([nomi]);
    const istruzioni = fogli[1]!.celle.slice(1, campi.length + 1);
    expect(istruzioni.map(([nome, descrizione]) => [nome, descrizione])).toEqual(campi.map(({ nome, descrizione }) => [nome, descrizione]));
    for (const row of istruzioni) expect([row[0], row.filter((cell) => cell !== undefined && cell !== '').length]).toEqual([row[0], 5]);
  });

  it('in XLSX speaks of columns, never of attributes, and says once that a column is mandatory', async () => {
    const fogli = await contenutoFogli(Buffer.from(await modelloXlsxOf(tracciato)));
    const attributi = campi.flatMap(({ attributo }) => (attributo === undefined || !/[a-z][A-Z]/.test(attributo.nome) ? [] : [attributo.nome]));
    const detto = [...fogli[1]!.celle.map((row) => row.slice(0, 3).join(' ')), ...Array.from(fogli[0]!.xml.matchAll(/ prompt="([^"]*)"/g), ([, nota]) => nota!)];
    expect(detto.length).toBeGreaterThan(2 * campi.length);
    for (const words of detto) {
      expect(attributi.filter((nome) => words.includes(nome))).toEqual([]);
      expect(words).not.toMatch(/dovuto: (sempre|mai)|se Disabilita /);
    }
  });

  it('in XLSX, filled in as people do, is read without a word', async () => {
    const riga = campi.map((campo) => cellaDi(campo, tracciato.esempio));
    await expectRead(await buffer(writeXlsx(fogliModello(tracciato, [riga]))));
  });

  itWithOpenpyxl('in XLSX, filled in and saved by another program, is read without a word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modello-'));
    const riga = campi.map((campo) => cellaDi(campo, tracciato.esempio) ?? null);
    writeFileSync(join(folder, 'modello.xlsx'), await modelloXlsxOf(tracciato));
    writeFileSync(join(folder, 'riga.json'), JSON.stringify(riga));
    execFileSync('/usr/bin/python3', ['-c', FILLS_IN, folder]);
    await expectRead(readFileSync(join(folder, 'pieno.xlsx')));
    rmSync(folder, { recursive: true });
  });

  it('in XLSX has righe also in a sheet that somebody named after the instructions', async () => {
    const riga = campi.map((campo) => cellaDi(campo, tracciato.esempio));
    const [righe] = fogliModello(tracciato, [riga]);
    await expectRead(await buffer(writeXlsx([{ ...righe!, nome: 'ISTRUZIONI' }])), 'ISTRUZIONI');
  });

  async function expectRead(bytes: Buffer, nome = 'Righe'): Promise<void> {
    const lettura = readDocumento(tracciato, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgenteOf(bytes));
    const righe: RigaLetta[] = [];
    for await (const some of lettura.righe()) righe.push(...some);
    expect(lettura.esito()).toMatchObject({ stato: 'letto', formato: 'xlsx', schemaValido: true, rilieviInvio: [], righe: 1 });
    expect(righe.map(({ rilievi, foglio }) => [rilievi, foglio])).toEqual([[[], nome]]);
    expect(JSON.parse(JSON.stringify(righe[0]!.contenuto))).toEqual(tracciato.esempio.contenuto);
  }

  it('in XLSX keeps zeros: every column that is no day, count or amount is a text down to the last row', async () => {
    const { xml } = (await contenutoFogli(Buffer.from(await modelloXlsxOf(tracciato))))[0]!;
    const styles = Array.from(xml.matchAll(/<col min="(\d+)"[^>]* style="(\d+)"/g), ([, at, style]) => [campi[Number(at) - 1]!, style] as const);
    expect(styles).toHaveLength(campi.length);
    const texts = styles.filter(([{ tipo, lista }]) => lista || ['testo', 'si_no'].includes(tipo.base));
    expect(new Set(texts.map(([, style]) => style))).toEqual(new Set(['2']));
    for (const [{ nome, tipo, lista }, style] of styles) if (style !== '2') expect([nome, lista, tipo.base]).not.toEqual([nome, false, 'testo']);
  });

  it('in XLSX has on every column a note, and a list with codes and labels where values are counted', async () => {
    const fogli = await contenutoFogli(Buffer.from(await modelloXlsxOf(tracciato)));
    const { xml } = fogli[0]!;
    for (const [at, { nome, tipo, lista }] of campi.entries()) {
      const lettera = fogli[0]!.lettere[at]!;
      const [, prompt] = new RegExp(`prompt="([^"]*)"[^>]* sqref="${lettera}2:${lettera}1048576"`).exec(xml) ?? [];
      expect([nome, (prompt ?? '').length > 10]).toEqual([nome, true]);
      const [, list] = new RegExp(`sqref="${lettera}2:${lettera}1048576"><formula1>([^<]*)<`).exec(xml) ?? [];
      const offered = list === undefined ? undefined : offeredBy(fogli[2]!.celle, list);
      const expected = tipo.base === 'si_no' ? ['sì', 'no'] : tipo.elenco?.map(({ valore, etichetta }) => `${valore} - ${etichetta}`);
      expect([nome, offered]).toEqual([nome, lista ? undefined : expected]);
    }
  });
}); // prettier-ignore

/** As the drop-down lists and a hand write it. */
function cellaDi(campo: CampoPiano, { contenuto, testata }: Tracciato['esempio']): CellaScritta {
  if (campo.nome === 'cf_operatore') return testata.codiceFiscaleOperatore;
  const { tipo, lista } = campo;
  const value = valoreDi(campo, { contenuto });
  if (value === undefined || tipo.base === 'si_no') return undefined;
  if (lista) return (value as string[]).join('|');
  if (tipo.base === 'data') return { giorno: value as string };
  if (tipo.base === 'intero') return value as number;
  if (tipo.forma === 'centesimi') return (value as number) / 100;
  const voce = tipo.elenco?.find(({ valore }) => valore === value);
  return voce === undefined ? scritturaDi(tipo, value) : `${voce.valore} - ${voce.etichetta}`;
}

/** Types as a person does: into the first row, whose cells have the format of their column. */
const FILLS_IN = `
import sys, json, datetime, openpyxl
folder = sys.argv[1]
book = openpyxl.load_workbook(folder + '/modello.xlsx')
sheet = book['Righe']
for at, value in enumerate(json.load(open(folder + '/riga.json')), 1):
    if value is None: continue
    cell = sheet.cell(2, at)
    cell.number_format = 'General' if not isinstance(value, str) else '@'
    cell.value = datetime.date.fromisoformat(value['giorno']) if isinstance(value, dict) else value
book.save(folder + '/pieno.xlsx')
`;

/** The cells that `Elenchi!$B$2:$B$9` names. */
function offeredBy(celle: readonly (readonly unknown[])[], range: string): unknown[] {
  const [, letters, first, last] = /^Elenchi!\$([A-Z]+)\$(\d+):\$\1\$(\d+)$/.exec(range)!;
  const column = [...letters!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return celle.slice(Number(first) - 1, Number(last)).map((row) => row[column]);
}
