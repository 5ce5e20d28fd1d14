const TITLES = {
  persistence: 'Database',
  messaging: 'Messages',
  http: 'HTTP',
  security: 'Tokens',
  observability: 'Logs and metrics',
};
/** Before what an app adds to them, in the order in which an operator meets them. */
const LIBS = Object.keys(TITLES);

/**
 * The example of an environment file: the settings of libraries first, because all processes share them, then what each app adds.
 * @param {{ house: string, value: object }[]} schemas every settings schema of the repository
 * @param {{ envExample: Function }} settings the exports of `#libs/settings`
 */
export function environmentExample(schemas, { envExample }) {
  const rank = ({ house }) => (LIBS.includes(house) ? LIBS.indexOf(house) : LIBS.length);
  const groups = new Map();
  for (const { house, value } of schemas.toSorted((one, other) => rank(one) - rank(other))) {
    groups.set(house, [...(groups.get(house) ?? []), ...Object.values(value)]);
  }
  const titled = [...groups].map(([house, schema]) => ({ title: TITLES[house] ?? house, schema }));
  return `${HEAD}${envExample(titled)}`;
}

const HEAD = `# Every setting of Snodo, written from the schemas in the code (after a build: node tools/write-documents.mjs).
# Each line shows the default; a process reads only its own. A wrong or missing setting stops the start, all named at once.

# Where the process runs. In production defaults meant for development are refused and every secret must be given.
#   one of development, test, production; required: no
#SNODO_ENV=development

`;

/** Told by its shape: such files also export readers and names. */
export function isSettingsSchema(value) {
  if (typeof value !== 'object' || value === null) return false;
  const settings = Object.values(value);
  return settings.length > 0 && settings.every((one) => typeof one?.parse === 'function' && 'description' in one);
}
