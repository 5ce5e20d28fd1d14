import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { InvioConclusoV1, InvioRicevutoV1, invioConclusoV1, invioRicevutoV1 } from '#libs/contracts';
import { Consumes, MessageContext } from '#libs/messaging';
import { RegistraConsegna } from './registra-consegna.js';

/** What ingestion says of each invio: that it came, and how it ended. */
@Controller()
export class ConsegneConsumer {
  constructor(private readonly registra: RegistraConsegna) {}

  @Consumes(invioRicevutoV1)
  async received(@Payload() invio: InvioRicevutoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.registra.received(tx, invio);
  }

  @Consumes(invioConclusoV1)
  async concluded(@Payload() invio: InvioConclusoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.registra.concluded(tx, invio);
  }
}
