import { backoff } from '#libs/messaging';
import type { RispostaFonte } from './fonte-persone.js';

const MINUTO = 60_000;
const GIORNO = 86_400_000;

/** A source that does not answer is left alone for so long at first, and at most. */
const PAUSA_FONTE = { base: 30_000, cap: 30 * MINUTO };
/** A question whose answer could not be read is asked again after so long at first, and at most. */
const PAUSA_DOMANDA = { base: 10 * MINUTO, cap: GIORNO };
/** Then nobody asks it by itself any more: for a few hours in a few tries a source that writes badly may mend. */
const TENTATIVI = 6;
/** One unreadable answer is about one person; so many in a row are about the source. */
const ILLEGGIBILI_DI_SEGUITO = 3;
const SOGLIA_SENZA_ATTESA = 60 * MINUTO;

/** How a source is doing. */
export interface StatoFonte {
  /** Failures since it last answered. */
  readonly guasti: number;
  readonly fermaFino: Date | null;
}

/** What becomes of the source and of the question. */
export interface Seguito {
  readonly fonte: StatoFonte;
  /** Undefined: it is over. */
  readonly domanda: { readonly prossimaIl: Date; readonly tentativi: number } | undefined;
}

/**
 * What follows from an answer. A source that is down costs no question anything: they wait, in their order, and so do those that a
 * threshold turned away.
 * @param random in [0, 1)
 */
export function dopo(
  risposta: RispostaFonte,
  { guasti, tentativi, adesso, random }: { guasti: number; tentativi: number; adesso: Date; random: number },
): Seguito {
  const after = (milliseconds: number): Date => new Date(adesso.getTime() + milliseconds);
  const pausa = (failures: number): number => backoff(failures, PAUSA_FONTE.base, PAUSA_FONTE.cap, random);
  const aspetta = { prossimaIl: adesso, tentativi };
  if (risposta.esito === 'soglia_raggiunta') {
    const attesa = Math.min(risposta.attesa ?? SOGLIA_SENZA_ATTESA, GIORNO);
    return { fonte: { guasti: 0, fermaFino: after(attesa) }, domanda: aspetta };
  }
  if (risposta.esito === 'non_disponibile') {
    const attesa = Math.max(pausa(guasti + 1), Math.min(risposta.attesa ?? 0, GIORNO));
    return { fonte: { guasti: guasti + 1, fermaFino: after(attesa) }, domanda: aspetta };
  }
  if (risposta.esito !== 'malformata') return { fonte: { guasti: 0, fermaFino: null }, domanda: undefined };
  const troppi = guasti + 2 - ILLEGGIBILI_DI_SEGUITO;
  const fonte = { guasti: guasti + 1, fermaFino: troppi > 0 ? after(pausa(troppi)) : null };
  if (tentativi + 1 >= TENTATIVI) return { fonte, domanda: undefined };
  const prossimaIl = after(backoff(tentativi + 1, PAUSA_DOMANDA.base, PAUSA_DOMANDA.cap, random));
  return { fonte, domanda: { prossimaIl, tentativi: tentativi + 1 } };
}
