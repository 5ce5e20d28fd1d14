import type { AppName } from '#libs/contracts';

/** A committed message on its way: the row of the outbox. */
export interface Outgoing {
  readonly id: string;
  /** Routing key, `<name>.v<version>`. */
  readonly type: string;
  /** JSON of the Envelope. */
  readonly envelope: string;
  readonly sealed: boolean;
  readonly body: Buffer;
}

/** What became of a round of messages. Those in neither list stay in the outbox as they are and go again. */
export interface Delivery {
  /** In every inbox or queue that wants them, durably. */
  readonly delivered: readonly string[];
  /** Nobody takes them now; kept apart so that they neither get lost nor keep the relay spinning. */
  readonly held: readonly Held[];
}

export interface Held {
  readonly id: string;
  readonly because: 'unroutable' | 'absent';
  /** Apps of this message that are not in this process (embedded only). */
  readonly missing?: readonly string[];
}

/** A way from outbox to inbox. All that is hard (what is done, what comes again) is not here but in the two tables. */
export abstract class Courier {
  /** @param wake called when it can carry again after it could not */
  abstract open(wake: () => void): Promise<void>;
  /** False while the bus is away or refuses: the relay then leaves its rows alone. */
  abstract canCarry(): boolean;
  /** Types whose receiver lags. */
  abstract paused(): Promise<readonly string[]>;
  /** Apps that messages held as `absent` can go to by now. */
  abstract present(): readonly AppName[];
  /** Takes a round as far as it can; never rejects because the bus is away, that is an empty `Delivery`. */
  abstract deliver(round: readonly Outgoing[]): Promise<Delivery>;
  /** Lets what is in flight come home, then leaves. */
  abstract close(): Promise<void>;
}
