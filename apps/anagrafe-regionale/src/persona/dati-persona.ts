import type { LegalDay, Sesso } from '#libs/codici';

/** What one source says of a person. Undefined: it does not say. */
export interface DatiPersona {
  /** Any code that lawfully identifies a person, in upper case. */
  readonly codice: string;
  readonly cognome: string;
  readonly nome: string;
  readonly annoNascita: number;
  /** Only where the codice fiscale gives it and agrees with the year. */
  readonly dataNascita?: LegalDay | undefined;
  /** Belfiore code of a comune or state. */
  readonly luogoNascita?: string | undefined;
  readonly sesso?: Sesso | undefined;
  /** ISO 3166 numeric codes. */
  readonly cittadinanze: readonly string[];
  /** ISTAT code of the comune where the person lives; undefined abroad or where nobody said. */
  readonly comuneResidenza?: string | undefined;
}

/** One source's record of a person, in its last revision, and when it was accepted. */
export interface Scheda {
  readonly recordId: string;
  readonly enteErogatore: string;
  readonly rigaId: string;
  /** ISO 8601, UTC. */
  readonly accettataIl: string;
  readonly revisione: number;
  /** Blind index of the code, and that of its form without omocodia (16 bytes, hex). */
  readonly indice: string;
  readonly gruppo: string;
  readonly dati: DatiPersona;
}

/** The best that is known of a person, with the record that each field was taken from: its scheda says of whom it is, and since when. */
export interface DatiMigliori {
  readonly dati: DatiPersona;
  /** Fields by record id: most persons have one source for all, and this is kept of each. */
  readonly fonti: Readonly<Record<string, readonly (keyof DatiPersona)[]>>;
}

/**
 * Field by field, what the most recent source says: the one accepted last, of equals the one with the greater record id, so that the
 * answer does not depend on the order in which messages came. A source that is silent on a field does not erase what others said of it.
 * @param schede at least one
 */
export function datiMigliori(schede: readonly Scheda[]): DatiMigliori {
  const recent = schede.toSorted(byRecency);
  const dati: Record<string, unknown> = {};
  const fonti: Record<string, (keyof DatiPersona)[]> = {};
  for (const field of Object.keys(CAMPI) as (keyof DatiPersona)[]) {
    const said = recent.find((scheda) => isSaid(scheda.dati[field]));
    if (said === undefined) continue;
    dati[field] = said.dati[field];
    (fonti[said.recordId] ??= []).push(field);
  }
  return { dati: { cittadinanze: [], ...dati } as unknown as DatiPersona, fonti };
}

/** The most recent source first. */
function byRecency(one: Scheda, other: Scheda): number {
  if (one.accettataIl !== other.accettataIl) return one.accettataIl < other.accettataIl ? 1 : -1;
  return one.recordId < other.recordId ? 1 : -1;
}

/** As an object, so that the compiler notices a field that is forgotten here. */
const CAMPI: Record<keyof DatiPersona, true> = {
  codice: true,
  cognome: true,
  nome: true,
  annoNascita: true,
  dataNascita: true,
  luogoNascita: true,
  sesso: true,
  cittadinanze: true,
  comuneResidenza: true,
};

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}
