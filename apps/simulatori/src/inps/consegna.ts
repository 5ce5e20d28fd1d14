import type { Archivio } from './archivio.js';
import { type Grafia, MAX_ESITI, contradictionOf, notificationOf } from './esito.js';
import type { Guasti } from './guasti.js';
import type { EsitoInAttesa, Registro } from './registro.js';
import { ChiamataFallita, type Waas } from './waas.js';

/** Gives an ente the esiti that are due, as they come: the good and the bad together, at most a hundred at a time. */
export class Consegna {
  constructor(
    private readonly waas: Waas,
    private readonly archivio: Archivio,
    private readonly grafia: Grafia,
    private readonly now: () => Date,
  ) {}

  /** What the ente does not take stays for a later slot. @returns esiti taken */
  async deliver(registro: Registro, guasti: Guasti): Promise<number> {
    const now = this.now().getTime();
    const due = registro.attesa.filter((one) => one.dalMomento <= now && one.dalloSlot <= registro.slot);
    for (let at = 0; at < due.length; at += MAX_ESITI) {
      const batch = due.slice(at, at + MAX_ESITI);
      if (!(await this.#send(registro, batch, guasti))) return at;
      await this.#record(registro, batch, guasti);
      // Whether the second one is taken makes no difference to INPS.
      if (guasti.duplicate) await this.#send(registro, batch, guasti);
    }
    return due.length;
  }

  async #send(registro: Registro, batch: readonly EsitoInAttesa[], guasti: Guasti): Promise<boolean> {
    const { ente } = registro;
    const esiti = batch.map(({ esito }) => esito);
    try {
      await this.waas.esiti(ente, notificationOf(ente, esiti, this.grafia), guasti.bad_token);
      return true;
    } catch (error) {
      if (!(error instanceof ChiamataFallita)) throw error;
      for (const problema of error.problemi) this.archivio.note(registro, problema);
      return false;
    }
  }

  async #record(registro: Registro, batch: readonly EsitoInAttesa[], { contradict }: Guasti): Promise<void> {
    const now = this.now();
    const next = registro.nextNumbers();
    const attese = batch
      .filter(({ contraddice }) => contradict && !contraddice)
      .map(({ esito }) => ({
        numero: next(),
        esito: contradictionOf(esito, now),
        dalMomento: now.getTime(),
        dalloSlot: registro.slot,
        contraddice: true,
      }));
    const numeri = batch.map(({ numero }) => numero);
    await this.archivio.record(registro, { fatto: 'consegna', numeri, il: now.toISOString(), attese });
  }
}
