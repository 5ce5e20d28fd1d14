import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  AssociazioneApprovataV1,
  CopiaFornitaV1,
  DelegaVariataV1,
  EnteVariatoV1,
  GENERI_COPIA,
  NomenclatorePubblicatoV1,
  type VoceCopia,
  associazioneApprovataV1,
  copiaFornitaV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from '#libs/contracts';
import { Consumes, MessageContext, PermanentError } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { CopiaLocale } from './copia-locale.js';
import { VistaAggiornata } from './vista-aggiornata.js';

/** Applies what the nomenclatore says to the local copy. */
@Controller()
export class CopiaConsumer {
  constructor(
    private readonly copia: CopiaLocale,
    private readonly vista: VistaAggiornata,
    private readonly clock: Clock,
  ) {}

  @Consumes(nomenclatorePubblicatoV1)
  async applyNomenclature(@Payload() body: NomenclatorePubblicatoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.#apply(tx, body.voci);
  }

  @Consumes(associazioneApprovataV1)
  async applyAssociazioni(@Payload() body: AssociazioneApprovataV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.#apply(tx, body.voci);
  }

  @Consumes(enteVariatoV1)
  async applyEnti(@Payload() body: EnteVariatoV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.#apply(tx, body.voci);
  }

  @Consumes(delegaVariataV1)
  async applyDeleghe(@Payload() body: DelegaVariataV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.#apply(tx, body.voci);
  }

  @Consumes(copiaFornitaV1)
  async applySnapshot(@Payload() body: CopiaFornitaV1, @Ctx() { tx }: MessageContext): Promise<void> {
    await this.#apply(tx, body.voci);
    await this.copia.noteBlocco(tx, body, this.clock.now());
  }

  async #apply(tx: Tx, voci: readonly VoceCopia[]): Promise<void> {
    await this.copia.apply(tx, voci.filter(isKnown));
    tx.afterCommit(() => void this.vista.refresh());
  }
}

/** A genere of a later release is left aside: the migration that teaches it to this app asks for a snapshot anyway. */
function isKnown(voce: VoceCopia): boolean {
  const { genere, id, revisione } = voce;
  if (typeof id !== 'string' || !Number.isSafeInteger(revisione))
    throw new PermanentError('a voce without id or revision');
  return (GENERI_COPIA as readonly string[]).includes(genere);
}
