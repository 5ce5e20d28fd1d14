import { type PeriodoAssociazione, chiaveAssociazione } from '#libs/riferimenti';
import type { Autore } from '../storia/storia.js';

/** `chiusa`: approved, and its last day is set. */
export const STATI_ASSOCIAZIONE = ['proposta', 'approvata', 'rifiutata', 'chiusa'] as const;
export type StatoAssociazione = (typeof STATI_ASSOCIAZIONE)[number];

/** What somebody says a code is elsewhere, from a day to a day. */
export interface Proposta extends Omit<PeriodoAssociazione, 'limite'> {
  readonly da: string;
  readonly codice: string;
  readonly a: string;
  readonly nota: string | null;
  /** What the association does not say, in words for who reads a number made with it. */
  readonly limite: string | null;
}

/** A proposal and what became of it. */
export interface Associazione extends Proposta {
  readonly id: string;
  readonly stato: StatoAssociazione;
  /** Approved by the rule and by nobody in particular. */
  readonly automatica: boolean;
  readonly origine: 'pacchetto' | 'registro';
  /** Whose local list the code is of. */
  readonly ente: string | null;
  readonly propostaDa: string | null;
  readonly propostaIl: Date | null;
  readonly decisaDa: string | null;
  readonly decisaIl: Date | null;
  readonly revisione: number;
  readonly fonte: string;
  readonly affidabilita: string;
}

/** Who acts, and when. */
export interface Atto extends Autore {
  readonly il: Date;
}

/** One step of one association, as the history tells it. */
export interface Cambiamento {
  readonly prima: Associazione | null;
  readonly dopo: Associazione;
  readonly azione: 'proposta' | 'approvata' | 'rifiutata' | 'chiusa' | 'ritirata';
  readonly autore: Autore;
  readonly motivo: string | null;
}

/** True of what a translation may use on its days. */
export function isApprovata({ stato }: Pick<Associazione, 'stato'>): boolean {
  return stato === 'approvata' || stato === 'chiusa';
}

type Meta = Pick<Proposta, 'relazione' | 'destinazioni'>;

/** True if both say the same of a code, whatever the days and the order of a choice. */
export function sameDestinazioni(one: Meta, other: Meta): boolean {
  return one.relazione === other.relazione && sorted(one.destinazioni) === sorted(other.destinazioni);
}

function sorted(codici: readonly string[]): string {
  return codici.toSorted().join('|');
}

/** Associations by the voce they travel in. */
export function byChiave<T extends Pick<Proposta, 'da' | 'codice' | 'a'>>(
  associazioni: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of associazioni) {
    const chiave = chiaveAssociazione(one);
    const group = groups.get(chiave);
    if (group === undefined) groups.set(chiave, [one]);
    else group.push(one);
  }
  return groups;
}
