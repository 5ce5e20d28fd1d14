import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type ColonnaScritta, TIPO_XLSX, writeXlsx } from '#libs/tracciati';
import { type CellaCsv, headOfCsv, lineOfCsv } from './csv.js';

/** A list as a table to work on: the same columns in CSV and in a workbook. */
export interface Tabella<T> {
  /** Of the sheet. */
  readonly nome: string;
  readonly colonne: readonly (ColonnaScritta & { readonly valore: (item: T) => CellaCsv })[];
}

export const FORME_ELENCO = ['json', 'csv', 'xlsx'] as const;
type FormaElenco = (typeof FORME_ELENCO)[number];

/** What the caller asked for: in the query, or else in `Accept`. */
export function wantedForm(formato: FormaElenco | undefined, accept = ''): FormaElenco {
  if (formato !== undefined) return formato;
  if (accept.includes(TIPO_XLSX)) return 'xlsx';
  return /\btext\/csv\b/.test(accept) ? 'csv' : 'json';
}

/**
 * The answer that streams all pages as one file.
 * @param nome of the file, without its ending
 * @throws whatever the first page throws, before a byte is answered
 */
export async function tableFile<T>(
  reply: FastifyReply,
  nome: string,
  forma: 'csv' | 'xlsx',
  tabella: Tabella<T>,
  pages: AsyncGenerator<readonly T[]>,
): Promise<StreamableFile> {
  const { value: first = [] } = (await pages.next()) as { value?: readonly T[] };
  const all = (async function* () {
    yield first;
    yield* pages;
  })();
  void reply.header('content-disposition', `attachment; filename="${nome}.${forma}"`);
  return forma === 'csv'
    ? new StreamableFile(Readable.from(csvOf(tabella, all), { objectMode: false }), { type: 'text/csv; charset=utf-8' })
    : new StreamableFile(Readable.from(xlsxOf(tabella, all), { objectMode: false }), { type: TIPO_XLSX });
}

/** @yields the text of the file, some lines at a time */
export async function* csvOf<T>({ colonne }: Tabella<T>, pages: AsyncIterable<readonly T[]>): AsyncGenerator<string> {
  yield headOfCsv(colonne.map(({ titolo }) => titolo));
  for await (const page of pages) {
    yield page.map((item) => lineOfCsv(colonne.map(({ valore }) => valore(item)))).join('');
  }
}

function xlsxOf<T>({ nome, colonne }: Tabella<T>, pages: AsyncIterable<readonly T[]>): AsyncGenerator<Uint8Array> {
  const righe = (async function* () {
    for await (const page of pages) {
      for (const item of page) yield colonne.map(({ valore }) => valore(item) ?? undefined);
    }
  })();
  return writeXlsx([{ nome, colonne, righe, filtro: true }]);
}
