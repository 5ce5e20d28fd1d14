import { Logger } from '#libs/observability';
import { Inps, type InpsOptions } from '../inps.js';
import type { WaasDiProva } from './waas-di-prova.js';

/** A clock that a test moves. */
export class OrologioDiProva {
  #now = Date.parse('2026-01-06T08:00:00Z');
  readonly now = () => new Date(this.#now);
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

const SILENT = new Logger({ app: 'prova', destination: { write: () => undefined } });

/** INPS towards the fake enti of a test, with a token that never expires. */
export const startInps = (waas: WaasDiProva, options: Partial<InpsOptions> = {}): Promise<Inps> =>
  Inps.start({
    waasUrl: waas.url,
    voucher: { current: async () => 'un-gettone-di-prova-lungo', forget: () => undefined },
    enti: ['A271'],
    logger: SILENT,
    ...options,
  });
