import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as http from '#libs/http';
import * as security from '#libs/security';
import * as settings from '#libs/settings';
import * as tracciati from '#libs/tracciati';

/** AgID’s rules on them are asked by `npm run check`: here they were nine tenths of the time of this file. */
describe('the committed documents', () => {
  let generated: Map<string, string | Uint8Array>;
  beforeAll(async () => {
    // Not a static import: the generator is a plain script without types.
    const script = resolve('tools/documents/generate.mjs');
    const { generateDocuments } = (await import(script)) as {
      generateDocuments: (root: string, extension: '.ts', libs: object) => Promise<Map<string, string | Uint8Array>>;
    };
    generated = await generateDocuments(resolve('.'), '.ts', { http, security, settings, tracciati });
  });

  it('say what the code says; if not, build and run tools/write-documents.mjs', async () => {
    for (const [path, expected] of generated) {
      const committed = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
      if (typeof expected === 'string') expect({ path, text: committed.toString() }).toEqual({ path, text: expected });
      else expect({ path, same: committed.equals(expected) }).toEqual({ path, same: true });
    }
  });

  it('of tracciati are those of every version, and no others', async () => {
    const folders = await readdir('docs/tracciati', { recursive: true, withFileTypes: true });
    const committed = folders.filter((one) => one.isFile()).map((one) => `${one.parentPath}/${one.name}`);
    const expected = [...generated.keys()].filter((path) => path.startsWith('docs/tracciati/'));
    expect(committed.filter((path) => !path.endsWith('README.md')).toSorted()).toEqual(expected.toSorted());
    expect(expected).toHaveLength(5 * tracciati.TRACCIATI.length);
  });

  it('keep every error code on its own heading of the page of errors', async () => {
    const page = await readFile('docs/errori.md', 'utf8');
    const codes = [...page.matchAll(/^### (.*)$/gm)].map(([, code]) => code!);
    expect(codes).toEqual(expect.arrayContaining(['errore_interno', 'non_autenticato']));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });
});
