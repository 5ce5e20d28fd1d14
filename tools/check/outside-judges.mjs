import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram, packageProgram, run } from '../prepare/command.mjs';
import { sharedFolder } from '../prepare/oracles.mjs';
import { ROOT } from '../prepare/place.mjs';
import { documentsOfBuild } from '../documents/generate.mjs';

/** The committed documents are those that the compiled code gives. */
export async function checkDocuments() {
  const documents = await documentsOfBuild(ROOT);
  const stale = [...documents].filter(([path, content]) => !isSame(join(ROOT, path), content));
  return {
    faults: stale.map(([path]) => `${path} is not what the code says: node tools/write-documents.mjs`),
    remark: `${documents.size} documents are what the code says`,
  };
}

/** Byte by byte: models are workbooks. @param content text or bytes */
function isSame(path, content) {
  return existsSync(path) && readFileSync(path).equals(Buffer.from(content));
}

/** The OpenAPI documents under AgID's rules, and the hub's own ones. */
export async function checkOpenApi() {
  const rules = ['spectral.yml', 'spectral-hub-extra.yml'].map((name) => join(sharedFolder(), 'oracles/oas', name));
  if (!rules.every((path) => existsSync(path))) return { skipped: `no rule sets in ${sharedFolder()}/oracles/oas` };
  const faults = [];
  for (const rule of rules) {
    const { status, stdout, stderr } = await run(
      packageProgram(ROOT, 'spectral'),
      ['lint', 'docs/openapi/*.json', '-e', 'utf8', '-r', rule, '-F', 'error', '-f', 'text', '--display-only-failures'],
      { cwd: ROOT, check: false },
    );
    if (status !== 0) faults.push(...`${stdout}${stderr}`.trim().split('\n'));
  }
  return { faults, remark: '0 errors under AgID’s rule set and the extra one' };
}

/** A generated document under INPS's official schema: the generator, our tracciato and INPS agree. */
export async function checkOfficialSchema() {
  const schema = join(sharedFolder(), 'oracles/inps/PS_PSA_SINA201812.xsd');
  if (!existsSync(schema)) return { skipped: `no official schema in ${sharedFolder()}/oracles/inps` };
  if (!(await hasProgram('xmllint'))) return { skipped: 'xmllint is not installed' };
  const folder = mkdtempSync(join(tmpdir(), 'snodo-check-'));
  try {
    const file = join(folder, 'flusso.xml');
    const snodo = (...args) =>
      run(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], { cwd: ROOT, check: false });
    await snodo('genera', '--righe', '2000', '--seme', 'check', '--uscita', file);
    const ours = await snodo('verifica', '--tracciato', 'PS_PSA_SINA', file);
    const official = await run('xmllint', ['--noout', '--nonet', '--schema', schema, file], { check: false });
    const faults = [];
    if (ours.status !== 0) faults.push(`snodo verifica: exit ${ours.status}`, ...ours.stdout.split('\n').slice(0, 5));
    if (official.status !== 0) faults.push(...official.stderr.trim().split('\n').slice(0, 5));
    return { faults, remark: '2,000 generated righe are valid for INPS’s official schema and for ours' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
