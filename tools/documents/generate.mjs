import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentExample, isSettingsSchema } from './environment.mjs';
import { routesOfProcesses, routesPage } from './routes.mjs';

/**
 * The documents that follow from the code: `docs/errori.md` from every `*.errors` table, `docs/openapi/<domain>.json` from every
 * `*.apis` list (an app's `src/<app>.apis.ts` exports arrays of `ApiDescription`, its `src/<app>.errors.ts` an error table),
 * `config/.env.example` from every settings schema, `docs/rotte.md` from the routes of the processes, `docs/tracciati` from the
 * declarations of tracciati.
 * @param {string} root folder that holds `libs` and `apps`: `dist`, or the repository when TypeScript is read directly (tests)
 * @param {'.js' | '.ts'} extension
 * @param libs the exports of `#libs/http`, `#libs/security`, `#libs/settings` and `#libs/tracciati`
 * @returns {Promise<Map<string, string | Uint8Array>>} content by path inside the repository
 */
export async function generateDocuments(root, extension, libs) {
  const { buildOpenApi, errorsMarkdown } = libs.http;
  const tables = await exportsOf(join(root, 'apps'), `.errors${extension}`, isErrorTable);
  const sections = tables.map(({ name, value }) => ({ title: name, table: value }));
  const documents = new Map([['docs/errori.md', errorsMarkdown(sections)]]);
  for (const { value: apis } of await exportsOf(join(root, 'apps'), `.apis${extension}`, Array.isArray)) {
    for (const api of apis) {
      documents.set(`docs/openapi/${api.domain}.json`, `${JSON.stringify(await buildOpenApi(api), null, 2)}\n`);
    }
  }
  const schemas = [
    ...(await exportsOf(join(root, 'libs'), `settings${extension}`, isSettingsSchema)),
    ...(await exportsOf(join(root, 'apps'), `.config${extension}`, isSettingsSchema)),
  ];
  documents.set('config/.env.example', environmentExample(schemas, libs.settings));
  documents.set('docs/rotte.md', routesPage(await routesOfProcesses(root, extension, libs), libs.security));
  for (const [path, content] of await documentsOfTracciati(libs.tracciati)) documents.set(path, content);
  return documents;
}

/** Every version has a folder of its own, that stays as it is when the next one comes. */
async function documentsOfTracciati({ TRACCIATI, documentiOf, precedenteDi }) {
  const found = [];
  for (const tracciato of TRACCIATI) {
    const { codice, versione } = tracciato;
    const documenti = await documentiOf(tracciato, precedenteDi(tracciato));
    for (const [key, name] of Object.entries(FILES)) {
      found.push([`docs/tracciati/${codice}/${versione}/${name}`, documenti[key]]);
    }
  }
  return found;
}

const FILES = {
  xsd: 'tracciato.xsd',
  jsonSchema: 'tracciato.schema.json',
  modelloCsv: 'modello.csv',
  modelloXlsx: 'modello.xlsx',
  documentazione: 'documentazione.html',
};

/** The documents of the compiled code in `repository`. */
export async function documentsOfBuild(repository) {
  return generateDocuments(join(repository, 'dist'), '.js', {
    http: await import('#libs/http'),
    security: await import('#libs/security'),
    settings: await import('#libs/settings'),
    tracciati: await import('#libs/tracciati'),
  });
}

/** What files of the houses in `street` export, if `wanted`; `name` is that of the file, `house` that of the folder. */
async function exportsOf(street, ending, wanted) {
  const found = [];
  for (const house of (await foldersIn(street)).sort()) {
    const folder = join(street, house, 'src');
    for (const file of (await filesIn(folder)).filter((name) => name.endsWith(ending)).sort()) {
      const module = await import(pathToFileURL(join(folder, file)).href);
      for (const value of Object.values(module).filter(wanted))
        found.push({ house, name: basename(file, ending), value });
    }
  }
  return found;
}

/** Told by its shape: such a file also exports the thrower of its table. */
function isErrorTable(value) {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((row) => typeof row?.remedy === 'string')
  );
}

async function foldersIn(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function filesIn(path) {
  return readdir(path).catch(() => []);
}
