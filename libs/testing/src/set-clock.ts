import { Clock } from '#libs/persistence';

/** A clock that stands still until told. */
export class SetClock extends Clock {
  constructor(private instant = new Date('2026-03-10T09:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date | string): void {
    this.instant = new Date(instant);
  }

  advance(milliseconds: number): void {
    this.instant = new Date(this.instant.getTime() + milliseconds);
  }
}
