import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  InvioAnnullatoV1,
  InvioConclusoV1,
  RigheAnagrafeAccettateV1,
  invioAnnullatoV1,
  invioConclusoV1,
  righeAnagrafeAccettateV1,
} from '#libs/contracts';
import { Consumes, MessageContext, UpstreamError } from '#libs/messaging';
import { Riferimenti } from '#libs/riferimenti';
import { AccogliRighe } from './accogli-righe.js';
import { ConcludiFornitura } from './concludi-fornitura.js';

/** A copy comes in seconds, once there is somebody to give it. */
const RIPROVA_MS = 500;

/** Hears of the righe of registry offices, and of how many they are in all. */
@Controller()
export class RigheAnagrafeConsumer {
  constructor(
    @Inject(AccogliRighe) private readonly accogli: AccogliRighe,
    @Inject(ConcludiFornitura) private readonly concludi: ConcludiFornitura,
    @Inject(Riferimenti) private readonly riferimenti: Riferimenti,
  ) {}

  /** @throws UpstreamError until the reference copy is whole: without it no ente is a comune, nor has it given its population */
  @Consumes(righeAnagrafeAccettateV1)
  async accepted(@Payload() body: RigheAnagrafeAccettateV1, @Ctx() { tx }: MessageContext): Promise<void> {
    if (!this.riferimenti.ready) throw new UpstreamError('the reference copy is not complete yet', RIPROVA_MS);
    await this.accogli.take(tx, body);
  }

  @Consumes(invioConclusoV1)
  async concluded(@Payload() body: InvioConclusoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.concludi.note(tx, body);
  }

  @Consumes(invioAnnullatoV1)
  async cancelled(@Payload() body: InvioAnnullatoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.concludi.note(tx, body);
  }
}
