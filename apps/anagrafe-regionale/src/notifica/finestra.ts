/** How long changes are gathered and kept. Milliseconds. */
export class RegoleNotifiche {
  constructor(
    readonly finestra: number,
    readonly conservazione: number,
  ) {}
}

/**
 * When what is noted now is told: at the end of a window on a grid that does not depend on it. What is told at the same instant says
 * nothing of when in the window it happened; a delay counted from the change would say it to the second.
 */
export function fineFinestra(adesso: Date, finestra: number): Date {
  return new Date((Math.floor(adesso.getTime() / finestra) + 1) * finestra);
}
