import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/**
 * The system account a private server runs under. PostgreSQL refuses root and RabbitMQ should not have it, so as root
 * the first existing account of `names` is taken, else `nobody`; otherwise undefined: our own account.
 */
export function serverAccount(names) {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { name, uid: Number(uid), gid: Number(gid) }]),
  );
  const name = [...names, 'nobody'].find((candidate) => accounts.has(candidate));
  if (name === undefined) throw new Error('running as root, and no account to run servers under was found');
  return accounts.get(name);
}

/**
 * Makes `folder` usable by the account and gives its path. When a folder above it cannot be crossed by that account
 * (a home of mode 0700, say) a folder under the system's temporary one is used instead, remembered in `folder` itself,
 * so that the next start finds the same data.
 */
export function folderFor(folder, account) {
  const wanted = resolve(folder);
  mkdirSync(wanted, { recursive: true });
  if (account === undefined) return wanted;
  if (canUse(own(wanted, account), account)) return wanted;
  const note = join(wanted, 'elsewhere');
  const remembered = readIfThere(note);
  if (remembered !== undefined && canUse(remembered, account)) return remembered;
  const elsewhere = own(mkdtempSync(join(tmpdir(), `snodo-${basename(wanted)}-`)), account);
  writeFileSync(note, elsewhere);
  return elsewhere;
}

/** Writes a file that only the account can read. */
export function writePrivate(path, text, account, mode = 0o600) {
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function own(folder, account) {
  chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  return folder;
}

function canUse(folder, { uid, gid }) {
  return spawnSync('sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, cwd: '/' }).status === 0;
}
