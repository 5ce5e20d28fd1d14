import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program while this process goes on serving it. */
export const runProgram = promisify(execFile);

/** Why a test of a program cannot run here, said once on the console; undefined when it can. */
export function programMissing(what: string, command: string, args: readonly string[]): string | undefined {
  if (spawnSync(command, args).status === 0) return undefined;
  const reason = `SALTATO: ${what}: ${command} non c’è\n`;
  process.stderr.write(reason);
  return reason;
}
