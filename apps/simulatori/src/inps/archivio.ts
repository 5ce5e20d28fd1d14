import type { Logger } from '#libs/observability';
import { Diario } from './diario.js';
import type { Problema } from './problema.js';
import { type Fatto, Registro } from './registro.js';

/** All that INPS holds, of every ente it was ever told about. */
export class Archivio {
  readonly #registri = new Map<string, Registro>();

  private constructor(
    private readonly diario: Diario | undefined,
    private readonly now: () => Date,
    private readonly logger: Logger,
  ) {}

  /** @param path journal that outlives the process; without one everything is in memory */
  static async open(path: string | undefined, now: () => Date, logger: Logger): Promise<Archivio> {
    if (path === undefined) return new Archivio(undefined, now, logger);
    const { diario, annotazioni } = await Diario.open(path);
    const archivio = new Archivio(diario, now, logger);
    for (const { ente, fatto } of annotazioni) archivio.of(ente).apply(fatto);
    return archivio;
  }

  /** An ente of which nothing is known yet has an empty register. */
  of(ente: string): Registro {
    const known = this.#registri.get(ente) ?? new Registro(ente);
    this.#registri.set(ente, known);
    return known;
  }

  async record(registro: Registro, fatto: Fatto): Promise<void> {
    await this.diario?.add({ ente: registro.ente, fatto });
    registro.apply(fatto);
  }

  note(registro: Registro, problema: Problema): void {
    registro.note(problema, this.now());
    // The two judges of a document disagree: one of them is wrong, and it may be ours.
    const level = problema.genere === 'libxml_discorda' ? 'error' : 'warn';
    this.logger[level]('INPS has something to say', { ente: registro.ente, ...problema });
  }

  async close(): Promise<void> {
    await this.diario?.close();
  }
}
