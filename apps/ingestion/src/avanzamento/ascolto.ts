import { type Avanzamento, type Traguardo, isArrivato } from './avanzamento.js';
import type { Ascoltatore, MotivoFine } from './osservatorio.js';

/** How long a client that lost the connection waits before it comes back. */
const RIPRESA = 3_000;
const IDENTIFICATIVO = /^(\d{1,16})-([0-9a-f]{16})$/;

/** What a client had seen when it lost the connection. */
export interface UltimoVisto {
  readonly istante: number;
  readonly impronta: string;
}

/** @returns undefined for what is not an id of ours: then it starts anew, which costs one picture */
export function ultimoVisto(lastEventId: string | undefined): UltimoVisto | undefined {
  const [, istante, impronta] = IDENTIFICATIVO.exec(lastEventId ?? '') ?? [];
  return istante === undefined || impronta === undefined ? undefined : { istante: Number(istante), impronta };
}

/**
 * One client that listens: pictures come in, the text of Server-Sent Events goes out. It holds the last picture alone: a slow client misses
 * those in between, and memory stays what it is.
 */
export class Ascolto implements Ascoltatore {
  #da_dire: { readonly avanzamento: Avanzamento; readonly impronta: string } | undefined;
  #fine: MotivoFine | undefined;
  #wake: (() => void) | undefined;
  #istante: number;
  #impronta: string | undefined;

  constructor(
    private readonly fino: Traguardo,
    private readonly battito: number,
    private readonly now: () => Date,
    visto: UltimoVisto | undefined,
  ) {
    this.#istante = visto?.istante ?? 0;
    this.#impronta = visto?.impronta;
  }

  cambia(avanzamento: Avanzamento, impronta: string): void {
    // Also when it was seen before the connection was lost: it may be the last one.
    this.#da_dire = { avanzamento, impronta };
    if (isArrivato(avanzamento, this.fino)) this.#fine ??= 'arrivato';
    this.#wake?.();
  }

  finisce(motivo: MotivoFine): void {
    this.#fine ??= motivo;
    this.#wake?.();
  }

  /** @yields whole events, and a comment when there has been nothing to say for a while: who stands between would take silence for death */
  async *testi(): AsyncGenerator<string> {
    yield `retry: ${RIPRESA}\n\n`;
    for (;;) {
      const detto = this.#takeEvent();
      if (detto !== undefined) yield detto;
      if (this.#da_dire !== undefined) continue;
      if (this.#fine !== undefined) {
        yield `event: fine\ndata: ${JSON.stringify({ motivo: this.#fine })}\n\n`;
        return;
      }
      if (!(await this.#changed())) yield ': \n\n';
    }
  }

  /** The event of the picture that waits, if the client has not seen it. */
  #takeEvent(): string | undefined {
    const next = this.#da_dire;
    this.#da_dire = undefined;
    if (next === undefined || next.impronta === this.#impronta) return undefined;
    this.#impronta = next.impronta;
    // Clocks of two replicas differ: an id is later than the one before whatever they say.
    this.#istante = Math.max(this.now().getTime(), this.#istante + 1);
    return `id: ${this.#istante}-${next.impronta}\nevent: avanzamento\ndata: ${JSON.stringify(next.avanzamento)}\n\n`;
  }

  /** @returns false when nothing has changed for the time of a heartbeat */
  async #changed(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const changed = await new Promise<boolean>((resolve) => {
      this.#wake = () => resolve(true);
      timer = setTimeout(() => resolve(false), this.battito);
    });
    clearTimeout(timer);
    this.#wake = undefined;
    return changed;
  }
}
