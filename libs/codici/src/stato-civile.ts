/** Marital status: the codes are those of ANPR (table 1, 2018), the words are ours. What a tracciato lets in and what the registry says back are this one list. */
export const STATI_CIVILI: Readonly<Record<string, string>> = {
  1: 'Celibe o nubile',
  2: 'Coniugato/a',
  3: 'Vedovo/a',
  4: 'Divorziato/a',
  6: 'Unito/a civilmente',
  7: 'Stato libero per decesso della parte unita civilmente',
  8: 'Stato libero per scioglimento dell’unione',
  9: 'Non classificabile o ignoto',
};

/** Whoever writes it says that nothing is known. */
export const STATO_CIVILE_IGNOTO = '9';

/** @returns the words of a code; those of "unknown" for one that is not of the list */
export function statoCivileInParole(codice: string): string {
  return STATI_CIVILI[codice] ?? STATI_CIVILI[STATO_CIVILE_IGNOTO]!;
}
