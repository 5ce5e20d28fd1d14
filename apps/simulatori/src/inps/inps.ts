import type { Logger } from '#libs/observability';
import { Acquisizione, type RegoleAcquisizione } from './acquisizione.js';
import { Archivio } from './archivio.js';
import { Consegna } from './consegna.js';
import type { Grafia } from './esito.js';
import { type Guasti, NESSUN_GUASTO } from './guasti.js';
import { Libxml } from './libxml.js';
import type { Acquisito } from './registro.js';
import { type Riepilogo, type Stato, riepilogoOf, statoOf } from './stato.js';
import type { Voucher } from './voucher.js';
import { Waas } from './waas.js';

export interface InpsOptions extends Partial<RegoleAcquisizione> {
  /** Address below which every ente serves its flussi: `<waasUrl>/<codice_ente>/v1/flussi`. */
  readonly waasUrl: string;
  readonly voucher: Voucher;
  readonly enti: readonly string[];
  readonly grafia?: Grafia;
  /** The official XSD: where it is and `xmllint` too, every document is also shown to libxml2. */
  readonly schema?: string | undefined;
  /** File that lets INPS remember over a restart. */
  readonly diario?: string | undefined;
  readonly logger: Logger;
  readonly now?: () => Date;
}

/** What a slot did with an ente. `saltato`: INPS was down. */
export interface EsitoSlot {
  readonly ente: string;
  readonly acquisiti: number;
  readonly consegnati: number;
  readonly saltato: boolean;
}

/** Enti that INPS deals with at the same time. */
const WIDTH = 4;

/** INPS as the enti see it. Nothing happens by itself: who holds it says when a slot begins. */
export class Inps {
  readonly #enti = new Set<string>();
  readonly #guasti = new Map<string, Guasti>();
  /** One slot at a time with an ente: INPS never asks the same ente twice at once. */
  readonly #busy = new Map<string, Promise<unknown>>();
  #closed = false;

  private constructor(
    private readonly archivio: Archivio,
    private readonly acquisizione: Acquisizione,
    private readonly consegna: Consegna,
  ) {}

  static async start(options: InpsOptions): Promise<Inps> {
    const { waasUrl, voucher, logger, schema, now = () => new Date() } = options;
    const { limit = 100, percentoErroriGenerici = 0, seme = 'inps', attesaEsiti = 0, grafia = 'id_flusso' } = options;
    const archivio = await Archivio.open(options.diario, now, logger);
    const waas = new Waas(waasUrl, voucher);
    const libxml = await Libxml.find(schema);
    if (schema !== undefined && libxml === undefined) logger.warn('no second opinion: schema or xmllint missing');
    const regole = { limit, percentoErroriGenerici, seme, attesaEsiti };
    const inps = new Inps(
      archivio,
      new Acquisizione(waas, archivio, regole, libxml, now),
      new Consegna(waas, archivio, grafia, now),
    );
    for (const ente of options.enti) inps.add(ente);
    return inps;
  }

  /** Asks and then gives back what is due. @param ente one only; all unless told */
  slot(ente?: string): Promise<EsitoSlot[]> {
    return this.#forEach(ente, (one) => this.#serve(one, { poll: true, deliver: true }));
  }

  /** Only asks for flussi. */
  poll(ente?: string): Promise<EsitoSlot[]> {
    return this.#forEach(ente, (one) => this.#serve(one, { poll: true, deliver: false }));
  }

  /** Only sends the esiti that are due. */
  deliver(ente?: string): Promise<EsitoSlot[]> {
    return this.#forEach(ente, (one) => this.#serve(one, { poll: false, deliver: true }));
  }

  get enti(): readonly string[] {
    return [...this.#enti];
  }

  /** Begins with an ente, or goes on where it was left. */
  add(ente: string): void {
    this.#enti.add(ente);
  }

  /** Leaves an ente; what is known of it is kept. */
  remove(ente: string): void {
    this.#enti.delete(ente);
  }

  setGuasti(changes: Partial<Guasti>, ente?: string): void {
    for (const one of ente === undefined ? this.enti : [ente]) {
      this.#guasti.set(one, { ...this.#guastiOf(one), ...changes });
    }
  }

  stato(ente: string): Stato {
    return statoOf(this.archivio.of(ente), this.#guastiOf(ente));
  }

  riepilogo(): Riepilogo[] {
    return this.enti.map((ente) => riepilogoOf(this.archivio.of(ente), this.#guastiOf(ente)));
  }

  /** All flussi acquired from an ente with document and outcome, in order. */
  acquisiti(ente: string): Acquisito[] {
    return [...this.archivio.of(ente).acquisiti.values()];
  }

  /** Ends after what is under way with an ente; the others of a slot are left for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#busy.values());
    await this.archivio.close();
  }

  #guastiOf(ente: string): Guasti {
    return this.#guasti.get(ente) ?? NESSUN_GUASTO;
  }

  async #serve(ente: string, { poll, deliver }: { poll: boolean; deliver: boolean }): Promise<EsitoSlot> {
    const guasti = this.#guastiOf(ente);
    if (guasti.down > 0) {
      if (poll) this.setGuasti({ down: guasti.down - 1 }, ente);
      return { ente, acquisiti: 0, consegnati: 0, saltato: true };
    }
    const registro = this.archivio.of(ente);
    const acquisiti = poll ? await this.acquisizione.poll(registro, guasti) : 0;
    if (poll && guasti.rollback > 0) this.setGuasti({ rollback: 0 }, ente);
    const consegnati = deliver ? await this.consegna.deliver(registro, this.#guastiOf(ente)) : 0;
    return { ente, acquisiti, consegnati, saltato: false };
  }

  async #forEach(ente: string | undefined, work: (ente: string) => Promise<EsitoSlot>): Promise<EsitoSlot[]> {
    const order = ente === undefined ? [...this.enti] : [ente];
    const waiting = [...order];
    const results = new Map<string, EsitoSlot>();
    const worker = async () => {
      while (waiting.length > 0 && !this.#closed) {
        const next = waiting.shift()!;
        results.set(next, await this.#alone(next, () => work(next)));
      }
    };
    await Promise.all(Array.from({ length: WIDTH }, worker));
    return order.flatMap((one) => results.get(one) ?? []);
  }

  async #alone<T>(ente: string, work: () => Promise<T>): Promise<T> {
    const before = this.#busy.get(ente) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#busy.set(ente, mine);
    return mine;
  }
}
