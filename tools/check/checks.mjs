import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageProgram, run } from '../prepare/command.mjs';
import { ROOT } from '../prepare/place.mjs';
import { wrongNames } from './file-names.mjs';
import { productionLicences } from './licences.mjs';
import { checkDocuments, checkOfficialSchema, checkOpenApi } from './outside-judges.mjs';
import { unusedExports } from './unused-exports.mjs';

const FOLDERS = ['apps', 'libs', 'test', 'tools'].filter((name) => existsSync(join(ROOT, name)));

/** One line each of `npm run check`. A check gives its faults; none means that all is well. */
export const CHECKS = [
  { name: 'format', what: 'prettier', run: () => program('prettier', '--check', '--log-level=warn', '.') },
  {
    name: 'lint',
    what: 'oxlint with types',
    run: () => program('oxlint', '-c', 'config/oxlint.json', '--type-aware', '--quiet', '--format=unix', ...FOLDERS),
  },
  { name: 'types', what: 'TypeScript 7, strict', run: () => node('node_modules/ts7/bin/tsc', '-p', '.', '--noEmit') },
  {
    name: 'boundaries',
    what: 'imports only leftwards, no cycles',
    run: () =>
      program('depcruise', '--config', 'config/boundaries.cjs', '--output-type', 'err', 'libs', 'apps', 'test'),
  },
  { name: 'unused-exports', what: 'every export is imported by another file', run: checkExports },
  {
    name: 'names',
    what: 'no name that names nothing, nothing left unfinished',
    run: async () => ({ faults: wrongNames() }),
  },
  { name: 'licences', what: '', run: checkLicences },
  { name: 'documents', what: '', run: checkDocuments },
  { name: 'openapi', what: '', run: checkOpenApi },
  { name: 'official-schema', what: '', run: checkOfficialSchema },
];

async function program(name, ...args) {
  return verdict(await run(packageProgram(ROOT, name), args, { cwd: ROOT, check: false }));
}

async function node(script, ...args) {
  return verdict(await run(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, check: false }));
}

function verdict({ status, stdout, stderr }) {
  if (status === 0) return {};
  const text = `${stdout}\n${stderr}`.trim();
  return { faults: text === '' ? [`exit code ${status}`] : text.split('\n') };
}

async function checkExports() {
  const { unused, onlyTests } = unusedExports();
  const remark = `every export is imported by another file; only by tests: ${onlyTests.length}`;
  return { faults: unused.map((key) => `${String(key)}: imported by nobody`), remark };
}

function sortedLicences(all) {
  return [...new Set(all.map(({ licence }) => licence))].toSorted((a, b) => a.localeCompare(b)).join(', ');
}

async function checkLicences() {
  const all = productionLicences();
  const faults = all.filter(({ compatible }) => !compatible);
  return {
    faults: faults.map(
      ({ name, version, licence }) => `${name}@${version}: ${licence} does not go with AGPL-3.0-or-later`,
    ),
    remark: `${all.length} production packages: ${sortedLicences(all)}`,
  };
}
