import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/**
 * Runs a program to its end. What it prints is kept and shown only when it fails, or goes straight to the terminal with
 * `show`. Throws with the last lines when the exit code is not 0, unless `check` is false.
 */
export function run(program, args, { cwd, env = process.env, show = false, check = true, account } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    const parts = { stdout: [], stderr: [] };
    child.stdout?.on('data', (bytes) => parts.stdout.push(bytes));
    child.stderr?.on('data', (bytes) => parts.stderr.push(bytes));
    child.once('error', (error) => reject(new Error(`${program}: ${error.message}`)));
    child.once('close', (code, killedBy) => {
      const [stdout, stderr] = [parts.stdout, parts.stderr].map((bytes) => Buffer.concat(bytes).toString());
      const status = code ?? 128;
      if (status === 0 || !check) return resolve({ status, stdout, stderr });
      const last = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
      reject(new Error(`${[program, ...args].join(' ')} failed (${killedBy ?? status})\n${last}`));
    });
  });
}

/** Whether a program of this name is in the path. */
export async function hasProgram(name) {
  const { status } = await run('sh', ['-c', 'command -v "$1"', 'sh', name], { check: false });
  return status === 0;
}

/** The environment with folders put before the rest of the path. */
export function withPath(env, ...folders) {
  return { ...env, PATH: [...folders, env.PATH].join(delimiter) };
}

/** The program of a package as npm links it. */
export function packageProgram(root, name) {
  return join(root, 'node_modules', '.bin', name);
}
