import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RighePsPsaSinaAccettateV1, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { ConsumesEach, type ItemOutcome, type MessageContext, TransientError } from '#libs/messaging';
import { Riferimenti } from '#libs/riferimenti';
import { CollegaRighe } from './collega-righe.js';

/** Hears of the righe that ingestion accepted. */
@Controller()
export class RigheAccettateConsumer {
  constructor(
    @Inject(CollegaRighe) private readonly collega: CollegaRighe,
    @Inject(Riferimenti) private readonly riferimenti: Riferimenti,
  ) {}

  /** @throws TransientError until the reference copy is whole: without it every citizenship would be of nobody */
  @ConsumesEach(righePsPsaSinaAccettateV1, 'righe')
  async link(
    @Payload() body: RighePsPsaSinaAccettateV1,
    @Ctx() { tx, envelope: { key, ente } }: MessageContext,
  ): Promise<readonly ItemOutcome[]> {
    if (!this.riferimenti.ready) throw new TransientError('the reference copy is not complete yet');
    return this.collega.link(tx, body, { key, ente });
  }
}
