import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive, startMark } from '../servers/processes.mjs';

/** Root of the repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Everything that a machine keeps of us and git ignores: secrets, private servers, unpacked programs, figures. */
export const STATE = resolve(process.env.SNODO_STATE ?? join(ROOT, '.snodo'));

/**
 * Takes a folder of its own for a run: `.snodo/<kind>-0`, or the next one when another run holds it. A folder whose owner
 * is dead is taken over with the data in it. Without that, two runs side by side would open the same files.
 */
export function claimPlace(kind) {
  for (let number = 0; number < 100; number += 1) {
    const folder = join(STATE, `${kind}-${number}`);
    mkdirSync(folder, { recursive: true });
    if (own(join(folder, 'owner.json'))) return { folder, number, release: () => release(folder) };
  }
  throw new Error(`a hundred runs of "${kind}" are under way in ${STATE}`);
}

function own(path) {
  const mine = JSON.stringify({ pid: process.pid, mark: startMark(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isHeld(path)) return false;
    rmSync(path, { force: true });
  }
  return false;
}

/** A half-written file belongs to a run that is just starting. */
function isHeld(path) {
  try {
    const { pid, mark } = JSON.parse(readFileSync(path, 'utf8'));
    return isAlive(pid) && startMark(pid) === mark;
  } catch (error) {
    return error.code !== 'ENOENT';
  }
}

function release(folder) {
  rmSync(join(folder, 'owner.json'), { force: true });
}
