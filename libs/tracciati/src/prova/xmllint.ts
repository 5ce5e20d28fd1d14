import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** INPS's official schema, where the shared oracles are at hand. */
export const XSD_UFFICIALE = join(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/PS_PSA_SINA201812.xsd');

/** Why the comparison cannot be made here; undefined when it can. */
export function xmllintMancante(): string | undefined {
  if (!existsSync(XSD_UFFICIALE)) return `manca lo schema ufficiale (${XSD_UFFICIALE}): impostare SNODO_SHARED`;
  return spawnSync('xmllint', ['--version']).error === undefined ? undefined : 'manca il programma xmllint';
}

/** xmllint's verdict on each document: hundreds of them in one process. */
export function verdettiXmllint(documenti: readonly Uint8Array[]): boolean[] {
  const folder = mkdtempSync(join(tmpdir(), 'snodo-xsd-'));
  try {
    documenti.forEach((bytes, at) => writeFileSync(join(folder, `${at}.xml`), bytes));
    const names = documenti.map((_, at) => `${at}.xml`);
    const args = ['--noout', '--nonet', '--schema', join(process.cwd(), XSD_UFFICIALE), ...names];
    if (XSD_UFFICIALE.startsWith('/')) args[3] = XSD_UFFICIALE;
    const { stderr } = spawnSync('xmllint', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
    const valid = new Set([...stderr.matchAll(/^(\d+)\.xml validates$/gm)].map((match) => Number(match[1])));
    return documenti.map((_, at) => valid.has(at));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
