import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts a server program in a session of its own, so that a Ctrl-C in the terminal reaches only us and we stop the
 * servers in order. Output goes to `log`. Throws at once when the program cannot be run.
 */
export async function startServer(program, args, { account, env, cwd, log }) {
  const output = openSync(log, 'a');
  const child = spawn(program, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output, output],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  closeSync(output);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  return child;
}

/**
 * A shell that waits for our end, however it comes (also kill -9), then ends the servers: it reads a pipe whose other
 * end only we hold. The pid of a server comes first, groups as negative numbers. Gives the function that dismisses it.
 */
export function guard(pids, signal) {
  const script = 'cat >/dev/null; for pid in "$@"; do kill -s "$0" -- "$pid" 2>/dev/null; done';
  const shell = spawn('sh', ['-c', script, signal, ...pids.map(String)], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  shell.stdin.unref?.();
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  return () => shell.kill('SIGKILL');
}

/** Whether a process with this id is there (a zombie counts as gone). */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const stat = readStat(pid);
  return stat === undefined || stat.state !== 'Z';
}

/** Waits until none of the processes is there; gives false when some still is after `seconds`. */
export async function waitGone(pids, seconds) {
  const end = Date.now() + seconds * 1000;
  while (pids.some(isAlive)) {
    if (Date.now() > end) return false;
    await pause(20);
  }
  return true;
}

/** The process and all its descendants, children first found from a snapshot of the process table. */
export function family(pid) {
  const children = new Map();
  for (const [child, parent] of processTable()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found = [pid];
  for (const member of found) found.push(...(children.get(member) ?? []));
  return found;
}

/** kill -9 of a process and everything below it, as a power cut would do; resolves when all are gone. */
export async function killFamily(pid) {
  const members = family(pid);
  for (const member of members) signal(member, 'SIGKILL');
  if (!(await waitGone(members, 20))) throw new Error(`processes ${members.join(', ')} do not die`);
}

/** Sends a signal; a process already gone is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** When the process started, as text that only serves to tell two processes with the same id apart. */
export function startMark(pid) {
  return (
    readStat(pid)?.started ??
    spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)])
      .stdout?.toString()
      .trim()
  );
}

function processTable() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), readStat(name)?.parent ?? 0]);
  } catch {
    const lines = spawnSync('ps', ['-A', '-o', 'pid=,ppid=']).stdout.toString().trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number));
  }
}

function readStat(pid) {
  try {
    // The command in parentheses may hold spaces and parentheses, so fields are counted from the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return { state: fields[0], parent: Number(fields[1]), started: fields[19] };
  } catch {
    return undefined;
  }
}
