import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../prepare/place.mjs';
import { isCompatible, productionLicences } from './licences.mjs';
import { measureFile } from './source-measures.mjs';
import { unusedExports } from './unused-exports.mjs';

/** A repository that is only in memory. */
function repository(texts) {
  const options = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const exists = host.fileExists.bind(host);
  const text = (name) => texts[name.replace(`${ROOT}/`, '')];
  host.getSourceFile = (name) => {
    const content = text(name);
    return content === undefined ? undefined : ts.createSourceFile(name, content, ts.ScriptTarget.ES2022, true);
  };
  host.fileExists = (name) => text(name) !== undefined || exists(name);
  host.directoryExists = () => true;
  const program = ts.createProgram(
    Object.keys(texts).map((path) => join(ROOT, path)),
    options,
    host,
  );
  const files = Object.keys(texts).map((path) => ({ path, source: program.getSourceFile(join(ROOT, path)) }));
  return { program, checker: program.getTypeChecker(), files };
}

describe('unused exports', () => {
  it('are those that no other file imports; passing on through an index is no use', () => {
    const { unused, onlyTests } = unusedExports(
      repository({
        'libs/a/src/a.ts':
          'export const used = 1;\nexport const idle = 2;\nexport const tested = 3;\nexport const deep = 4;',
        'libs/a/src/index.ts': "export { used, idle } from './a.js';\nexport * from './more.js';",
        'libs/a/src/more.ts': "export { deep } from './a.js';",
        'libs/a/src/a.spec.ts': "import { tested } from './a.js';\nvoid tested;",
        'apps/b/src/main.ts':
          "import { used, deep } from '../../../libs/a/src/index.js';\nvoid used, deep;\nexport const entry = 1;",
      }),
    );
    expect(unused).toEqual(['libs/a/src/a.ts#idle', 'libs/a/src/index.ts#idle']);
    expect(onlyTests).toEqual(['libs/a/src/a.ts#tested']);
  });

  it('are not the types that the signature of a used function names, but those only its body names', () => {
    const { unused } = unusedExports(
      repository({
        'libs/a/src/a.ts':
          'export interface Given { x: 1 }\nexport interface Inner { y: 1 }\nexport function f(given: Given) { const inner: Inner = { y: 1 }; return [given, inner]; }',
        'libs/a/src/index.ts': "export { f, type Given } from './a.js';",
        'apps/b/src/b.ts': "import { f } from '../../../libs/a/src/index.js';\nvoid f;",
      }),
    );
    expect(unused).toEqual(['libs/a/src/a.ts#Inner']);
  });
});

describe('licences', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-2.0-only)', true],
    ['MIT AND GPL-2.0-only', false],
    ['(GPL-2.0-only OR (MIT AND Apache-2.0))', true],
    ['(MIT) AND (SSPL-1.0)', false],
    ['UNLICENSED', false],
    ['NONE', false],
  ])('%s: %s', (expression, expected) => {
    expect(isCompatible(expression)).toBe(expected);
  });

  it('of production are read for every package, and for no development one', () => {
    const names = productionLicences().map(({ name }) => name);
    expect(names).toContain('fastify');
    expect(names).not.toContain('jest');
  });

  it('are read from the text that a package brings when it declares none, if it is MIT’s, and from no other', () => {
    const root = mkdtempSync(join(tmpdir(), 'snodo-licences-'));
    const packages = { 'node_modules/told': {}, 'node_modules/other': {}, 'node_modules/none': {} };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    for (const path of Object.keys(packages)) {
      mkdirSync(join(root, path), { recursive: true });
      writeFileSync(join(root, path, 'package.json'), '{}');
    }
    const mit = 'MIT License\n\nCopyright (c) A\n\nPermission is hereby granted, free of charge, to any person';
    writeFileSync(join(root, 'node_modules/told/LICENSE'), mit);
    writeFileSync(join(root, 'node_modules/other/LICENSE'), 'Permission is hereby granted, free of charge, but for');
    const found = productionLicences(root).map(({ name, licence, compatible }) => [name, licence, compatible]);
    rmSync(root, { recursive: true });
    expect(found).toEqual([
      ['told', 'MIT', true],
      ['other', 'NONE', false],
      ['none', 'NONE', false],
    ]);
  });
});

describe('figures of a file', () => {
  it('count code and comment lines apart, imports, parameters, any, and the longest function', () => {
    const text = [
      "import a from 'a';",
      '/** Why.',
      ' * More. */',
      'export class C {',
      '  constructor(a: any, b: 1) { // beside code',
      '    void a, b;',
      '  }',
      '}',
      '',
      "const url = 'https://x';",
    ].join('\n');
    const measured = measureFile(ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true));
    expect(measured).toMatchObject({ codeLines: 7, commentLines: 2, imports: 1, parameters: 2, anys: 1 });
    expect(measured.functions).toEqual([{ name: 'constructor', lines: 3 }]);
  });
});
