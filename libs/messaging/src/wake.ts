/** A bell that a loop sleeps beside. A ring while nobody sleeps is remembered: none is ever missed. */
export class Wake {
  private rung = false;
  private sleeper: (() => void) | undefined;

  now(): void {
    if (this.sleeper === undefined) this.rung = true;
    else this.sleeper();
  }

  /** Resolves at the next ring, or after `ms`. */
  orAfter(ms: number): Promise<void> {
    if (this.rung) {
      this.rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const awake = (): void => {
        clearTimeout(timer);
        this.sleeper = undefined;
        resolve();
      };
      const timer = setTimeout(awake, ms);
      this.sleeper = awake;
    });
  }
}
