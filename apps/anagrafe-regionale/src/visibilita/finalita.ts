import type { Ruolo } from '#libs/security';

interface Scopo {
  /** What it is for, with the law that lets it. */
  readonly testo: string;
  /** The kinds of office that may have it. */
  readonly uffici: readonly Ruolo[];
}

const SOCIALI: readonly Ruolo[] = ['titolare', 'capofila'];

/**
 * Why somebody may look at a person, in the words of the law that lets it; anything else is refused, and so is what another kind of
 * office may have (rule R13). A new purpose is a decision of the titolari, not of a caller: it is added here, and nowhere else.
 */
export const FINALITA = {
  presa_in_carico: {
    testo: 'Valutazione, presa in carico e progetto della persona (L. 328/2000, art. 14 e 22).',
    uffici: SOCIALI,
  },
  erogazione_prestazione: {
    testo: 'Domanda, erogazione e verifica dei requisiti di una prestazione sociale (L. 328/2000, art. 22).',
    uffici: SOCIALI,
  },
  verifica_dichiarazioni: {
    testo: 'Controllo delle dichiarazioni sostitutive (D.P.R. 445/2000, art. 71).',
    uffici: [...SOCIALI, 'sanitaria'],
  },
  qualita_dati: {
    testo:
      'Correzione dei dati che l’ente ha trasmesso o sta per trasmettere (regolamento UE 2016/679, art. 5, par. 1, lett. d).',
    uffici: [...SOCIALI, 'sanitaria'],
  },
  tutela_urgente: {
    testo:
      'Protezione immediata di chi è in pericolo o non può provvedere a sé (L. 328/2000, art. 22; codice civile, art. 403).',
    uffici: SOCIALI,
  },
  assistenza_sanitaria: {
    testo:
      'Iscrizione, assistenza e integrazione sociosanitaria dei propri assistiti (D.Lgs. 502/1992, art. 3-septies).',
    uffici: ['sanitaria'],
  },
  riesame_duplicati: {
    testo: 'Riesame di possibili doppioni dell’anagrafe (regolamento UE 2016/679, art. 5, par. 1, lett. d).',
    uffici: ['steward'],
  },
  diritti_interessato: {
    testo: 'Risposta a una richiesta dell’interessato (regolamento UE 2016/679, art. da 15 a 22).',
    uffici: ['titolare', 'dpo'],
  },
  programmazione: {
    testo: 'Programmazione e monitoraggio, su attributi senza nome e conteggi (L. 328/2000, art. 8).',
    uffici: ['regione'],
  },
  vigilanza: {
    testo:
      'Controllo degli accessi da parte del responsabile della protezione dei dati (regolamento UE 2016/679, art. 39).',
    uffici: ['dpo'],
  },
} as const satisfies Record<string, Scopo>;
export type Finalita = keyof typeof FINALITA;

export const CODICI_FINALITA = Object.keys(FINALITA) as [Finalita, ...Finalita[]];

/** @returns undefined for what is missing, no text, not of the list, or not for an office of these roles */
export function parseFinalita(value: unknown, ruoli: readonly Ruolo[]): Finalita | undefined {
  const found = CODICI_FINALITA.find((finalita) => finalita === value);
  if (found === undefined) return undefined;
  return (FINALITA[found].uffici as readonly Ruolo[]).some((ufficio) => ruoli.includes(ufficio)) ? found : undefined;
}
