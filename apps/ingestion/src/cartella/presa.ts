import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename, rm, rmdir, utimes } from 'node:fs/promises';
import type { Cartella } from './cartelle.js';
import type { Posto } from './posto.js';

/** A file of the sender: no link is followed, and a pipe or a device does not make us wait. */
const REGULAR = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const SIGN_OF_LIFE_MILLISECONDS = 5000;
const NAME = /^([0-9a-f]{16})\.([0-9a-f]{16})$/;

/** This process, among all that look at the folders. */
const CHI = randomBytes(8).toString('hex');

/**
 * A file taken out of `da-consegnare` into a folder of its own, `.in-corso/<id>.<process>`: the rename is what makes it ours and of no
 * other replica. The time of the folder is our sign of life; when it is old, another process renames it to itself and goes on.
 */
export class Presa {
  #alive = 0;

  private constructor(
    readonly id: string,
    readonly nome: string,
    private readonly cartella: Cartella,
    private readonly posto: Posto,
    private readonly folder: string,
  ) {}

  /** @returns undefined when another replica was first */
  static async take(cartella: Cartella, nome: string): Promise<Presa | undefined> {
    const id = randomBytes(8).toString('hex');
    const folder = `${id}.${CHI}`;
    await mkdir(cartella.inCorso.at(folder));
    const posto = await cartella.inCorso.into(folder);
    if (posto === undefined) return undefined;
    const presa = new Presa(id, nome, cartella, posto, folder);
    let taken = false;
    try {
      taken = await moved(cartella.daConsegnare.at(nome), posto.at(nome));
    } finally {
      // Also of a file that we may not move: each round would leave a folder open.
      if (!taken) await presa.end();
    }
    return taken ? presa : undefined;
  }

  /** Files that a process took and did not end, when it has been silent for `lease` milliseconds. */
  static async left(cartella: Cartella, lease: number, now: number): Promise<Presa[]> {
    const prese: Presa[] = [];
    for (const old of await cartella.inCorso.names()) {
      const id = NAME.exec(old)?.[1];
      const stat = id === undefined ? undefined : await lstat(cartella.inCorso.at(old)).catch(() => undefined);
      if (id === undefined || stat === undefined || now - stat.mtimeMs < lease) continue;
      const folder = `${id}.${CHI}`;
      if (!(await moved(cartella.inCorso.at(old), cartella.inCorso.at(folder)))) continue;
      const posto = await cartella.inCorso.into(folder);
      if (posto === undefined) continue;
      const [nome] = await posto.names();
      // Empty: its process died before it took anything, or after it had ended with it.
      const presa = new Presa(id, nome ?? '', cartella, posto, folder);
      if (nome === undefined) await presa.end();
      else {
        await presa.live();
        prese.push(presa);
      }
    }
    return prese;
  }

  /** The file, if it is one. */
  async open(): Promise<FileHandle | undefined> {
    const path = this.posto.at(this.nome);
    if (!(await lstat(path)).isFile()) return undefined;
    const handle = await open(path, REGULAR).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOOP' || error.code === 'ENXIO') return undefined;
      throw error;
    });
    if (handle === undefined || (await handle.stat()).isFile()) return handle;
    await handle.close();
    return undefined;
  }

  /** Says that we are still at work. */
  async live(): Promise<void> {
    const now = Date.now();
    if (now - this.#alive < SIGN_OF_LIFE_MILLISECONDS) return;
    this.#alive = now;
    await utimes(this.cartella.inCorso.at(this.folder), now / 1000, now / 1000).catch(() => undefined);
  }

  /** Puts the file where it stays, and ends. In place of one of that name. */
  async moveTo(posto: Posto, name: string): Promise<void> {
    await moved(this.posto.at(this.nome), posto.at(name));
    await this.end();
  }

  /** The file is nowhere any more. */
  async remove(): Promise<void> {
    await rm(this.posto.at(this.nome), { force: true });
    await this.end();
  }

  /** Left as it is: whoever finds it silent goes on. */
  leave(): Promise<void> {
    return this.posto.close();
  }

  private async end(): Promise<void> {
    await this.posto.close();
    await rmdir(this.cartella.inCorso.at(this.folder)).catch(() => undefined);
  }
}

/** @returns false when it was not there: another has moved it */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
