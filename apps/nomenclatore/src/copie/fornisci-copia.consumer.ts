import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CopiaRichiestaV1, copiaRichiestaV1 } from '#libs/contracts';
import { Consumes, MessageContext, UpstreamError } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { CopieInCorso } from './copie-in-corso.js';

/** How soon a request that came before the region's pack is looked at again: a first start waits for it, and burns no attempt. */
const LOADED_WITHIN_MS = 300;
/** A request repeated within this time of its answer was written before the answer arrived. */
const REPEATED_WITHIN = '60 seconds';

/** Begins the answer to an app that has no copy yet: everything published, in chunks. */
@Controller()
export class FornisciCopiaConsumer {
  constructor(
    private readonly copie: CopieInCorso,
    private readonly clock: Clock,
  ) {}

  @Consumes(copiaRichiestaV1)
  async provide(
    @Payload() { richiestaId, app }: CopiaRichiestaV1,
    @Ctx() { tx, envelope }: MessageContext,
  ): Promise<void> {
    if (await isEmpty(tx))
      throw new UpstreamError('nothing is loaded yet: an empty copy would pass for a complete one', LOADED_WITHIN_MS);
    if (await isAnswered(tx, envelope.occurredAt)) return;
    if (await begin(tx, richiestaId, app, this.clock.now())) tx.afterCommit(() => this.copie.wake());
  }
}

async function isEmpty(tx: Tx): Promise<boolean> {
  return (await tx.query(`SELECT FROM voce_pubblicata LIMIT 1`)).length === 0;
}

/**
 * True if a snapshot was begun for somebody after this request was written: all apps hear every snapshot, and those of one process ask
 * together.
 */
async function isAnswered(tx: Tx, askedAt: string): Promise<boolean> {
  const given = await tx.query(`SELECT FROM copia_inviata WHERE fornita_il > $1 LIMIT 1`, [askedAt]);
  return given.length > 0;
}

/** Notes the answer; false when the same request was answered a moment ago, or is being answered. */
async function begin(tx: Tx, richiestaId: string, app: string, now: Date): Promise<boolean> {
  const noted = await tx.query(
    `INSERT INTO copia_inviata AS copia (richiesta_id, app, fornita_il, in_corso) VALUES ($1, $2, $3, true)
     ON CONFLICT (richiesta_id) DO UPDATE
        SET fornita_il = excluded.fornita_il, in_corso = true, blocchi = 0, dopo_genere = '', dopo_id = ''
      WHERE NOT copia.in_corso AND copia.fornita_il < excluded.fornita_il - interval '${REPEATED_WITHIN}'
     RETURNING richiesta_id`,
    [richiestaId, app, now],
  );
  return noted.length > 0;
}
