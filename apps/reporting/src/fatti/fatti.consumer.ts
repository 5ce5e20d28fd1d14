import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { FattiCollegatiV1, fattiCollegatiV1 } from '#libs/contracts';
import { ConsumesEach, MessageContext } from '#libs/messaging';
import { ApplicaFatti } from './applica-fatti.js';

/** Pseudonymous facts, as the registry tells them. */
@Controller()
export class FattiConsumer {
  constructor(private readonly applica: ApplicaFatti) {}

  @ConsumesEach(fattiCollegatiV1, 'fatti')
  async apply(@Payload() { fatti, collegatiIl }: FattiCollegatiV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.applica.apply(tx, fatti, collegatiIl);
  }
}
