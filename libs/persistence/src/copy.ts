import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** Lines for `COPY … FROM STDIN`, or bytes cut anywhere. */
export type CopyLines = AsyncIterable<string | Buffer> | Iterable<string | Buffer>;

/** A value of one column; `undefined` and `null` are NULL, objects become JSON, bytes `bytea`. */
export type CopyValue = string | number | bigint | boolean | Date | Uint8Array | object | null | undefined;

/** Small enough that the first rows leave at once, large enough that the cost per write vanishes. */
const WRITE_BYTES = 64 * 1024;

/** One line of COPY's text format, with its newline. @see https://www.postgresql.org/docs/current/sql-copy.html */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(copyText).join('\t')}\n`;
}

function copyText(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  return escaped(JSON.stringify(value));
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (character) => ESCAPES[character]!) : text;
}

/** Runs `COPY … FROM STDIN` on this connection, inside whatever transaction it has. @returns rows copied */
export async function copyInto(client: pg.ClientBase, sql: string, lines: CopyLines): Promise<number> {
  const copy = client.query(from(sql));
  await pipeline(Readable.from(gathered(lines), { objectMode: false }), copy);
  return copy.rowCount;
}

/** Few large writes instead of one per row. */
async function* gathered(lines: CopyLines): AsyncGenerator<Buffer> {
  let texts: string[] = [];
  let length = 0;
  for await (const line of lines) {
    if (typeof line !== 'string') {
      if (texts.length > 0) yield Buffer.from(texts.join(''));
      texts = [];
      length = 0;
      yield line;
      continue;
    }
    texts.push(line);
    length += line.length;
    if (length < WRITE_BYTES) continue;
    yield Buffer.from(texts.join(''));
    texts = [];
    length = 0;
  }
  if (texts.length > 0) yield Buffer.from(texts.join(''));
}
