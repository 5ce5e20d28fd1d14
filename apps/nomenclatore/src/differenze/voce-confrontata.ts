/** An item as far as two versions are compared by it: where it comes from does not make it another. */
export interface VoceConfrontata {
  readonly codice: string;
  readonly padre: string | null;
  readonly denominazione: string;
  readonly descrizione: string | null;
  readonly attributi: Readonly<Record<string, unknown>>;
}

/** Items of one version or more, in order of time. */
export type Versioni = readonly [readonly VoceConfrontata[], ...(readonly VoceConfrontata[])[]];

/** Codes of the version before that the item takes the place of. */
export function sostituitiDa({ attributi }: Pick<VoceConfrontata, 'attributi'>): readonly string[] {
  const { sostituisce } = attributi;
  return Array.isArray(sostituisce) ? sostituisce.filter((one): one is string => typeof one === 'string') : [];
}
