import { execFileSync } from 'node:child_process';
import { it } from '@jest/globals';

/** A test in which another program reads or writes workbooks; skipped, and said so, where Debian's python3-openpyxl is not. */
export const itWithOpenpyxl = hasOpenpyxl() ? it : it.skip;

function hasOpenpyxl(): boolean {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('skipped: no openpyxl for /usr/bin/python3\n');
    return false;
  }
}
