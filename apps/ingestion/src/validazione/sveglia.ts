import { EventEmitter, once } from 'node:events';
import { Injectable } from '@nestjs/common';

/** Wakes the workers of this process when there is work; other processes find it by polling. Says nothing of what the work is. */
@Injectable()
export class Sveglia {
  readonly #bell = new EventEmitter();

  wake(): void {
    this.#bell.emit('sveglia');
  }

  /** Resolves at the next call of `wake`, or after so many milliseconds. */
  async sleep(milliseconds: number): Promise<void> {
    await once(this.#bell, 'sveglia', { signal: AbortSignal.timeout(milliseconds) }).catch(() => undefined);
  }
}
