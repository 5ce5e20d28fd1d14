/** The dependency rule of the house: imports go only leftwards along this line. Checked by `npm run check`. */
const ORDER = [
  'settings',
  'codici',
  'abbinamento',
  'tracciati',
  'sintetici',
  'contracts',
  'observability',
  'persistence',
  'security',
  'http',
  'messaging',
  'registro',
  'riferimenti',
];
const PURE = ['codici', 'abbinamento', 'tracciati', 'contracts', 'sintetici', 'settings'];
const SPEC = '\\.(spec|int-spec|e2e-spec|lungo-spec)\\.ts$';
/** What the specs of a folder share. */
const PROVA = '^(apps|libs)/.*/prova/';

const leftwards = ORDER.map((lib, index) => ({
  name: `${lib}-imports-only-leftwards`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: SPEC },
  to: { path: `^libs/(${[...ORDER.slice(index + 1), 'testing'].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...leftwards,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'lib-imports-no-app', severity: 'error', from: { path: '^libs/', pathNot: SPEC }, to: { path: '^apps/' } },
    {
      name: 'app-imports-no-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: [`^apps/hub/`, SPEC] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-specs-import-testing',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, PROVA, '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'only-specs-import-prova',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, PROVA] },
      to: { path: PROVA },
    },
    {
      name: 'pure-libs-know-no-framework',
      severity: 'error',
      from: { path: `^libs/(${PURE.join('|')})/`, pathNot: SPEC },
      to: { path: 'node_modules/(@nestjs|typeorm|amqplib|pg|fastify)/' },
    },
    {
      name: 'the-judge-shares-nothing-with-the-judged',
      comment: 'INPS in apps/simulatori judges what libs/tracciati wrote: common code would agree with itself',
      severity: 'error',
      from: { path: '^apps/simulatori/' },
      to: { path: '^libs/(codici|tracciati|sintetici)/' },
    },
    {
      name: 'only-messaging-imports-amqplib',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/(messaging|testing)/', SPEC] },
      to: { path: 'node_modules/amqplib/' },
    },
    {
      name: 'only-the-soap-fronts-import-soap',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^apps/(ingestion|inps-gateway|simulatori)/' },
      to: { path: 'node_modules/soap/' },
    },
    {
      name: 'inside-a-lib-never-through-its-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/', pathNot: SPEC },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
