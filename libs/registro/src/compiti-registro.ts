import { Injectable } from '@nestjs/common';
import { type PeriodicTask, PeriodicTasks } from '#libs/observability';
import { MetricheRegistro } from './metriche-registro.js';
import { Registro } from './registro.js';
import { VerificaRegistro } from './verifica-registro.js';

/** Checks by the clock what was sealed, and measures what waits. Any number of processes may do it. */
@Injectable()
export class CompitiRegistro extends PeriodicTasks {
  constructor(
    private readonly verifica: VerificaRegistro,
    private readonly metriche: MetricheRegistro,
    registro: Registro,
  ) {
    super(registro.app);
  }

  protected tasks(): readonly PeriodicTask[] {
    return [
      { name: 'verifica-registro', when: '*/10 * * * *', work: () => this.#verify() },
      { name: 'attesa-registro', when: '*/30 * * * * *', work: () => this.#measure() },
    ];
  }

  async #verify(): Promise<void> {
    const faults = await this.verifica.verify();
    this.metriche.discordanze.set(faults.length);
    if (faults.length > 0) this.logger.error('the sealed register contradicts itself', { faults });
  }

  async #measure(): Promise<void> {
    this.metriche.attesa.set(await this.verifica.waiting());
  }
}
