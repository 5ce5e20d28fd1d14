import type { Candidate } from './inbox.js';

/**
 * Who is next. A lane is all that has one key: one message of it at a time. Enti take turns, so that a sender with 200,000
 * messages costs another's single one the time of one message, not of 200,000. Pure: the clock is a parameter.
 */
export class Lanes {
  /** Messages by ente, oldest first; the order of the map is the order of the turns. */
  private readonly queues = new Map<string, Candidate[]>();
  private readonly busy = new Set<string>();
  private readonly pausedUntil = new Map<string, number>();
  private waiting = 0;

  /** Messages known and not yet started. */
  get size(): number {
    return this.waiting;
  }

  add(candidates: readonly Candidate[]): void {
    for (const candidate of candidates) {
      const queue = this.queues.get(candidate.ente) ?? [];
      queue.push(candidate);
      this.queues.set(candidate.ente, queue);
      this.waiting += 1;
    }
  }

  /** The next message whose lane is free, of the ente that has waited longest; its lane is busy until `release`. */
  next(now: number): Candidate | undefined {
    for (const [ente, queue] of this.queues) {
      const at = queue.findIndex(({ key }) => this.isFree(key, now));
      if (at === -1) continue;
      const [candidate] = queue.splice(at, 1) as [Candidate];
      this.waiting -= 1;
      this.queues.delete(ente);
      if (queue.length > 0) this.queues.set(ente, queue);
      this.busy.add(candidate.key);
      return candidate;
    }
    return undefined;
  }

  release(key: string): void {
    this.busy.delete(key);
  }

  /** The lane rests: what of it is known here is forgotten and comes back from the table afterwards. */
  pause(key: string, until: number): void {
    this.pausedUntil.set(key, until);
    for (const [ente, queue] of this.queues) {
      const rest = queue.filter((candidate) => candidate.key !== key);
      this.waiting -= queue.length - rest.length;
      if (rest.length === 0) this.queues.delete(ente);
      else this.queues.set(ente, rest);
    }
  }

  /** Keys of which no more messages are wanted now: at work, resting, or with messages known here already. */
  taken(now: number): string[] {
    for (const [key, until] of this.pausedUntil) if (until <= now) this.pausedUntil.delete(key);
    const known = [...this.queues.values()].flatMap((queue) => queue.map(({ key }) => key));
    return [...new Set([...this.busy, ...this.pausedUntil.keys(), ...known])];
  }

  private isFree(key: string, now: number): boolean {
    return !this.busy.has(key) && (this.pausedUntil.get(key) ?? 0) <= now;
  }
}
