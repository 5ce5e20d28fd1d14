import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  RighePsPsaSinaAccettateV1,
  RigheSinbaAccettateV1,
  righePsPsaSinaAccettateV1,
  righeSinbaAccettateV1,
} from '#libs/contracts';
import { ConsumesEach, type ItemOutcome, MessageContext } from '#libs/messaging';
import { PubblicaRighe } from './pubblica-righe.js';

@Controller()
export class RigheAccettateConsumer {
  constructor(@Inject(PubblicaRighe) private readonly pubblica: PubblicaRighe) {}

  @ConsumesEach(righePsPsaSinaAccettateV1, 'righe')
  publish(@Payload() messaggio: RighePsPsaSinaAccettateV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    return this.pubblica.publish(tx, messaggio);
  }

  @ConsumesEach(righeSinbaAccettateV1, 'righe')
  publishSinba(@Payload() messaggio: RigheSinbaAccettateV1, @Ctx() { tx }: MessageContext): Promise<ItemOutcome[]> {
    return this.pubblica.publish(tx, messaggio);
  }
}
