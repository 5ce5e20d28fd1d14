import { metrics } from '#libs/observability';

/** What a register says of itself to who keeps the hub running. Made with the module, so that each is there before anything happens. */
export class MetricheRegistro {
  readonly sigillate;
  readonly discordanze;
  readonly attesa;

  /** @param metrica how their names begin */
  constructor(metrica: string) {
    this.sigillate = metrics.counter(
      `${metrica}_registro_foglie_total`,
      'Entries that this process sealed into the register, by kind',
      ['genere'],
    );
    this.discordanze = metrics.gauge(
      `${metrica}_registro_discordanze`,
      'Faults found in the sealed register by the last check, or by the last attempt to seal',
    );
    this.attesa = metrics.gauge(
      `${metrica}_registro_attesa_secondi`,
      'Time for which the oldest object that is not in the sealed register has been waiting',
    );
  }
}
