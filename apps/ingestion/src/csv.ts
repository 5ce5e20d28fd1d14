import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Excel in Italy separates cells by semicolons and needs the mark to read UTF-8. */
const SEPARATORE = ';';
const BYTE_ORDER_MARK = '\uFEFF';

type Cella = string | number | null;

/** The first line of a file: names of its columns. */
export function headOfCsv(columns: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${lineOfCsv(columns)}`;
}

export function lineOfCsv(cells: readonly Cella[]): string {
  return `${cells.map(cell).join(SEPARATORE)}\r\n`;
}

/** What the caller asked for: in the query, or else in `Accept`. */
export function wantsCsv(formato: 'json' | 'csv' | undefined, accept: string | undefined): boolean {
  return formato === undefined ? /\btext\/csv\b/.test(accept ?? '') : formato === 'csv';
}

/** The answer that streams all pages as one file. @throws whatever the first page throws, before a byte is answered */
export async function csvFile<T>(
  reply: FastifyReply,
  name: string,
  head: string,
  pages: AsyncGenerator<readonly T[]>,
  linesOf: (items: readonly T[]) => string,
): Promise<StreamableFile> {
  const { value = [] } = (await pages.next()) as { value?: readonly T[] };
  async function* lines(): AsyncGenerator<string> {
    yield head;
    yield linesOf(value);
    for await (const page of pages) yield linesOf(page);
  }
  void reply.header('content-disposition', `attachment; filename="${name}"`);
  return new StreamableFile(Readable.from(lines(), { objectMode: false }), { type: 'text/csv; charset=utf-8' });
}

function cell(value: Cella): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  // A sheet must not run as a formula what a sender, or INPS, wrote into a field (OWASP, CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
