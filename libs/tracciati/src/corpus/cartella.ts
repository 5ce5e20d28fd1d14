import { type Parte, zip } from './zip.js';

/** A cell of a made workbook: a text is shared, a number and a truth are themselves, anything else is XML of its own. */
export type CellaFatta = string | number | boolean | null | { readonly xml: string };

export interface FoglioFatto {
  readonly nome: string;
  readonly stato?: string;
  /** From row 1; null for a row that is not there. */
  readonly righe: readonly (readonly CellaFatta[] | null)[];
}

export interface CartellaFatta {
  readonly fogli: readonly FoglioFatto[];
  readonly dal1904?: boolean;
  /** Format codes of the styles after the first: cells name them from 1. */
  readonly formati?: readonly (string | number)[];
  /** Parts to put in, or in the place of those of their name; null leaves one out. */
  readonly parti?: Readonly<Record<string, string | Partial<Parte> | null>>;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');

/** The bytes of a workbook, as a spreadsheet writes it. */
export function cartella(fatta: CartellaFatta): Buffer {
  return zip(partiDi(fatta));
}

export function partiDi({ fogli, dal1904 = false, formati = [], parti = {} }: CartellaFatta): Parte[] {
  const condivisi: string[] = [];
  const sheets = fogli.map((foglio) => sheetXml(foglio, condivisi));
  const contents: Record<string, string> = {
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(fogli, dal1904),
    'xl/_rels/workbook.xml.rels': relations([
      ...fogli.map((_, at): [string, string, string] => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`]),
      ['rId8001', 'sharedStrings', '/xl/sharedStrings.xml'],
      ['rId8002', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml(formati),
    'xl/sharedStrings.xml': `${XML}<sst ${MAIN}>${condivisi.map((one) => `<si><t xml:space="preserve">${xml(one)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheet])),
  };
  const names = new Set([...Object.keys(contents), ...Object.keys(parti)]);
  return [...names].flatMap((nome) => {
    const own = parti[nome];
    if (own === null) return [];
    const changed = typeof own === 'string' ? { contenuto: own } : own;
    return [{ nome, contenuto: contents[nome] ?? '', ...changed }];
  });
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  const rows = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships ${PACKAGE}>${rows.join('')}</Relationships>`;
}

function workbookXml(fogli: readonly FoglioFatto[], dal1904: boolean): string {
  const sheets = fogli.map(({ nome, stato }, at) => {
    const state = stato === undefined ? '' : ` state="${stato}"`;
    return `<sheet name="${xml(nome)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const properties = dal1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
  return `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}">${properties}<sheets>${sheets.join('')}</sheets></workbook>`;
}

function stylesXml(formati: readonly (string | number)[]): string {
  const ids = formati.map((formato, at) => (typeof formato === 'number' ? formato : 164 + at));
  const codes = formati.map((formato, at) =>
    typeof formato === 'number' ? '' : `<numFmt numFmtId="${ids[at]}" formatCode="${xml(formato)}"/>`,
  );
  const styles = [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`);
  return `${XML}<styleSheet ${MAIN}><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

function sheetXml({ righe }: FoglioFatto, condivisi: string[]): string {
  const rows = righe.map((riga, at) => {
    if (riga === null) return '';
    return `<row r="${at + 1}">${riga.map((cella, index) => cellXml(cella, `${letters(index)}${at + 1}`, condivisi)).join('')}</row>`;
  });
  return `${XML}<worksheet ${MAIN}><sheetData>${rows.join('')}</sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells></worksheet>`;
}

function letters(index: number): string {
  return (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function cellXml(cella: CellaFatta, reference: string, condivisi: string[]): string {
  if (cella === null) return '';
  if (typeof cella === 'number') return `<c r="${reference}"><v>${cella}</v></c>`;
  if (typeof cella === 'boolean') return `<c r="${reference}" t="b"><v>${cella ? 1 : 0}</v></c>`;
  if (typeof cella === 'object') return cella.xml.replace('<c', `<c r="${reference}"`);
  return `<c r="${reference}" t="s"><v>${condivisi.push(cella) - 1}</v></c>`;
}

/** A number under the style of that place. */
export const conStile = (numero: number, stile: number): CellaFatta => ({
  xml: `<c s="${stile}"><v>${numero}</v></c>`,
});
