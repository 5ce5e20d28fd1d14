import { Injectable } from '@nestjs/common';
import { type FlussoDiRiga, flussiPrelevatiV1 } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { metrics } from '#libs/observability';
import { Database, type Sql, type Tx } from '#libs/persistence';
import { sinceMassimo } from '../flusso/cursore.js';
import { inLotti } from '../lotti.js';
import { type Avanzamento, type Interrogazione, type TrattoRitirato, deduciRitiri } from './ritiri.js';

/** Requests looked at, and flussi told, by one transaction. */
const INTERROGAZIONI = 200;
const FLUSSI = 2_000;

const PRELEVATI = metrics.counter('snodo_inps_flussi_prelevati_total', 'Flussi that INPS has taken');

const LOCK = `SELECT servito_fino AS "servitoFino", prelevato_fino AS "prelevatoFino" FROM andamento WHERE ente = $1 FOR UPDATE`;
const REQUESTS: Sql = {
  name: 'snodo_inps_interrogazioni',
  text: `SELECT i.id, i.il, least(i.since, 9007199254740991)::bigint AS since, i.servito_fino AS "servitoFino",
      EXISTS (SELECT FROM flusso f WHERE f.ente = $1 AND f.ts = least(i.since, 9007199254740991)::bigint) AS "sinceNostro"
    FROM interrogazione i WHERE i.ente = $1 AND NOT i.elaborata ORDER BY i.id LIMIT ${INTERROGAZIONI}`,
};
const TAKEN: Sql = {
  name: 'snodo_inps_prelevati',
  text: `SELECT ts, riga_id AS "rigaId", encode(record_id, 'hex') AS "recordId", revisione, id_flusso AS "idFlusso", di
    FROM flusso WHERE ente = $1 AND ts > $2 AND ts <= $3 ORDER BY ts LIMIT $4`,
};
const WRITE = `UPDATE andamento SET servito_fino = $2, prelevato_fino = $3, prelevati = prelevati + $4,
  ultima_interrogazione = greatest(ultima_interrogazione, $5) WHERE ente = $1`;

interface Prelevato extends FlussoDiRiga {
  readonly ts: number;
}

/** Finds out from INPS's requests what it has taken, and tells ingestion. Never while INPS waits for an answer. */
@Injectable()
export class SegnaRitiri {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async run(): Promise<void> {
    const enti = await this.database.statement<{ ente: string }>(
      'consumer',
      {},
      'SELECT DISTINCT ente FROM interrogazione WHERE NOT elaborata',
    );
    for (const { ente } of enti) while (await this.database.transaction('consumer', {}, (tx) => this.#step(tx, ente)));
  }

  /** @returns false once every request has been looked at */
  async #step(tx: Tx, ente: string): Promise<boolean> {
    await tx.execute('INSERT INTO andamento (ente) VALUES ($1) ON CONFLICT DO NOTHING', [ente]);
    const [prima] = await tx.query<Avanzamento>(LOCK, [ente]);
    const requests = await tx.query<Interrogazione & { id: number }>(REQUESTS, [ente]);
    if (requests.length === 0) return false;
    let stato = prima!;
    let told = 0;
    const done: number[] = [];
    for (const { id, ...request } of requests) {
      const { avanzamento, tratti } = deduciRitiri(stato, [plausibile(request)]);
      const taken = tratti[0] === undefined ? [] : await this.#tell(tx, ente, tratti[0], FLUSSI - told);
      told += taken.length;
      if (told === FLUSSI) {
        // The rest of what this request shows comes next: it is looked at again.
        stato = { ...stato, prelevatoFino: taken.at(-1)!.ts };
        break;
      }
      stato = avanzamento;
      done.push(id);
    }
    const latest = new Date(Math.max(...requests.map(({ il }) => il.getTime())));
    await tx.execute(WRITE, [ente, stato.servitoFino, stato.prelevatoFino, told, latest]);
    await tx.execute('UPDATE interrogazione SET elaborata = true WHERE id = ANY ($1::bigint[])', [done]);
    tx.afterCommit(() => PRELEVATI.inc(told));
    return told === FLUSSI || requests.length === INTERROGAZIONI;
  }

  async #tell(tx: Tx, ente: string, { da, fino, il }: TrattoRitirato, most: number): Promise<Prelevato[]> {
    const taken = await tx.query<Prelevato>(TAKEN, [ente, da, fino, most]);
    const messages = inLotti(taken).map((lotto) => ({
      key: ente,
      ente,
      body: { ente, il: il.toISOString(), flussi: lotto.map(({ ts: _, ...flusso }) => flusso) },
    }));
    await this.outbox.publishMany(tx, flussiPrelevatiV1, messages);
    return taken;
  }
}

/** A `since` further ahead than any clock can be says nothing. */
function plausibile(request: Interrogazione): Interrogazione {
  return request.since > sinceMassimo(request.il.getTime()) ? { ...request, since: 0, sinceNostro: false } : request;
}
