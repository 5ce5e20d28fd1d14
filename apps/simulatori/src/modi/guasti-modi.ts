import { setTimeout as delay } from 'node:timers/promises';

/** How a simulated registry misbehaves, until told otherwise. */
export interface GuastiModi {
  /** Answers 503 to everything. */
  readonly spenta: boolean;
  /** Questions that it still takes, then it answers 429; below zero, any number. */
  readonly soglia: number;
  /** Milliseconds before it answers. */
  readonly lenta: number;
  /** Answers 200 with what is none of its answers. */
  readonly malformata: boolean;
  /** Of the dead it gives no day. */
  readonly senza_data: boolean;
}

const NESSUN_GUASTO: GuastiModi = {
  spenta: false,
  soglia: -1,
  lenta: 0,
  malformata: false,
  senza_data: false,
};

/** An answer of HTTP. */
export interface Risposta {
  readonly stato: number;
  readonly tipo: string;
  readonly corpo: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Keeps how it misbehaves, and whom it was asked about. */
export class Comportamento {
  guasti: GuastiModi = NESSUN_GUASTO;
  /** Codes it was asked about, in order, with who asked. */
  readonly chiesti: { readonly caso: string; readonly di: string; readonly utente: string }[] = [];

  set(guasti: Partial<GuastiModi>): void {
    const told = Object.entries(guasti).filter(([, value]) => value !== undefined);
    this.guasti = { ...this.guasti, ...(Object.fromEntries(told) as Partial<GuastiModi>) };
  }

  /** @returns the answer of a registry that does not work; undefined of one that does */
  async misbehave(): Promise<Risposta | undefined> {
    const { spenta, soglia, lenta, malformata } = this.guasti;
    if (lenta > 0) await delay(lenta);
    if (spenta) return { stato: 503, tipo: 'application/problem+json', corpo: '{"title":"Unavailable","status":503}' };
    if (soglia === 0) {
      const headers = { 'retry-after': '3600' };
      return {
        stato: 429,
        tipo: 'application/problem+json',
        corpo: '{"title":"TooManyRequests","status":429}',
        headers,
      };
    }
    if (soglia > 0) this.set({ soglia: soglia - 1 });
    return malformata ? { stato: 200, tipo: 'text/html', corpo: '<html><body>Servizio</body></html>' } : undefined;
  }
}
