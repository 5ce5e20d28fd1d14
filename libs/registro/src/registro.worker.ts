import { Injectable } from '@nestjs/common';
import { Rounds } from '#libs/observability';
import { MetricheRegistro } from './metriche-registro.js';
import { RegistroDiscorde } from './registro-discorde.js';
import { Registro } from './registro.js';
import { SigillaRegistro } from './sigilla-registro.js';

/** Seals what waits, at a pace. Any number of processes may run it. */
@Injectable()
export class RegistroWorker extends Rounds {
  /** Said once, not every second: the gauge goes on saying it. */
  #discorde = false;

  constructor(
    private readonly sigilla: SigillaRegistro,
    private readonly metriche: MetricheRegistro,
    registro: Registro,
  ) {
    super(registro.app, registro.pausa);
  }

  protected async round(): Promise<boolean> {
    try {
      const { voci, altre } = await this.sigilla.seal();
      for (const { genere } of voci) this.metriche.sigillate.inc({ genere });
      if (voci.length > 0) this.#discorde = false;
      return altre;
    } catch (error) {
      if (!(error instanceof RegistroDiscorde)) throw error;
      this.#complain(error);
      return false;
    }
  }

  #complain(error: RegistroDiscorde): void {
    this.metriche.discordanze.set(1);
    if (!this.#discorde) this.logger.error('the sealed register contradicts itself: nothing more is sealed', { error });
    this.#discorde = true;
  }
}
