import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Foglio } from '../../tabelle/foglio.js';
import { readFoglio } from '../../tabelle/read-foglio.js';
import { leggiCartella } from '../../tabelle/xlsx/cartella.js';
import { GUASTI_CARTELLA } from '../../tabelle/xlsx/guasti.js';
import { TestiCondivisi } from '../../tabelle/xlsx/testi-condivisi.js';
import { Archivio } from '../../documenti/archivio.js';
import { sorgenteOf } from '../../documenti/sorgente.js';
import { LIMITI_FOGLIO } from '../../tabelle/limiti-foglio.js';
import { itWithOpenpyxl } from '../../prova/openpyxl.js';
import type { CellaScritta, ColonnaScritta, FoglioScritto } from './foglio-scritto.js';
import { writeXlsx } from './write-xlsx.js';

const PROVA = {
  titolo: 'prova',
  colonne: {
    codice: { descrizione: 'codice', obbligatorio: true, tipo: { base: 'testo' } },
    dal: { descrizione: 'giorno', tipo: { base: 'data' } },
    spesa: { descrizione: 'euro', tipo: { base: 'decimale', forma: 'centesimi' } },
    nota: { descrizione: 'nota', tipo: { base: 'testo' } },
  },
} as const satisfies Foglio;
const COLONNE: readonly ColonnaScritta[] = [
  { titolo: 'codice', nota: 'Il codice.\nCon gli zeri.' },
  { titolo: 'dal', formato: 'giorno' },
  { titolo: 'spesa', formato: 'importo', larghezza: 12 },
  { titolo: 'nota', aCapo: true, valori: ['1 - Sì, "certo" & <forse>', '2 - No'] },
];
const foglio = (righe: FoglioScritto['righe'], altro: Partial<FoglioScritto> = {}): FoglioScritto => ({
  nome: 'Elenco',
  colonne: COLONNE,
  righe,
  ...altro,
});
const write = async (fogli: readonly FoglioScritto[], opzioni = {}) => buffer(writeXlsx(fogli, opzioni));
const fogliDi = async (bytes: Buffer) => {
  const archivio = await Archivio.open(sorgenteOf(bytes), LIMITI_FOGLIO, GUASTI_CARTELLA);
  return (await leggiCartella(archivio, LIMITI_FOGLIO)).fogli.map(({ nome, visibile }) => [nome, visibile]);
};
const parteDi = async (bytes: Buffer, parte: string) =>
  Buffer.concat(
    await collect((await Archivio.open(sorgenteOf(bytes), LIMITI_FOGLIO, GUASTI_CARTELLA)).read(parte)),
  ).toString();
const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
};

describe('a written workbook', () => {
  it('is read back: texts with their zeros, days, amounts, nothing where nothing was', async () => {
    const bytes = await write([
      foglio([
        ['007', { giorno: '2026-12-31' }, 12.5, 'una "nota"'],
        ['1', undefined, 0, undefined],
      ]),
    ]);
    const { righe, rilievi } = await readFoglio(bytes, PROVA);
    expect(rilievi).toEqual([]);
    expect(righe.map(({ valori }) => valori)).toEqual([
      { codice: '007', dal: '2026-12-31', spesa: 1250, nota: 'una "nota"' },
      { codice: '1', spesa: 0 },
    ]);
  });

  it('keeps its header in sight, and its first column where that is asked', async () => {
    const parte = async (altro: Partial<FoglioScritto>) =>
      parteDi(await write([foglio([['007']], altro)]), 'xl/worksheets/sheet1.xml');
    expect(await parte({})).toContain('<pane ySplit="1" topLeftCell="A2"');
    expect(await parte({ primaFerma: true })).toContain('<pane xSplit="1" ySplit="1" topLeftCell="B2"');
  });

  it('gives back every text, whatever is in it', async () => {
    const unit = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('_x0041_', '_x005F_', '\r\n', ' ', '\u0000', '\ud800', '\uffff', '😀', ']]>', '&amp;')); // prettier-ignore
    const text = fc.array(unit, { maxLength: 6 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const bytes = await write([foglio(texts.map((one) => ['c', undefined, undefined, one]))]);
        const rows = await celle(bytes);
        expect(rows.slice(1).map((row) => row[3] ?? '')).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });

  it('holds no formula: what begins like one is a text, of a column of texts', async () => {
    const bytes = await write([
      foglio(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'].map((one) => [one, undefined, undefined, one])),
    ]);
    const xml = await parteDi(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).not.toContain('<f>');
    expect([...xml.matchAll(/<c r="[AD][2-6]" s="(\d+)" t="inlineStr">/g)]).toHaveLength(10);
    expect((await celle(bytes)).slice(1).map(([first]) => first)).toEqual(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']);
  });

  it('keeps days that spreadsheets count in two ways, and texts too long for a cell, in forms that all of them read', async () => {
    const [, old, long] = await celle(
      await write([foglio([[undefined, { giorno: '1900-02-28' }], ['x'.repeat(32_766) + '😀']])]),
    );
    expect(old![1]).toBe('1900-02-28');
    expect(long![0]).toBe(`${'x'.repeat(32_766)}…`);
  });

  it('shows notes and lists within what Excel takes, lists on a hidden sheet, once each', async () => {
    const valori = Array.from({ length: 100 }, (_, at) => `${at} - voce, numero ${at}`);
    const colonne: ColonnaScritta[] = [
      { titolo: 't'.repeat(40), nota: 'n'.repeat(300), valori },
      { titolo: 'b', valori: [...valori] },
      { titolo: 'c', valori: ['1 - Sì'] },
    ];
    const bytes = await write([foglio([], { colonne }), foglio([], { nome: 'Altro', colonne: [{ titolo: 'solo' }] })]);
    expect(await fogliDi(bytes)).toEqual([['Elenco', true], ['Altro', true], ['Elenchi', false]]); // prettier-ignore
    const xml = await parteDi(bytes, 'xl/worksheets/sheet1.xml');
    expect(/prompt="([^"]*)"/.exec(xml)![1]).toHaveLength(255);
    expect(/promptTitle="([^"]*)"/.exec(xml)![1]).toHaveLength(32);
    expect([...xml.matchAll(/<formula1>([^<]*)</g)].map(([, one]) => one)).toEqual([
      'Elenchi!$A$2:$A$101',
      'Elenchi!$A$2:$A$101',
      'Elenchi!$B$2:$B$2',
    ]);
    expect(await parteDi(bytes, 'xl/worksheets/sheet2.xml')).not.toContain('dataValidation');
    const lists = await celle(bytes, 'xl/worksheets/sheet3.xml');
    expect([lists[1], lists[2]]).toEqual([['0 - voce, numero 0', '1 - Sì'], ['1 - voce, numero 1']]);
  });

  it('goes on in another sheet, with the header, when the rows are more than one holds', async () => {
    const righe = Array.from({ length: 7 }, (_, at): CellaScritta[] => [`r${at}`]);
    const bytes = await write([foglio(righe, { nome: 'Un nome lungo quanto ne ammette!' })], { righeFoglio: 4 });
    expect((await fogliDi(bytes)).map(([nome]) => nome)).toEqual([
      'Un nome lungo quanto ne ammette',
      'Un nome lungo quanto ne amm (2)',
      'Un nome lungo quanto ne amm (3)',
      'Elenchi',
    ]);
    const first = await Promise.all([1, 2, 3].map((at) => celle(bytes, `xl/worksheets/sheet${at}.xml`)));
    expect(first.map((rows) => rows.map(([one]) => one))).toEqual([
      ['codice', 'r0', 'r1', 'r2'],
      ['codice', 'r3', 'r4', 'r5'],
      ['codice', 'r6'],
    ]);
  });

  it('asks for a row only when the one before is written, and lets go of the source when the reader goes away', async () => {
    let given = 0;
    let closed = false;
    const source = async function* (): AsyncGenerator<CellaScritta[]> {
      try {
        for (; given < 1_000_000; given++) yield [`riga ${given}`, undefined, undefined, 'x'.repeat(1000)];
      } finally {
        closed = true;
      }
    };
    let bytes = 0;
    for await (const chunk of writeXlsx([foglio(source())])) {
      bytes += chunk.length;
      if (bytes > 10_000) break;
    }
    expect(given).toBeLessThan(100_000);
    expect(closed).toBe(true);
  });

  it('fails with the failure of its source', async () => {
    const broken = async function* (): AsyncGenerator<CellaScritta[]> {
      yield ['una'];
      throw new Error('database gone');
    };
    await expect(write([foglio(broken())])).rejects.toThrow('database gone');
  });

  it('not compressed is the same bytes at every writing, and reads the same', async () => {
    const righe = [['007', { giorno: '2026-12-31' }, 1, 'x']];
    const [one, other] = [
      await write([foglio(righe)], { compressa: false }),
      await write([foglio(righe)], { compressa: false }),
    ];
    expect(one.equals(other)).toBe(true);
    expect(await celle(one)).toEqual(await celle(await write([foglio(righe)])));
  });

  itWithOpenpyxl('is what another program takes it for', async () => {
    const righe = [['007', { giorno: '2026-12-31' }, 12.5, '=1+1'], ['<à>', { giorno: '1900-03-01' }, -1, ' à\n']];
    const path = join(mkdtempSync(join(tmpdir(), 'xlsx-')), 'prova.xlsx');
    writeFileSync(path, await write([foglio(righe, { filtro: true })]));
    expect(JSON.parse(execFileSync('/usr/bin/python3', ['-c', PYTHON, path], { encoding: 'utf8' }))).toEqual({
      fogli: [['Elenco', 'visible'], ['Elenchi', 'hidden']],
      celle: [
        ['codice', 'dal', 'spesa', 'nota'],
        ['007', '2026-12-31 00:00:00', '12.5', '=1+1'],
        ['<à>', '1900-03-01 00:00:00', '-1', ' à\n'],
      ],
      genere: ['s', 'd', 'n', 's'],
      formati: ['@', 'dd/mm/yyyy', '0.00', '@'],
      fermo: 'A2',
      filtro: 'A1:D3',
      convalide: [[null, 'A1', 'Il codice.\nCon gli zeri.'], [null, 'A2:A1048576', 'Il codice.\nCon gli zeri.'], ['list', 'D2:D1048576', null]],
    });
  }); // prettier-ignore
});

/** Every cell of a sheet as our scanner finds it, before any meaning. */
async function celle(bytes: Buffer, parte = 'xl/worksheets/sheet1.xml'): Promise<unknown[][]> {
  const { CelleFoglio } = await import('../../tabelle/xlsx/celle-foglio.js');
  const { leggiParte } = await import('../../tabelle/xlsx/parte.js');
  const archivio = await Archivio.open(sorgenteOf(bytes), LIMITI_FOGLIO, GUASTI_CARTELLA);
  const rows: unknown[][] = [];
  const listener = new CelleFoglio({ testi: new TestiCondivisi(), stili: [] }, LIMITI_FOGLIO, ({ celle: found }) =>
    rows.push([...found]),
  );
  await leggiParte(parte, archivio.read(parte), listener);
  return rows;
}

const PYTHON = `
import sys, json, openpyxl
w = openpyxl.load_workbook(sys.argv[1])
s = w.worksheets[0]
print(json.dumps({
  "fogli": [[x.title, x.sheet_state] for x in w.worksheets],
  "celle": [[None if c is None else str(c) for c in r] for r in s.iter_rows(values_only=True)],
  "genere": [c.data_type for c in s[2]],
  "formati": [c.number_format for c in s[2]],
  "fermo": s.freeze_panes,
  "filtro": s.auto_filter.ref,
  "convalide": [[v.type, str(v.sqref), v.prompt] for v in s.data_validations.dataValidation],
}))
`;
