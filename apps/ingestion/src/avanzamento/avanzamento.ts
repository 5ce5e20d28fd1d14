import { createHash } from 'node:crypto';
import { STATI_DI_PASSAGGIO } from '#libs/codici';
import { vaAInps } from '#libs/tracciati';
import type { InvioConStati } from '../invio/leggi-invii.js';

/** Where the work on an invio is. `ferma`: it waits for an operator of Snodo. */
export const FASI = ['in_coda', 'lettura', 'applicazione', 'ferma', 'conclusa'] as const;
type Fase = (typeof FASI)[number];

/** One picture of how far an invio is, as a listener gets it. */
export interface Avanzamento {
  readonly invio_id: string;
  readonly stato: string;
  readonly fase: Fase;
  /** Righe of the document; null until its end has been read. */
  readonly righe: number | null;
  readonly righe_lette: number;
  /** Righe whose verdict has taken effect. */
  readonly righe_applicate: number;
  /** While work goes on: of the whole invio, to who sent it; at its end: those that the caller may see. */
  readonly righe_per_stato: Readonly<Record<string, number>>;
  readonly righe_silenti: number;
  readonly concluso_il: Date | null;
  readonly annullato_il: Date | null;
}

/** An invio and its job, as the database has them. */
export interface InvioAlLavoro {
  readonly id: string;
  readonly stato: string;
  readonly concluso: boolean;
  readonly annullato_il: Date | null;
  readonly mittente: string;
  readonly depositante: string;
  readonly fase: 'lettura' | 'applicazione' | 'fermo' | null;
  readonly righe_lette: number | null;
  /** Of the document, once its end has been read. */
  readonly righe: number | null;
  readonly per_stato: Readonly<Record<string, number>> | null;
}

/**
 * How far an invio is that is not concluded. The counts are of all its righe: who did not send it, and sees it because righe of its own
 * are in it, would learn how many others have and how they fared.
 * @param enti of who listens
 */
export function avanzamentoDiLavoro(invio: InvioAlLavoro, enti: readonly string[]): Avanzamento {
  if (!enti.includes(invio.mittente) && !enti.includes(invio.depositante)) {
    return { ...avanzamentoIntero(invio), righe: null, righe_lette: 0, righe_applicate: 0, righe_per_stato: {} };
  }
  return avanzamentoIntero(invio);
}

function avanzamentoIntero(invio: InvioAlLavoro): Avanzamento {
  const { id, stato, fase, righe, righe_lette, per_stato, annullato_il } = invio;
  // Below zero: righe of the same document that were replaced by later ones.
  const perStato = Object.fromEntries(Object.entries(per_stato ?? {}).map(([state, n]) => [state, Math.max(0, n)]));
  return {
    invio_id: id,
    stato,
    fase: fase === null || (fase === 'lettura' && (righe_lette ?? 0) === 0) ? 'in_coda' : NOME_FASE[fase],
    righe,
    righe_lette: righe_lette ?? 0,
    righe_applicate: Object.values(perStato).reduce((sum, n) => sum + n, 0),
    righe_per_stato: perStato,
    righe_silenti: 0,
    concluso_il: null,
    annullato_il,
  };
}

const NOME_FASE = { lettura: 'lettura', applicazione: 'applicazione', fermo: 'ferma' } as const;

/** How far an invio is that has its verdict: from now on INPS and the registry go on with its righe. */
export function avanzamentoConcluso(invio: InvioConStati): Avanzamento {
  const righe = invio.righe ?? 0;
  return {
    invio_id: invio.id,
    stato: invio.stato,
    fase: 'conclusa',
    righe,
    righe_lette: righe,
    righe_applicate: righe,
    righe_per_stato: invio.righe_per_stato,
    righe_silenti: invio.righe_silenti,
    concluso_il: invio.concluso_il,
    annullato_il: invio.annullato_il,
  };
}

/** How far to follow: to Snodo's own verdict, or to INPS's on every riga. */
export const TRAGUARDI = ['controllo', 'inps'] as const;
export type Traguardo = (typeof TRAGUARDI)[number];

/** How far an invio can be followed: where INPS is to have nothing of its tracciato, Snodo's own verdict is the end. */
export function traguardoDi({ tracciato }: Pick<InvioConStati, 'tracciato'>, fino: Traguardo): Traguardo {
  return vaAInps(tracciato) ? fino : 'controllo';
}

/** True when nothing more is to be waited for. */
export function isArrivato({ fase, righe_per_stato }: Avanzamento, fino: Traguardo): boolean {
  if (fase !== 'conclusa') return false;
  return fino === 'controllo' || STATI_DI_PASSAGGIO.every((stato) => (righe_per_stato[stato] ?? 0) === 0);
}

/** Tells one picture from another: the same for the same picture, in whatever process it is made. */
export function improntaDi(avanzamento: Avanzamento): string {
  return createHash('sha256').update(JSON.stringify(avanzamento)).digest('hex').slice(0, 16);
}
