/** One configuration, four kinds of test by file name; the kind is chosen by SNODO_TEST_KINDS (see tools/test.mjs). */
const kinds = (process.env.SNODO_TEST_KINDS ?? 'spec,int-spec,e2e-spec').split(',');

export default {
  rootDir: '..',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test', '<rootDir>/tools'],
  testRegex: `\\.(${kinds.join('|')})\\.(ts|mjs)$`,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.snodo'],
  testTimeout: 60_000,
  workerIdleMemoryLimit: '1GB',
  maxWorkers: 2,
};
