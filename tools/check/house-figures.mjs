import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../prepare/place.mjs';
import { filesBelow, isForTests, repositoryProgram } from './source-files.mjs';
import { measureFile } from './source-measures.mjs';
import { unusedExports } from './unused-exports.mjs';

/** What is measured, what came out, what it is watched for, and whether it is over that. */
export function houseFigures() {
  const repository = repositoryProgram();
  const measured = repository.files.map(({ source, path }) => ({ path, ...measureFile(source) }));
  const code = measured.filter(({ path }) => /^(apps|libs)\//.test(path) && !isForTests(path));
  const tests = measured.filter(({ path }) => isForTests(path));
  return [...sizes(code), ...shape(code, repository), ...testShares(code, tests)];
}

function sizes(code) {
  const logic = code.filter(({ path }) => !path.includes('/migrations/'));
  const lines = logic.map(({ codeLines }) => codeLines);
  const long = logic.filter(({ lines: all }) => all > 300);
  const functions = logic.flatMap(({ path, functions: all }) => all.map((one) => ({ path, ...one })));
  const longest = functions.toSorted((a, b) => b.lines - a.lines)[0];
  return [
    figure('files of apps and libs (without tests)', code.length, ''),
    figure('code lines per file, median', quantile(lines, 0.5), '50 to 90', (value) => value > 90),
    figure('code lines per file, 95th percentile', quantile(lines, 0.95), ''),
    figure('files over 300 lines', long.length, `0${names(long)}`, (value) => value > 0),
    figure(
      'lines per function, 95th percentile',
      quantile(
        functions.map((one) => one.lines),
        0.95,
      ),
      'at most 50',
      (value) => value > 50,
    ),
    figure(
      'lines of the longest function',
      longest?.lines ?? 0,
      `at most 90 (${longest?.name} in ${longest?.path})`,
      (value) => value > 90,
    ),
  ];
}

function shape(code, repository) {
  const most = (what) => code.toSorted((a, b) => b[what] - a[what])[0];
  const anys = code.filter((file) => file.anys > 0);
  const total = (what) => code.reduce((sum, file) => sum + file[what], 0);
  const comments = (100 * total('commentLines')) / Math.max(1, total('codeLines') + total('commentLines'));
  const { unused, onlyTests } = unusedExports(repository);
  return [
    figure(
      'imports per file, most',
      most('imports').imports,
      `at most 12 (${most('imports').path})`,
      (value) => value > 12,
    ),
    figure('files with over 12 imports', code.filter(({ imports }) => imports > 12).length, ''),
    figure(
      'constructor parameters, most',
      most('parameters').parameters,
      `at most 5 (${most('parameters').path})`,
      (value) => value > 5,
    ),
    figure('uses of any', total('anys'), `0${names(anys)}`, (value) => value > 0),
    figure('lint suppressions', total('suppressions'), 'each with a reason'),
    figure(
      'import cycles',
      cycles(repository).length,
      `0 ${cycles(repository).slice(0, 3).join(' ')}`,
      (value) => value > 0,
    ),
    figure('unused exports', unused.length, '0', (value) => value > 0),
    figure('exports that only tests import', onlyTests.length, ''),
    figure(
      'comment lines, % of code and comments',
      comments.toFixed(1),
      '8 to 15',
      () => comments < 8 || comments > 15,
    ),
  ];
}

function testShares(code, tests) {
  const lines = (files) => files.reduce((sum, file) => sum + file.codeLines, 0);
  const cases = (paths) => paths.reduce((sum, path) => sum + countTests(path), 0);
  const all = filesBelow(['apps', 'libs', 'test', 'tools'], /\.(spec|int-spec|e2e-spec|lungo-spec)\.(ts|mjs)$/);
  const kinds = ['spec', 'int-spec', 'e2e-spec', 'lungo-spec'].map((kind) => {
    const count = cases(all.filter((path) => path.includes(`.${kind}.`)));
    return figure(`tests, .${kind}`, count, '');
  });
  const shares = ['messaging', 'persistence'].map((lib) => {
    const own = all.filter((path) => path.startsWith(`libs/${lib}/`));
    const real = cases(own.filter((path) => !path.includes('.spec.')));
    const share = Math.round((100 * real) / Math.max(1, cases(own)));
    return figure(`tests of ${lib} against real servers, %`, share, 'at least 40', (value) => value < 40);
  });
  const ratio = lines(tests) / Math.max(1, lines(code));
  return [
    ...kinds,
    ...shares,
    figure('code lines of tests per code line', ratio.toFixed(2), 'at least 1.3', () => ratio < 1.3),
  ];
}

/** Written tests; a table or a property counts once. */
function countTests(path) {
  return readFileSync(join(ROOT, path), 'utf8').match(/^\s*(it|test)(\.each\b|\()/gm)?.length ?? 0;
}

/** Groups of files that import each other, by following imports that remain at run time or not alike. */
function cycles({ checker, files }) {
  const known = new Map(files.map(({ source, path }) => [source.fileName, path]));
  const edges = new Map(
    files.map(({ source, path }) => [
      path,
      source.statements
        .filter((one) => (ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) && one.moduleSpecifier)
        .map((one) =>
          known.get(checker.getSymbolAtLocation(one.moduleSpecifier)?.valueDeclaration?.getSourceFile().fileName),
        )
        .filter(Boolean),
    ]),
  );
  const [done, path, found] = [new Set(), [], []];
  const visit = (file) => {
    if (path.includes(file)) return found.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file)) return undefined;
    path.push(file);
    for (const next of edges.get(file) ?? []) visit(next);
    path.pop();
    return done.add(file);
  };
  for (const file of edges.keys()) visit(file);
  return found;
}

function figure(what, value, watch, isAlarm = () => false) {
  return { what, value: String(value), watch, alarm: isAlarm(value) };
}

function names(files) {
  return files.length === 0
    ? ''
    : ` (${files
        .slice(0, 6)
        .map(({ path }) => path)
        .join(', ')})`;
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
