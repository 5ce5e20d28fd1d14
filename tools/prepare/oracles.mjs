import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { aptInstall, hasApt } from './debian.mjs';
import { hasProgram } from './command.mjs';
import { ROOT } from './place.mjs';

/** The folder of official schemas and rule sets beside the repository; it may be absent on a user's machine. */
export function sharedFolder(env = process.env) {
  return resolve(ROOT, env.SNODO_SHARED ?? '../shared');
}

/**
 * Sees which judges from outside are there (official schemas, `xmllint`), installing `xmllint` where that is easy.
 * Gives one sentence per missing one: what is not checked without it.
 */
export async function missingOracles(say) {
  const missing = [];
  if (!existsSync(resolve(sharedFolder(), 'oracles'))) {
    missing.push(
      `${sharedFolder()} is not here: checks against INPS's official schemas and AgID's rule sets are skipped`,
    );
  }
  if (!(await hasProgram('xmllint')) && !(await installXmllint(say))) {
    missing.push('xmllint is not here: checks of our verdicts against an independent XML validator are skipped');
  }
  return missing;
}

async function installXmllint(say) {
  if (process.getuid?.() !== 0 || !(await hasApt())) return false;
  say('xmllint: installing libxml2-utils');
  return aptInstall('libxml2-utils').then(
    () => hasProgram('xmllint'),
    () => false,
  );
}
