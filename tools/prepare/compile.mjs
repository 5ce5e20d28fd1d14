import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { ROOT } from './place.mjs';

const SOURCES = ['apps', 'libs', 'test', 'tsconfig.json', 'package.json', 'package-lock.json'];
const STAMP = join(ROOT, 'dist', '.compiled');

/** Compiles apps and libs into `dist` unless nothing changed since the last time. */
export async function compile(say) {
  const started = Date.now();
  if (existsSync(STAMP) && newest(SOURCES.map((name) => join(ROOT, name))) < statSync(STAMP).mtimeMs) return;
  await run(process.execPath, [join(ROOT, 'node_modules/ts7/bin/tsc'), '-p', ROOT], { cwd: ROOT });
  const { writeFile } = await import('node:fs/promises');
  await writeFile(STAMP, '');
  say(`compiled in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function newest(paths) {
  return Math.max(0, ...paths.filter(existsSync).map(newestBelow));
}

/** A folder's own time counts too: it changes when a file is deleted. */
function newestBelow(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => name !== 'node_modules');
  return Math.max(stat.mtimeMs, newest(inside.map((name) => join(path, name))));
}
