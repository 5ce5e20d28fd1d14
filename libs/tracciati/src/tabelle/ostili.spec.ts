import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type CartellaFatta, type CellaFatta, cartella, partiDi } from '../corpus/cartella.js';
import { leggiProva, rilieviIn } from './prova/lettura.js';
import { type Parte, zip } from '../corpus/zip.js';

const MIB = 1024 ** 2;
const CSV = 'codice;denominazione\n';
const HEADER = ['codice', 'denominazione'];
const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';

const buona: CartellaFatta = { fogli: [{ nome: 'Elenco', righe: [HEADER, ['A1', 'Casa'], ['A2', 'Casa rossa']] }] };
const con = (parti: NonNullable<CartellaFatta['parti']>): Buffer => cartella({ ...buona, parti });
const foglio = (rows: string): Buffer => con({ [SHEET]: `<worksheet><sheetData>${rows}</sheetData></worksheet>` });
const righe = (...rows: CellaFatta[][]): Buffer => cartella({ fogli: [{ nome: 'Elenco', righe: [HEADER, ...rows] }] });

describe('a file that is no table is told for what it is', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'TB-01'],
    ['a mark and nothing', Buffer.from('\uFEFF'), 'TB-01'],
    ['blank lines', Buffer.from('\n ; ;\n\n'), 'TB-01'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'TB-02'],
    ['HTML under the name of a workbook', Buffer.from('\n<HTML><table>'), 'TB-02'],
    ['XML', Buffer.from('<?xml version="1.0"?><Flusso/>'), 'TB-02'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'TB-02'],
    ['a workbook of before 2007', ole('Workbook'), 'TB-02'],
    ['an encrypted workbook', ole('EncryptedPackage'), 'TB-03'],
    ['an archive of something else', zip([{ nome: 'a.txt', contenuto: 'ciao' }]), 'TB-02'],
    ['an archive of nothing', zip([]), 'TB-02'],
    ['OpenDocument', zip([{ nome: 'META-INF/manifest.xml', contenuto: '<m/>' }]), 'TB-02'],
    ['a document of another program', con({ 'xl/workbook.xml': null }), 'TB-02'],
    ['bytes at random', Buffer.from([0, 1, 2, 255, 254]), 'TB-04'],
    ['UTF-16 cut in a character', Buffer.concat([Buffer.from(`\uFEFF${CSV}`, 'utf16le'), Buffer.from('x')]), 'TB-04 A2'],
    ['UTF-8 and then Windows-1252', Buffer.concat([Buffer.from(`${CSV}A1;Città\nA2;Citt`), Buffer.from([0xe0])]), 'TB-04 B3'],
    ['NUL in the middle', Buffer.from(`${CSV}A1;Ca\0sa`), 'TB-04 B2'],
    ['a mark of UTF-8 before something else', Buffer.concat([Buffer.from('\uFEFF'), Buffer.from([0xe0, 0x20])]), 'TB-04'],
  ])('%s', async (_, bytes, regola) => {
    const esito = await leggiProva(bytes);
    expect(rilieviIn(esito)).toEqual([regola]);
    expect(esito).toMatchObject({ leggibile: false, righe: [], errori: 1 });
  }); // prettier-ignore

  it('says which spreadsheet to use instead', async () => {
    const ods = await leggiProva(zip([{ nome: 'META-INF/manifest.xml', contenuto: '<m/>' }]));
    expect(ods.rilievi[0]?.messaggio).toBe('Il file non è un foglio XLSX: è un foglio OpenDocument (.ods).');
    const xlsb = con({ '_rels/.rels': '<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>', 'xl/workbook.bin': 'x' }); // prettier-ignore
    expect((await leggiProva(xlsb)).rilievi[0]?.messaggio).toContain('.xlsb');
  });
});

describe('each limit', () => {
  it.each([
    ['bytes', { byte: 30 }, Buffer.from(`${CSV}A1;Casa rossa\n`), 'TB-05'],
    ['rows of a CSV', { righe: 2 }, Buffer.from(`${CSV}A1;x\n\nA2;x\nA3;x\n`), 'TB-05 A5'],
    ['rows of a workbook', { righe: 1 }, cartella(buona), 'TB-05 A3'],
    ['columns of a CSV', { colonne: 3 }, Buffer.from(`${CSV}A1;x;;;y\n`), 'TB-05 E2'],
    ['columns of a workbook', { colonne: 3 }, righe(['A1', 'x', null, 'y']), 'TB-05 D2'],
    ['characters of a plain cell', { cella: 20 }, Buffer.from(`${CSV}A1;${'x'.repeat(21)}\n`), 'TB-05 B2'],
    ['characters of a quoted cell', { cella: 20 }, Buffer.from(`${CSV}A1;"${'x""'.repeat(11)}"\n`), 'TB-05 B2'],
    ['characters after a quote that is not closed', { cella: 20 }, Buffer.from(`${CSV}A1;"${'x'.repeat(30)}"`), 'TB-05 B2'],
    ['characters of an inline text', { cella: 20 }, righe([{ xml: `<c t="str"><v>${'x'.repeat(21)}</v></c>` }]), 'TB-05 A2'],
    ['characters of a shared text', { cella: 20 }, righe(['x'.repeat(21)]), 'TB-05'],
    ['characters of all shared texts', { testiCondivisi: 100 }, cartella(buona), 'TB-05'],
    ['shared texts, though empty', { testiCondivisi: 1600 }, con({ [STRINGS]: `<sst>${'<si/>'.repeat(101)}</sst>` }), 'TB-05'],
    ['bytes inflated', { byteDecompressi: 2000 }, cartella(buona), 'TB-05'],
    ['ratio of compression', { rapporto: 50 }, con({ [SHEET]: `<worksheet>${' '.repeat(MIB)}</worksheet>` }), 'TB-05'],
    ['parts', { parti: 5 }, cartella(buona), 'TB-05'],
    ['sheets', { fogli: 1 }, cartella({ fogli: [...buona.fogli, ...buona.fogli] }), 'TB-05'],
  ])('on %s holds', async (_, limiti, bytes, where) => {
    const esito = await leggiProva(bytes, limiti);
    expect(rilieviIn(esito)).toEqual([where]);
    expect(esito).toMatchObject({ leggibile: false, righe: [] });
    expect(esito.rilievi[0]!.messaggio).toContain(String(Object.values(limiti)[0]));
  }); // prettier-ignore

  it('lets pass what is just within it', async () => {
    const csv = await leggiProva(`${CSV}A1;"${'x'.repeat(20)}";;;;;\n`, { righe: 1, colonne: 2, cella: 20, byte: 60 });
    expect(csv.errori).toBe(0);
    const size = partiDi(buona).reduce((sum, { contenuto }) => sum + contenuto.length, 0);
    const workbook = { righe: 2, fogli: 1, parti: 7, byteDecompressi: size, testiCondivisi: 6 * 16 + 37 };
    expect((await leggiProva(cartella(buona), workbook)).errori).toBe(0);
    const regular = foglio(`<row r="1">${' '.repeat(200_000)}</row>`);
    expect(rilieviIn(await leggiProva(regular, { rapporto: 50 }))).toEqual(['TB-01']);
  });

  it('keeps a header of any length from making every rilievo as long', async () => {
    const esito = await leggiProva(`${CSV.trim()};${'\uFDFA'.repeat(30_000)}\n`);
    expect(esito.rilievi[0]!.campo).toHaveLength(200);
    expect(JSON.stringify(esito.rilievi).length).toBeLessThan(3000);
  });

  it('ignores empty columns, as far as they go', async () => {
    const esito = await leggiProva(`${CSV.trim()}${';'.repeat(16_000)}\nA1;x${';'.repeat(16_000)}\n`);
    expect(esito).toMatchObject({ lette: 1, errori: 0, avvisi: 0 });
    const styled = await leggiProva(foglio('<row r="1"><c r="A1" t="str"><v>codice</v></c><c r="B1" t="str"><v>denominazione</v></c><c r="XFD1" s="1"/></row>')); // prettier-ignore
    expect(rilieviIn(styled)).toEqual(['TB-16']);
  });
});

describe('a workbook of bad intentions is refused', () => {
  const entity = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  const stored: Parte[] = partiDi(buona).map((parte) => ({ ...parte, intera: true }));
  const cell = (reference: string): string => `<row r="1"><c r="${reference}" t="str"><v>x</v></c></row>`;

  it.each([
    ['entities', con({ [SHEET]: `${entity}<worksheet><sheetData>&b;</sheetData></worksheet>` }), 'TB-06'],
    ['entities in its texts', con({ [STRINGS]: `${entity}<sst><si><t>&b;</t></si></sst>` }), 'TB-06'],
    ['an entity that is not declared', foglio('<row><c t="str"><v>&b;</v></c></row>'), 'TB-06'],
    ['a bomb that says its size', con({ [SHEET]: { dichiarata: { dimensione: 129 * MIB } } }), 'TB-05'],
    ['a bomb that lies on its size', con({ [SHEET]: { contenuto: ' '.repeat(MIB), dichiarata: { dimensione: 10 } } }), 'TB-06'],
    ['a size that is not there', con({ [SHEET]: { dichiarata: { dimensione: 5000 } } }), 'TB-06'],
    ['a wrong checksum', con({ [SHEET]: { dichiarata: { crc: 1 } } }), 'TB-06'],
    ['a compression of another kind', con({ [SHEET]: { dichiarata: { metodo: 12 } } }), 'TB-06'],
    ['an encrypted part', con({ [SHEET]: { bandiere: 1 } }), 'TB-03'],
    ['a part twice', zip([...partiDi(buona), { ...partiDi(buona).at(-1)!, nome: SHEET.toUpperCase() }]), 'TB-06'],
    ['a part outside', con({ '../../etc/passwd': 'x' }), 'TB-06'],
    ['an absolute part', con({ '/etc/passwd': 'x' }), 'TB-06'],
    ['a part of Windows', con({ 'xl\\evil.xml': 'x' }), 'TB-06'],
    ['no sheet', con({ [SHEET]: null }), 'TB-06'],
    ['no texts, though named', con({ [STRINGS]: null }), 'TB-06 A1'],
    ['no relations', con({ 'xl/_rels/workbook.xml.rels': null }), 'TB-06'],
    ['a sheet outside the archive', con({ 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>' }), 'TB-06'],
    ['a sheet elsewhere', con({ 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Type="x/worksheet" TargetMode="External" Target="worksheets/sheet1.xml"/></Relationships>' }), 'TB-06'],
    ['a sheet that is no XML', con({ [SHEET]: 'codice;denominazione' }), 'TB-06'],
    ['a sheet cut short', con({ [SHEET]: '<worksheet><sheetData><row>' }), 'TB-06'],
    ['nesting without end', con({ [SHEET]: '<a>'.repeat(10_000) }), 'TB-05'],
    ['an endless tag', con({ [SHEET]: `<worksheet a="${'x'.repeat(MIB / 2)}"/>` }), 'TB-05'],
    ['a column that is not', foglio(cell('XFE1')), 'TB-06 A1'],
    ['a column past all bounds', foglio(cell('ZZZZZ1')), 'TB-06 A1'],
    ['a far column', foglio(cell('XFD1')), 'TB-05 XFD1'],
    ['a cell of another row', foglio(cell('A7')), 'TB-06 A1'],
    ['cells twice', foglio('<row><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), 'TB-06 A1'],
    ['rows backwards', foglio('<row r="5"/><row r="4"/>'), 'TB-06 A5'],
    ['a row past the last', foglio('<row r="1048577"/>'), 'TB-06 A1'],
    ['a row of no number', foglio('<row r="NaN"/>'), 'TB-06 A1'],
    ['a text that is not there', foglio('<row><c t="s"><v>99</v></c></row>'), 'TB-06 A1'],
    ['a text at a place that is none', foglio('<row><c t="s"><v>__proto__</v></c></row>'), 'TB-06 A1'],
    ['its tail cut', cartella(buona).subarray(0, -30), 'TB-06'],
    ['bytes after its end', Buffer.concat([cartella(buona), Buffer.from('x')]), 'TB-06'],
    ['stored parts over one another', overlapped(stored), 'TB-06'],
  ])('for %s', async (_, bytes, where) => {
    const esito = await leggiProva(bytes);
    expect(rilieviIn(esito)).toEqual([where]);
    expect(esito).toMatchObject({ leggibile: false, righe: [], formato: 'xlsx' });
  }); // prettier-ignore
});

describe('whatever the bytes', () => {
  const workbook = cartella(buona);
  const text = Buffer.from(`\uFEFF${CSV}A1;"Casa ""x"""\r\nA2;=1+1\r\n`);
  const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { maxLength: 8 });
  const spoilt = (original: Buffer, at: readonly { at: number; byte: number }[], cut: number): Buffer => {
    const bytes = Buffer.from(original.subarray(0, original.length - (cut % original.length)));
    for (const change of at) bytes[change.at % bytes.length] = change.byte;
    return bytes;
  };

  it.each([
    ['a workbook', workbook],
    ['a workbook of plain parts', zip(partiDi(buona).map((parte) => ({ ...parte, intera: true })))],
    ['a CSV', text],
  ])(
    'that come of %s, there is an answer',
    async (_, original) => {
      await fc.assert(
        fc.asyncProperty(changes, fc.oneof(fc.constant(0), fc.nat()), async (at, cut) => {
          const esito = await leggiProva(spoilt(original, at, cut));
          expect(esito.leggibile || (esito.errori > 0 && esito.righe.length === 0)).toBe(true);
        }),
        { numRuns: 400 },
      );
    },
    30_000,
  );

  it('there is an answer to any bytes, and to any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), async (bytes) => {
        expect(typeof (await leggiProva(bytes)).leggibile).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('the texts of a workbook are read back as they were put there', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from('aè €<&>"\'\n😀_x0041')), maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 5 }), async (texts) => {
        const put = texts.filter((one) => one.trim() !== '' && !/_x[0-9A-Fa-f]{4}_|^'+\n/.test(one));
        const rows = put.map((one) => ['A1', 'Casa', one]);
        const esito = await leggiProva(
          cartella({ fogli: [{ nome: 'Elenco', righe: [[...HEADER, 'nota'], ...rows] }] }),
        );
        expect(esito.righe.map(({ valori }) => valori.nota)).toEqual(put);
      }),
    );
  });
});

function ole(stream: string): Buffer {
  const magic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return Buffer.concat([magic, Buffer.alloc(512), Buffer.from(stream, 'utf16le'), Buffer.alloc(64)]);
}

/** Every entry of the directory points at the first part. */
function overlapped(parti: readonly Parte[]): Buffer {
  const bytes = zip(parti);
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    bytes.writeUInt32LE(0, at + 42);
  }
  return bytes;
}
