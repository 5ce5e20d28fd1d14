import { Injectable, Logger } from '@nestjs/common';
import { type VoceCopia, copiaFornitaV1, routingKey } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Tx } from '#libs/persistence';
import { inBlocchi } from '../pubblicazione/blocchi.js';

/** Bytes of voci read by one transaction: some 8 chunks, a tenth of a second. A region of ten million has 60 MB of them. */
const PARTE_BYTES = 2 * 1024 * 1024;
const PARTE_VOCI = 2_000;
/** Chunks that may wait for the bus: while it does not take them, no more are made. */
const IN_ATTESA = 32;

/** What became of a try to go on. */
type Esito = 'inviata' | 'piena' | 'niente';

interface Luogo {
  readonly genere: string;
  readonly id: string;
}

/** A snapshot under way; its place is that of the last voce said. */
interface Copia extends Luogo {
  readonly richiestaId: string;
  readonly app: string;
  readonly fornitaIl: Date;
  readonly blocchi: number;
}

/**
 * Goes on with a snapshot under way by one part, in a transaction of its own that also notes how far it came: killed at any point, it
 * goes on from there. Parts are read at different instants. What is written meanwhile before the place reached is told to all by its own
 * message, and the app that asked has its queue already: whoever has all chunks misses nothing.
 */
@Injectable()
export class InviaParte {
  readonly #logger = new Logger(InviaParte.name);

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  send(): Promise<Esito> {
    return this.database.transaction('consumer', {}, async (tx) => {
      const copia = await takeOne(tx);
      if (copia === undefined) return 'niente';
      if (await isFull(tx)) return 'piena';
      const voci = await partAfter(tx, copia);
      const last = voci.at(-1) ?? copia;
      const ends = !(await isAnyAfter(tx, last));
      const blocks = inBlocchi(voci);
      const blocchi = copia.blocchi + blocks.length;
      await this.#say(tx, copia, blocks, ends);
      await tx.execute(
        `UPDATE copia_inviata SET blocchi = $2, dopo_genere = $3, dopo_id = $4, in_corso = $5 WHERE richiesta_id = $1`,
        [copia.richiestaId, blocchi, last.genere, last.id, !ends],
      );
      if (ends) tx.afterCommit(() => this.#logger.log(`snapshot in ${blocchi} chunks for ${copia.app}`));
      return 'inviata';
    });
  }

  async #say(
    tx: Tx,
    { richiestaId, app, fornitaIl, blocchi }: Copia,
    blocks: readonly VoceCopia[][],
    ends: boolean,
  ): Promise<void> {
    const messages = blocks.map((voci, at) => {
      const indice = blocchi + at;
      const totale = ends && at === blocks.length - 1 ? indice + 1 : indice + 2;
      const body = { richiestaId, app, indice, totale, voci, fornitaIl: fornitaIl.toISOString() };
      return { key: `copia-${app}`, ente: 'hub', body };
    });
    await this.outbox.publishMany(tx, copiaFornitaV1, messages);
  }
}

/** The oldest one that no other replica is going on with. */
async function takeOne(tx: Tx): Promise<Copia | undefined> {
  const [copia] = await tx.query<Copia & Record<string, unknown>>(
    `SELECT richiesta_id AS "richiestaId", app, fornita_il AS "fornitaIl", blocchi, dopo_genere AS genere, dopo_id AS id
       FROM copia_inviata WHERE in_corso ORDER BY fornita_il LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return copia;
}

/** Held messages do not count: they wait for apps that are not there, maybe for long, and others ask meanwhile. */
async function isFull(tx: Tx): Promise<boolean> {
  const ready = await tx.query(`SELECT FROM outbox WHERE type = $1 AND held_because IS NULL LIMIT ${IN_ATTESA}`, [
    routingKey(copiaFornitaV1),
  ]);
  return ready.length === IN_ATTESA;
}

function partAfter(tx: Tx, { genere, id }: Luogo): Promise<VoceCopia[]> {
  return tx.query<VoceCopia & Record<string, unknown>>(
    `SELECT genere, id, revisione, contenuto FROM (
       SELECT *, sum(bytes) OVER (ORDER BY genere, id) - bytes AS before FROM (
         SELECT genere, id, revisione, contenuto, octet_length(coalesce(contenuto::text, '')) AS bytes FROM voce_pubblicata
          WHERE (genere, id) > ($1, $2) ORDER BY genere, id LIMIT ${PARTE_VOCI}) AS page) AS counted
      WHERE before < $3 ORDER BY genere, id`,
    [genere, id, PARTE_BYTES],
  );
}

async function isAnyAfter(tx: Tx, { genere, id }: Luogo): Promise<boolean> {
  return (await tx.query(`SELECT FROM voce_pubblicata WHERE (genere, id) > ($1, $2) LIMIT 1`, [genere, id])).length > 0;
}
