import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RighePsPsaSinaAccettateV1, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { ConsumesEach, type ItemOutcome, type MessageContext, UpstreamError } from '#libs/messaging';
import { Riferimenti } from '#libs/riferimenti';
import { CollegaRighe } from './collega-righe.js';

/** A copy comes in seconds, once there is somebody to give it. */
const RIPROVA_MS = 500;

/** Hears of the righe that ingestion accepted. */
@Controller()
export class RigheAccettateConsumer {
  constructor(
    @Inject(CollegaRighe) private readonly collega: CollegaRighe,
    @Inject(Riferimenti) private readonly riferimenti: Riferimenti,
  ) {}

  /**
   * @throws UpstreamError until the reference copy is whole: without it every citizenship would be of nobody, and waiting for it must not
   * park a day's righe
   */
  @ConsumesEach(righePsPsaSinaAccettateV1, 'righe')
  async link(
    @Payload() body: RighePsPsaSinaAccettateV1,
    @Ctx() { tx, envelope: { key, ente } }: MessageContext,
  ): Promise<readonly ItemOutcome[]> {
    if (!this.riferimenti.ready) throw new UpstreamError('the reference copy is not complete yet', RIPROVA_MS);
    return this.collega.link(tx, body, { key, ente });
  }
}
