import { Controller, Logger } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { CopiaRichiestaV1, copiaFornitaV1, copiaRichiestaV1 } from '#libs/contracts';
import { Consumes, MessageContext, Outbox, UpstreamError } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { inBlocchi } from '../pubblicazione/blocchi.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';

/** How soon a request that came before the region's pack is looked at again: a first start waits for it, and burns no attempt. */
const LOADED_WITHIN_MS = 300;
/** A request repeated within this time of its answer was written before the answer arrived. */
const REPEATED_WITHIN = '60 seconds';

/** Answers an app that has no copy yet with everything published, in chunks. */
@Controller()
export class FornisciCopiaConsumer {
  readonly #logger = new Logger(FornisciCopiaConsumer.name);

  constructor(
    private readonly registro: RegistroPubblicato,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Consumes(copiaRichiestaV1)
  async provide(
    @Payload() { richiestaId, app }: CopiaRichiestaV1,
    @Ctx() { tx, envelope }: MessageContext,
  ): Promise<void> {
    const now = this.clock.now();
    const voci = await this.registro.readAll(tx);
    if (voci.length === 0)
      throw new UpstreamError('nothing is loaded yet: an empty copy would pass for a complete one', LOADED_WITHIN_MS);
    if (await isAnswered(tx, envelope.occurredAt)) return;
    if (!(await isDue(tx, richiestaId, app, now))) return;
    const blocks = inBlocchi(voci);
    await this.outbox.publishMany(
      tx,
      copiaFornitaV1,
      blocks.map((block, indice) => ({
        key: `copia-${app}`,
        ente: 'hub',
        body: { richiestaId, app, indice, totale: blocks.length, voci: block, fornitaIl: now.toISOString() },
      })),
    );
    this.#logger.log(`snapshot of ${voci.length} voci in ${blocks.length} chunks for ${app}`);
  }
}

/**
 * True if a snapshot was given to somebody after this request was written: all apps hear every snapshot, and those of one process ask
 * together.
 */
async function isAnswered(tx: Tx, askedAt: string): Promise<boolean> {
  const given = await tx.query(`SELECT FROM copia_inviata WHERE fornita_il > $1 LIMIT 1`, [askedAt]);
  return given.length > 0;
}

/** Notes the answer; false when the same request was answered a moment ago. */
async function isDue(tx: Tx, richiestaId: string, app: string, now: Date): Promise<boolean> {
  const noted = await tx.query(
    `INSERT INTO copia_inviata AS copia (richiesta_id, app, fornita_il) VALUES ($1, $2, $3)
     ON CONFLICT (richiesta_id) DO UPDATE SET fornita_il = excluded.fornita_il
      WHERE copia.fornita_il < excluded.fornita_il - interval '${REPEATED_WITHIN}'
     RETURNING richiesta_id`,
    [richiestaId, app, now],
  );
  return noted.length > 0;
}
