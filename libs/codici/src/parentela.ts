/**
 * Kinship to the reference person of a famiglia, and ties inside a convivenza: the codes are those of ANPR (tables 5 and 6, 2018), the words
 * are ours. What a tracciato lets in and what the registry says back are this one list.
 */
export const PARENTELE: Readonly<Record<string, string>> = {
  1: 'persona di riferimento',
  2: 'marito o moglie',
  3: 'figlio o figlia',
  4: 'nipote in linea retta',
  5: 'pronipote in linea retta',
  6: 'padre o madre',
  7: 'nonno o nonna',
  8: 'bisnonno o bisnonna',
  9: 'fratello o sorella',
  10: 'nipote, figlio di fratello o sorella',
  11: 'zio o zia',
  12: 'cugino o cugina',
  13: 'altro parente',
  14: 'figlio o figlia del coniuge',
  15: 'coniuge del padre o della madre',
  16: 'genero o nuora',
  17: 'suocero o suocera',
  18: 'cognato o cognata',
  19: 'fratello o sorella di un solo genitore',
  20: 'nipote del coniuge',
  21: 'zio o zia del coniuge',
  22: 'altro affine',
  23: 'convivente per vincoli di adozione o affettivi',
  24: 'responsabile della convivenza',
  25: 'componente della convivenza',
  26: 'tutore',
  28: 'parte dell’unione civile',
  80: 'adottato o adottata',
  81: 'nipote',
  99: 'relazione non comunicata',
};

/** The reference person of a famiglia, or who answers for a convivenza. */
export const DI_RIFERIMENTO: readonly string[] = ['1', '24'];

/** @returns the words of a code; those of "not said" for none, or one that is not of the list */
export function parentelaInParole(codice: string | null): string {
  return PARENTELE[codice ?? '99'] ?? PARENTELE['99']!;
}
