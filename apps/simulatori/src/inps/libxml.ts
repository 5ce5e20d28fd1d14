import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What libxml2 says of documents under the official schema: INPS's schema is not ours to hand out, so the second opinion is asked only
 * where a machine has it.
 */
export class Libxml {
  private constructor(private readonly schema: string) {}

  /** Undefined if the schema or `xmllint` is not there. */
  static async find(schema: string | undefined): Promise<Libxml | undefined> {
    if (schema === undefined) return undefined;
    const [hasSchema, { code }] = await Promise.all([
      access(schema).then(
        () => true,
        () => false,
      ),
      run(['--version']),
    ]);
    return hasSchema && code === 0 ? new Libxml(schema) : undefined;
  }

  /** @returns per document whether the schema takes it */
  async takes(documents: readonly Uint8Array[]): Promise<boolean[]> {
    if (documents.length === 0) return [];
    const folder = await mkdtemp(join(tmpdir(), 'snodo-inps-'));
    try {
      const paths = documents.map((_, at) => join(folder, `${at}.xml`));
      await Promise.all(documents.map((document, at) => writeFile(paths[at]!, document, { mode: 0o600 })));
      const { stderr } = await run(['--noout', '--nonet', '--schema', this.schema, ...paths]);
      const valid = new Set(stderr.split('\n'));
      return paths.map((path) => valid.has(`${path} validates`));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

function run(args: readonly string[]): Promise<{ code: number | string; stderr: string }> {
  return new Promise((resolve) => {
    execFile('xmllint', args, { maxBuffer: 64 * 1024 * 1024 }, (error, _, stderr) =>
      resolve({ code: error?.code ?? 0, stderr }),
    );
  });
}
