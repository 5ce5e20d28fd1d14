import type { RichiestaTraduzione, Traduzione } from '#libs/riferimenti';

/** A code of an ente's own list. */
export interface VoceLocale {
  readonly codice: string;
  readonly denominazione: string;
  /** It is the parent of others: without an associazione of its own it is a mere heading, and lacks nothing. */
  readonly padreDiAltre: boolean;
}

/** Why righe with a code would wait, or be sent back, on a day. */
export const MOTIVI_INCOMPLETA = ['senza_associazione', 'senza_codice_inps'] as const;
export type MotivoIncompleta = (typeof MOTIVI_INCOMPLETA)[number];

export interface VoceIncompleta extends Omit<VoceLocale, 'padreDiAltre'> {
  /** `senza_associazione`: the ente's to map; `senza_codice_inps`: the regional code leads to none of INPS's, the region's to map. */
  readonly motivo: MotivoIncompleta;
  /** The code at which the way ends: its own, or a regional one. */
  readonly fermo: string;
}

/** How much of a list righe can use on a day. */
export interface Completezza {
  readonly voci: number;
  /** Codes that become one of INPS's by themselves. */
  readonly associate: number;
  /** Codes of which each riga must say what it means. */
  readonly conScelta: number;
  readonly incomplete: readonly VoceIncompleta[];
}

/** INPS's nomenclature: a list is complete when every riga that uses it can go there. */
const INPS = 'SIUSS';

/** Asks of every code of a list what ingestion would be told of a riga of that day. */
export function completezzaOf(
  translator: { traduci(richiesta: RichiestaTraduzione): Traduzione },
  sistema: string,
  voci: readonly VoceLocale[],
  giorno: string,
): Completezza {
  let associate = 0;
  let conScelta = 0;
  const incomplete: VoceIncompleta[] = [];
  for (const { codice, denominazione, padreDiAltre } of voci) {
    const found = translator.traduci({ da: sistema, a: INPS, codice, giorno });
    if (found.esito === 'tradotto') associate += 1;
    else if (found.esito === 'scelta_mancante') conScelta += 1;
    else {
      const why = whyNot(found, sistema, codice);
      if (!padreDiAltre || why.motivo !== 'senza_associazione') incomplete.push({ codice, denominazione, ...why });
    }
  }
  return { voci: voci.length, associate, conScelta, incomplete };
}

function whyNot(
  traduzione: Traduzione,
  sistema: string,
  codice: string,
): { readonly motivo: MotivoIncompleta; readonly fermo: string } {
  const elsewhere = traduzione.esito === 'senza_associazione' && traduzione.sistema !== sistema;
  return elsewhere
    ? { motivo: 'senza_codice_inps', fermo: `${traduzione.sistema}:${traduzione.codice}` }
    : { motivo: 'senza_associazione', fermo: codice };
}
