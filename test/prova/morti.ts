import type { Random } from '#libs/sintetici';
import type { PrivateServer } from '#libs/testing';
import type { Processo } from './processo.js';

/** Something that can die and be started again. */
export interface Vittima {
  readonly nome: string;
  kill(): Promise<void>;
  revive(): Promise<void>;
}

/** A server as a victim. */
export function serverAsVittima(nome: string, server: PrivateServer): Vittima {
  return { nome, kill: () => server.kill9(), revive: () => server.restart() };
}

/** A process of ours that dies and is started again; undefined while it is dead. */
export class Mortale implements Vittima {
  #alive: Processo | undefined;

  constructor(
    readonly nome: string,
    private readonly start: () => Promise<Processo>,
  ) {}

  get alive(): Processo | undefined {
    return this.#alive;
  }

  async kill(): Promise<void> {
    const dying = this.#alive;
    this.#alive = undefined;
    await dying?.kill9();
  }

  /** @throws when it does not start, as while its database is dead too */
  async revive(): Promise<void> {
    this.#alive = await this.start();
  }
}

/** How long victims are left in peace at most, and permille of deaths that take another victim along. */
const PAUSA = 2_000;
const INSIEME = 250;
/** How much later the other one dies at most. */
const SCARTO = 1_000;

/**
 * Kills every victim `rounds` times, in an order, at moments and in company decided by the seed.
 * @param revive starts a victim again, as long as it takes
 * @returns names of the dead, in order
 */
export async function killAll(
  vittime: readonly Vittima[],
  rounds: number,
  random: Random,
  revive: (vittima: Vittima) => Promise<void>,
): Promise<string[]> {
  const dead: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const left = [...vittime];
    while (left.length > 0) {
      const dying = left.splice(random.below(left.length), 1);
      if (left.length > 0 && random.chance(INSIEME)) dying.push(...left.splice(random.below(left.length), 1));
      await new Promise((resolve) => setTimeout(resolve, random.below(PAUSA)));
      for (const [at, one] of dying.entries()) {
        // What the first one's death leaves half done is in the hands of the second one for a while.
        if (at > 0) await new Promise((resolve) => setTimeout(resolve, random.below(SCARTO)));
        await one.kill();
      }
      dead.push(dying.map(({ nome }) => nome).join(' + '));
      await Promise.all(dying.map(revive));
    }
  }
  return dead;
}
