const DAY = 86_400_000;

/**
 * The instant at which a comune has been silent for so many days on end since a claim on its resident. A comune that goes on delivering
 * holds the person, whatever it says of others.
 * @param parole instants at which it was heard, ISO 8601, in order
 * @returns undefined when days are 0: silence then decides nothing
 */
export function silenceEndsAt(parole: readonly string[], da: string, giorni: number): string | undefined {
  if (giorni === 0) return undefined;
  let since = Date.parse(da);
  for (const parola of parole) {
    const heard = Date.parse(parola);
    if (heard <= since) continue;
    if (heard - since > giorni * DAY) break;
    since = heard;
  }
  return new Date(since + giorni * DAY).toISOString();
}
