import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import { Logger } from '#libs/observability';
import type { Caller } from '#libs/security';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { LeggiInvii } from '../invio/leggi-invii.js';
import { type Avanzamento, avanzamentoConcluso, avanzamentoDiLavoro, improntaDi } from './avanzamento.js';
import { LeggiLavoriInCorso } from './leggi-lavori-in-corso.js';

/** How often to look at invii that are being worked on. */
const PAUSA = 500;
/** How often, at most, to count again the righe of a concluded invio, which INPS's answers move in days. */
const PAUSA_CONCLUSI = 5_000;
/** Counting a million righe takes a second: it may take this share of the time, no more. */
const QUOTA_CONTEGGIO = 20;

/** Who listens to an invio. */
export interface Ascoltatore {
  /** A picture unlike the one before. */
  cambia(avanzamento: Avanzamento, impronta: string): void;
  /** Nothing more will come. */
  finisce(motivo: MotivoFine): void;
}
export type MotivoFine = 'arrivato' | 'non_visibile' | 'servizio_in_chiusura' | 'token_scaduto' | 'chiuso';

/** One invio as one ente sees it, with all who listen to it in this process. */
interface Osservato {
  readonly invio: string;
  readonly caller: Caller;
  readonly ascoltatori: Set<Ascoltatore>;
  ultimo: { readonly avanzamento: Avanzamento; readonly impronta: string } | undefined;
  /** Instant, of `performance.now`, before which a concluded invio is not counted again. */
  prossimo: number;
}

/**
 * Looks at the invii that somebody listens to: one look of the process for all of them, however many listen. It reads what is committed,
 * so it does not matter which process validates.
 */
@Injectable()
export class Osservatorio implements OnModuleDestroy {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'Osservatorio' });
  readonly #osservati = new Map<string, Osservato>();
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly lavori: LeggiLavoriInCorso,
    private readonly invii: LeggiInvii,
    private readonly ambito: AmbitoVisibile,
  ) {}

  /** @returns what stops it; the caller may see the invio, or it is told that it may not */
  watch(caller: Caller, invio: string, ascoltatore: Ascoltatore): () => void {
    const key = `${invio}/${caller.ente}`;
    const osservato = this.#osservati.get(key) ?? {
      invio,
      caller,
      ascoltatori: new Set<Ascoltatore>(),
      ultimo: undefined,
      prossimo: 0,
    };
    this.#osservati.set(key, osservato);
    osservato.ascoltatori.add(ascoltatore);
    if (osservato.ultimo !== undefined) ascoltatore.cambia(osservato.ultimo.avanzamento, osservato.ultimo.impronta);
    if (this.#closed) ascoltatore.finisce('servizio_in_chiusura');
    else this.#looking ??= this.#look();
    return () => {
      osservato.ascoltatori.delete(ascoltatore);
      if (osservato.ascoltatori.size === 0 && this.#osservati.get(key) === osservato) this.#osservati.delete(key);
    };
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    for (const { ascoltatori } of this.#osservati.values()) {
      for (const ascoltatore of ascoltatori) ascoltatore.finisce('servizio_in_chiusura');
    }
    this.#osservati.clear();
    await this.#looking;
  }

  async #look(): Promise<void> {
    while (this.#osservati.size > 0) {
      try {
        await this.#lookOnce();
      } catch (error) {
        // A database that restarts: listeners have their heartbeat meanwhile.
        this.#logger.warn('progress could not be read', { error });
      }
      await delay(PAUSA);
    }
    // In the same turn as the last look at what is listened to: who comes after it begins anew.
    this.#looking = undefined;
  }

  async #lookOnce(): Promise<void> {
    const osservati = [...this.#osservati.values()];
    const working = osservati.filter(({ ultimo }) => ultimo?.avanzamento.fase !== 'conclusa');
    const ids = [...new Set(working.map(({ invio }) => invio))];
    const rows = ids.length === 0 ? [] : await this.lavori.read(ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const osservato of osservati) {
      const row = byId.get(osservato.invio);
      if (row !== undefined && !row.concluso)
        tell(osservato, avanzamentoDiLavoro(row, this.ambito.entiOf(osservato.caller)));
      else await this.#count(osservato);
    }
  }

  /** A concluded invio, as its listeners may see it now. */
  async #count(osservato: Osservato): Promise<void> {
    const begun = performance.now();
    if (begun < osservato.prossimo) return;
    try {
      tell(osservato, avanzamentoConcluso(await this.invii.one(osservato.caller, osservato.invio)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const ascoltatore of osservato.ascoltatori) ascoltatore.finisce('non_visibile');
    }
    const took = performance.now() - begun;
    osservato.prossimo = begun + Math.max(PAUSA_CONCLUSI, took * QUOTA_CONTEGGIO);
  }
}

function tell(osservato: Osservato, avanzamento: Avanzamento): void {
  const impronta = improntaDi(avanzamento);
  if (osservato.ultimo?.impronta === impronta) return;
  osservato.ultimo = { avanzamento, impronta };
  for (const ascoltatore of osservato.ascoltatori) ascoltatore.cambia(avanzamento, impronta);
}
