import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** INPS's official schema, where the shared oracles are at hand. */
const ORACOLI = join(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps');
export const XSD_UFFICIALE = join(ORACOLI, 'PS_PSA_SINA201812.xsd');
export const XSD_UFFICIALE_SINBA = join(ORACOLI, 'SINBA.xsd');

/** Why the comparison cannot be made here; undefined when it can. */
export function xmllintMancante(): string | undefined {
  if (!existsSync(XSD_UFFICIALE)) return `manca lo schema ufficiale (${XSD_UFFICIALE}): impostare SNODO_SHARED`;
  return spawnSync('xmllint', ['--version']).error === undefined ? undefined : 'manca il programma xmllint';
}

/** xmllint's verdict on each document, by the official schema or another (its text): hundreds of them in one process. */
export function verdettiXmllint(documenti: readonly Uint8Array[], schema?: string): boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'snodo-xsd-'));
  try {
    documenti.forEach((bytes, at) => writeFileSync(join(folder, `${at}.xml`), bytes));
    if (schema !== undefined) writeFileSync(join(folder, 'schema.xsd'), schema);
    const names = documenti.map((_, at) => `${at}.xml`);
    const args = ['--noout', '--nonet', '--schema', schema === undefined ? resolve(XSD_UFFICIALE) : 'schema.xsd'];
    const { stderr } = spawnSync('xmllint', [...args, ...names], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
    if (/Schemas parser error/.test(stderr)) throw new Error(stderr.slice(0, 1000));
    const valid = new Set([...stderr.matchAll(/^(\d+)\.xml validates$/gm)].map((match) => Number(match[1])));
    return documenti.map((_, at) => valid.has(at));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
