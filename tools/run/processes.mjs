import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readIfThere } from '../servers/account.mjs';
import { guard, isAlive, killFamily, signal, startServer, waitGone } from '../servers/processes.mjs';
import { ROOT } from '../prepare/place.mjs';

/**
 * Starts one of our programs from `dist`, its log in a file, and waits until it answers. It ends with us, whatever ends us.
 * `stop` lets it finish what it is doing; `ended` resolves when it ends without being asked.
 */
export async function startProgram({ name, script, env, log, readyUrl, seconds = 90 }) {
  const child = await startServer(process.execPath, [join(ROOT, 'dist', script)], { cwd: ROOT, env, log });
  const dismissGuard = guard([child.pid], 'KILL');
  const ended = once(child, 'exit').then(
    ([code, by]) => `${name} ended (${code ?? by}); its log: ${log}\n${lastLines(log)}`,
  );
  const stop = async () => {
    dismissGuard();
    if (!isAlive(child.pid)) return;
    signal(child.pid, 'SIGTERM');
    if (!(await waitGone([child.pid], 30))) await killFamily(child.pid);
  };
  const failure = await Promise.race([ended, untilReady(readyUrl, seconds)]);
  if (failure !== undefined) {
    await stop();
    throw new Error(failure.includes(name) ? failure : `${name}: ${failure}; its log: ${log}\n${lastLines(log)}`);
  }
  return { name, pid: child.pid, stop, ended };
}

async function untilReady(url, seconds) {
  const end = Date.now() + seconds * 1000;
  let last = 'no answer';
  while (Date.now() < end) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return undefined;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await pause(100);
  }
  return `not ready after ${seconds} s (${last})`;
}

function lastLines(path) {
  return (readIfThere(path) ?? '').trim().split('\n').slice(-12).join('\n');
}
