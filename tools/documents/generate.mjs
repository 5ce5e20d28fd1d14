import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The documents that follow from the code: `docs/errori.md` from every `*.errors` table, `docs/openapi/<domain>.json` from every
 * `*.apis` list (an app's `src/<app>.apis.ts` exports arrays of `ApiDescription`, its `src/<app>.errors.ts` an error table).
 * @param {string} root folder that holds `libs` and `apps`: `dist`, or the repository when TypeScript is read directly (tests)
 * @param {'.js' | '.ts'} extension
 * @param {{ buildOpenApi: Function, errorsMarkdown: Function }} http the exports of `#libs/http`
 * @returns {Promise<Map<string, string>>} text by path inside the repository
 */
export async function generateDocuments(root, extension, { buildOpenApi, errorsMarkdown }) {
  const tables = await exportsOf(root, `.errors${extension}`, isErrorTable);
  const sections = tables.map(({ name, value }) => ({ title: name, table: value }));
  const documents = new Map([['docs/errori.md', errorsMarkdown(sections)]]);
  for (const { value: apis } of await exportsOf(root, `.apis${extension}`, Array.isArray)) {
    for (const api of apis) {
      documents.set(`docs/openapi/${api.domain}.json`, `${JSON.stringify(await buildOpenApi(api), null, 2)}\n`);
    }
  }
  return documents;
}

async function exportsOf(root, ending, wanted) {
  const found = [];
  for (const app of (await foldersIn(join(root, 'apps'))).sort()) {
    const folder = join(root, 'apps', app, 'src');
    for (const file of (await filesIn(folder)).filter((name) => name.endsWith(ending)).sort()) {
      const module = await import(pathToFileURL(join(folder, file)).href);
      for (const value of Object.values(module).filter(wanted)) found.push({ name: basename(file, ending), value });
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
