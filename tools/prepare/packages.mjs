import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../servers/account.mjs';
import { run } from './command.mjs';
import { ROOT } from './place.mjs';

/** Installs the packages of the lock file when they are missing or of another lock file. */
export async function installPackages(say) {
  const marker = join(ROOT, 'node_modules', '.snodo-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const installed = readIfThere(marker);
  if (installed === lock || isLink(join(ROOT, 'node_modules'))) return;
  if (sameAsNpmKnows()) return writeFileSync(marker, lock);
  say(
    installed === undefined
      ? 'packages: installing (about half a minute)'
      : 'packages: the lock file changed, installing again',
  );
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT });
  writeFileSync(marker, lock);
}

/** A linked folder belongs to another checkout, which looks after it. */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** npm writes beside the packages the lock file it installed: equal versions mean that somebody ran `npm ci` by hand. */
function sameAsNpmKnows() {
  const hidden = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const versions = (path) =>
    new Map(
      Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages).map(([name, { version }]) => [name, version]),
    );
  const wanted = versions(join(ROOT, 'package-lock.json'));
  return [...versions(hidden)].every(([name, version]) => wanted.get(name) === version) && directOnesThere(wanted);
}

function directOnesThere(wanted) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) => {
    const path = `node_modules/${name}`;
    return wanted.has(path) && existsSync(join(ROOT, path, 'package.json'));
  });
}
