/**
 * Who is around a person without being in her registered famiglia. Written by whoever has her in charge, read by the same ente alone: it is
 * a matter of social work, never of the registry office.
 */
export const GENERI_RETE = {
  parente_non_convivente: 'Parente che non vive con la persona',
  amico: 'Amico o amica',
  vicino: 'Vicino o vicina di casa',
  caregiver: 'Caregiver familiare',
  amministratore_di_sostegno: 'Amministratore di sostegno',
  tutore: 'Tutore o curatore',
  assistente_familiare: 'Assistente familiare',
  volontario: 'Volontario o volontaria',
  altro: 'Altra persona di riferimento',
} as const;
export type GenereRete = keyof typeof GENERI_RETE;
export const CODICI_RETE = Object.keys(GENERI_RETE) as [GenereRete, ...GenereRete[]];

/** Of one person: more are a telephone book. */
export const RELAZIONI_MOSTRATE = 100;

/** SQL of every id that person `$1` has had: a row keeps the one under which it was written. */
export const IDS = `ARRAY(SELECT u.persona_id FROM radice_persona u WHERE u.radice = $1) || $1::uuid`;

/** What of a relation is sealed. */
export interface Nominativo {
  readonly nominativo: string;
  readonly recapito: string | null;
}

/** Where a relation opens: nowhere else. */
export function placeOfRelazione(id: string): string {
  return `rete_relazione:${id}`;
}
