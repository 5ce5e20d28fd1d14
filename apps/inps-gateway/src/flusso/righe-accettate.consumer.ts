import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RighePsPsaSinaAccettateV1, righePsPsaSinaAccettateV1 } from '#libs/contracts';
import { ConsumesEach, MessageContext } from '#libs/messaging';
import { PubblicaRighe } from './pubblica-righe.js';

@Controller()
export class RigheAccettateConsumer {
  constructor(@Inject(PubblicaRighe) private readonly pubblica: PubblicaRighe) {}

  @ConsumesEach(righePsPsaSinaAccettateV1, 'righe')
  async publish(@Payload() messaggio: RighePsPsaSinaAccettateV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.pubblica.publish(tx, messaggio);
  }
}
