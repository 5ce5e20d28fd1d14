/** A CSV text that does not have the shape RFC 4180 or its reader promise. */
export class InvalidCsv extends Error {
  constructor(
    readonly line: number,
    problem: string,
  ) {
    super(`CSV, riga ${line}: ${problem}`);
    this.name = 'InvalidCsv';
  }
}

/**
 * Reads the project's own reference files: RFC 4180, comma, first row of names. Not meant for what enti send, which needs other
 * separators, encodings and limits.
 * @returns one record per row; missing trailing cells are an error
 */
export function parseCsv<C extends string>(text: string, columns: readonly C[]): Record<C, string>[] {
  const [header, ...rows] = cellsOf(text);
  const places = columns.map((column) => {
    const place = (header ?? []).indexOf(column);
    if (place < 0) throw new InvalidCsv(1, `manca la colonna ${column}`);
    return place;
  });
  return rows.map((cells, index) => {
    if (cells.length !== header!.length)
      throw new InvalidCsv(index + 2, `${cells.length} celle invece di ${header!.length}`);
    return Object.fromEntries(columns.map((column, at) => [column, cells[places[at]!]!])) as Record<C, string>;
  });
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at, rows.length + 1) : plainCell(text, at);
    cells.push(cell);
    const separator = text[end] === '\r' ? end + 1 : end;
    if (text[separator] !== ',') {
      rows.push(cells);
      cells = [];
    } else if (separator + 1 === text.length) rows.push([...cells, '']);
    at = separator + 1;
  }
  return rows;
}

function plainCell(text: string, from: number): [string, number] {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
  return [text.slice(from, end), end];
}

function quotedCell(text: string, from: number, line: number): [string, number] {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new InvalidCsv(line, 'virgolette non chiuse');
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return [cell, quote + 1];
    cell += '"';
    at = quote + 2;
  }
}
