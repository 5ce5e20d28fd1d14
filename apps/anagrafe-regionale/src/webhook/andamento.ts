import { backoff } from '#libs/messaging';
import type { EsitoConsegna } from './consegna.js';

/** How the bringing to one ente goes. */
export interface Andamento {
  readonly stato: 'attivo' | 'sospeso';
  /** Number of the last notifica that the receiver took. */
  readonly consegnateFino: number;
  readonly ultimaConsegnaIl: Date | null;
  /** Tries that failed since the last one that did not, and since when. */
  readonly tentativi: number;
  readonly fallitoDal: Date | null;
  readonly ultimoErrore: string | null;
  readonly prossimoIl: Date;
}

const PRIMA_PAUSA_MS = 30_000;
const PAUSA_MASSIMA_MS = 3_600_000;

/**
 * After a try. A failure is tried again after a pause that doubles up to an hour; a receiver that takes nothing for longer than `pazienza`
 * is left alone until it is registered again. The place reached never moves but by what was taken.
 * @param ultimo number of the last notifica brought in this try
 * @param random in [0, 1)
 */
export function dopo(
  andamento: Andamento,
  esito: EsitoConsegna,
  { ultimo, adesso, pazienza, random }: { ultimo: number; adesso: Date; pazienza: number; random: number },
): Andamento {
  if (esito.consegnata)
    return {
      stato: 'attivo',
      consegnateFino: ultimo,
      ultimaConsegnaIl: adesso,
      tentativi: 0,
      fallitoDal: null,
      ultimoErrore: null,
      prossimoIl: adesso,
    };
  const tentativi = andamento.tentativi + 1;
  const fallitoDal = andamento.fallitoDal ?? adesso;
  return {
    ...andamento,
    stato: adesso.getTime() - fallitoDal.getTime() >= pazienza ? 'sospeso' : 'attivo',
    tentativi,
    fallitoDal,
    ultimoErrore: esito.errore,
    prossimoIl: new Date(adesso.getTime() + backoff(tentativi, PRIMA_PAUSA_MS, PAUSA_MASSIMA_MS, random)),
  };
}
