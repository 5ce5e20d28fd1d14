import { INIZIO_XML, SPAZIO_FOGLI, testoXml } from './xml.js';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet that has been written, by its place in the workbook. */
export interface FoglioFinito {
  readonly nome: string;
  readonly nascosto: boolean;
}

/** Says that every other part is a sheet: it goes first, when nobody knows how many there will be. */
export function tipiXml(): string {
  return (
    `${INIZIO_XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="${TYPES}.worksheet+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`
  );
}

export function relazioniPacco(): string {
  return relations([['rId1', 'officeDocument', 'xl/workbook.xml']]);
}

export function cartellaXml(fogli: readonly FoglioFinito[]): string {
  const sheets = fogli.map(({ nome, nascosto }, index) => {
    const state = nascosto ? ' state="hidden"' : '';
    return `<sheet name="${testoXml(nome)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  return (
    `${INIZIO_XML}<workbook xmlns="${SPAZIO_FOGLI}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${sheets.join('')}</sheets></workbook>`
  );
}

export function relazioniCartella(fogli: number): string {
  const sheets = Array.from({ length: fogli }, (_, index): [string, string, string] => [
    `rId${index + 1}`,
    'worksheet',
    parteFoglio(index + 1).slice('xl/'.length),
  ]);
  return relations([...sheets, [`rId${fogli + 1}`, 'styles', 'styles.xml']]);
}

export function parteFoglio(numero: number): string {
  return `xl/worksheets/sheet${numero}.xml`;
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  const rows = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${INIZIO_XML}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`;
}
