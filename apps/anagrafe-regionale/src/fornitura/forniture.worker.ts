import { Injectable } from '@nestjs/common';
import { Rounds } from '#libs/observability';
import { Riferimenti } from '#libs/riferimenti';
import { AvanzaForniture } from './avanza-forniture.js';

/** Looks for forniture that are whole. Several processes may do it at once. */
@Injectable()
export class FornitureWorker extends Rounds {
  constructor(
    private readonly avanza: AvanzaForniture,
    private readonly riferimenti: Riferimenti,
  ) {
    super('anagrafe-regionale');
  }

  /** Without the reference copy no ente is a comune, and every fornitura would be refused. */
  protected async round(): Promise<boolean> {
    return this.riferimenti.ready && (await this.avanza.step());
  }
}
