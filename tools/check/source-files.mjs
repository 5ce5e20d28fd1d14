import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../prepare/place.mjs';

/** Paths (relative to the root, with `/`) of the files below the folders whose name fits. */
export function filesBelow(folders, pattern = /\.ts$/) {
  return folders.flatMap((folder) => walk(join(ROOT, folder), pattern)).toSorted();
}

function walk(folder, pattern) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(path, pattern);
    return pattern.test(entry.name) ? [relative(ROOT, path).replaceAll('\\', '/')] : [];
  });
}

/** Whether the file is there for tests only: specs, stories, benches, conformance suites and the test library. */
export function isForTests(path) {
  return (
    /\.(spec|int-spec|e2e-spec|lungo-spec)\.(ts|mjs)$/.test(path) ||
    /^(test|libs\/testing)\/|\/(conformance|prova)\//.test(path)
  );
}

/** The whole repository as the compiler sees it (TypeScript 6: version 7 has no programming interface). */
export function repositoryProgram() {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const program = ts.createProgram(fileNames, { ...options, noEmit: true });
  const files = program
    .getSourceFiles()
    .map((source) => ({ source, path: relative(ROOT, source.fileName).replaceAll('\\', '/') }))
    .filter(({ path }) => /^(apps|libs|test)\//.test(path));
  return { program, checker: program.getTypeChecker(), files };
}
