import type { MessageType } from '#libs/contracts';
import type { Tx } from './persistence-shapes.js';

/** Where a message belongs: `key` orders (two messages of one key are handled one after the other), `ente` shares turns. */
export interface Address {
  /** Ordering key, at most 120 characters, never personal: it is shown to operators. */
  readonly key: string;
  /** The ente whose work this is, at most 64 characters; `hub` for the hub's own. */
  readonly ente: string;
}

/** The only way to say something to another app: a row in the transaction that makes it true. */
export class Outbox {
  /** @throws InvalidMessage when the body does not hold what its contract promises: nothing is written */
  async publish<T extends object>(tx: Tx, type: MessageType<T>, body: T, to: Address): Promise<void> {
    await this.publishMany(tx, type, [{ ...to, body }]);
  }

  /** Many messages of one type in one statement. */
  async publishMany<T extends object>(
    _tx: Tx,
    _type: MessageType<T>,
    _messages: readonly (Address & { readonly body: T })[],
  ): Promise<void> {
    throw new Error('not yet');
  }
}
