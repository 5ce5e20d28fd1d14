import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const REAL_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** Where Linux shows what a process holds open: a path through it is a path from that very folder, whatever is renamed meanwhile. */
const HELD = process.platform === 'linux' ? '/proc/self/fd' : undefined;

/**
 * A folder held open. Who delivers may write beside us: a folder put in place of another, or a link in place of a folder, must not lead
 * what we read or write into the folder of another ente. So every step is taken from the folder that was opened, and none through a link.
 */
export class Posto {
  private constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
  ) {}

  /** The root, as the operator gives it. */
  static async root(path: string): Promise<Posto> {
    return Posto.#over(await open(path, constants.O_RDONLY | constants.O_DIRECTORY), path);
  }

  static #over(handle: FileHandle, path: string): Posto {
    return new Posto(handle, HELD === undefined ? path : `${HELD}/${handle.fd}`);
  }

  /** The folder of this name in this one; undefined when there is none, or it is a link or a file. */
  async into(name: string): Promise<Posto | undefined> {
    const path = this.at(name);
    try {
      return Posto.#over(await open(path, REAL_FOLDER), path);
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  }

  /** As `into`, and makes the folder when there is none. */
  async made(name: string): Promise<Posto | undefined> {
    await mkdir(this.at(name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return this.into(name);
  }

  /** The path of an entry. @param name of one entry: what has a slash in it is nobody's name */
  at(name: string): string {
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw new Error('not the name of an entry');
    return join(this.path, name);
  }

  names(): Promise<string[]> {
    return readdir(this.path);
  }

  async has(name: string): Promise<boolean> {
    return lstat(this.at(name)).then(
      () => true,
      () => false,
    );
  }

  /** Writes a file whole or not at all, in place of one of that name. */
  async write(
    name: string,
    text: AsyncIterable<string | Uint8Array> | readonly (string | Uint8Array)[],
  ): Promise<void> {
    const partial = this.at(`.${randomBytes(8).toString('hex')}.part`);
    try {
      const file = await open(partial, 'wx', 0o660);
      try {
        for await (const piece of text) await file.appendFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, this.at(name));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
