/**
 * Why somebody may look for a person, in the words of the law that lets it; anything else is refused (rule R13). A new purpose is a
 * decision of the titolari, not of a caller: it is added here, and nowhere else.
 */
export const FINALITA = {
  presa_in_carico: 'Valutazione, presa in carico e progetto della persona (L. 328/2000, art. 14 e 22).',
  erogazione_prestazione:
    'Domanda, erogazione e verifica dei requisiti di una prestazione sociale (L. 328/2000, art. 22).',
  verifica_dichiarazioni: 'Controllo delle dichiarazioni sostitutive (D.P.R. 445/2000, art. 71).',
  qualita_dati:
    'Correzione dei dati che l’ente ha trasmesso o sta per trasmettere (regolamento UE 2016/679, art. 5, par. 1, lett. d).',
} as const;
export type Finalita = keyof typeof FINALITA;

export const CODICI_FINALITA = Object.keys(FINALITA) as [Finalita, ...Finalita[]];

/** @returns undefined for what is missing, no text, or not of the list */
export function parseFinalita(value: unknown): Finalita | undefined {
  return CODICI_FINALITA.find((finalita) => finalita === value);
}
