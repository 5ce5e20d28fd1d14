import { Injectable } from '@nestjs/common';
import { Clock, Database, type Sql, type Statement } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { openCorpo } from '../flusso/flusso.js';
import { type DomandaFlussi, sinceConfrontabile } from './domanda-flussi.js';
import { EnteInIndirizzo } from './ente-in-indirizzo.js';

/** An entry as INPS's document writes it. */
interface FlussoServito {
  /** Belfiore code; missing for an ente that has none: the document allows no other code there. */
  readonly codice_ente: string | undefined;
  readonly denominazione_ente: string;
  readonly id_flusso: string;
  readonly tipo: string;
  readonly ts_flusso: string;
  /** Base64 of the document. */
  readonly flusso: string;
}

interface Riga {
  readonly ts: number;
  readonly id_flusso: string;
  readonly tipo: string;
  readonly codice_ente: string | null;
  readonly denominazione_ente: string;
  readonly corpo: Buffer;
}

/** One read by the key of the log, noted in the same round trip: the note is how we learn later what INPS has taken. */
const PAGE: Sql = {
  name: 'snodo_waas_pagina',
  text: `WITH pagina AS MATERIALIZED (
      SELECT ts, id_flusso, tipo, codice_ente, denominazione_ente, corpo FROM flusso
      WHERE ente = $1::uuid AND ts > $2::bigint ORDER BY ts LIMIT $3::int
    ), nota AS (
      INSERT INTO interrogazione (ente, since, limite, il, serviti, servito_fino)
      SELECT $1::uuid, $4::numeric, $3::int, $5::timestamptz, count(*), max(ts) FROM pagina
    )
    SELECT * FROM pagina ORDER BY ts`,
};

/**
 * A note lost with the server costs nothing: the next `since` is a place of the log, and proves by itself what was served. The page is
 * read along the key whatever the statistics say: of a month that is new they say nothing, and a plan that sorts reads all of the log.
 */
const AS_FAST_AS_IT_CAN: Statement = {
  sql: {
    name: 'snodo_waas_settings',
    text: `SELECT set_config('synchronous_commit', 'off', true), set_config('enable_bitmapscan', 'off', true),
      set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`,
  },
  params: [],
};

/** Answers INPS with what comes next in the log of an ente. */
@Injectable()
export class ServiFlussi {
  constructor(
    private readonly enti: EnteInIndirizzo,
    private readonly database: Database,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem ente_senza_flussi; anything that goes wrong is an error and never an empty page, which would mean "nothing new" */
  async serve(codiceEnte: string, { since, limit }: DomandaFlussi): Promise<FlussoServito[]> {
    const ente = await this.enti.find(codiceEnte);
    const params = [ente, sinceConfrontabile(since), limit, String(since), this.clock.now()];
    const [, rows] = await this.database.statements('api', { enti: ente }, [AS_FAST_AS_IT_CAN, { sql: PAGE, params }]);
    return (rows as Riga[]).map(({ ts, codice_ente, denominazione_ente, id_flusso, tipo, corpo }) => ({
      codice_ente: codice_ente ?? undefined,
      denominazione_ente,
      id_flusso,
      tipo,
      ts_flusso: new Date(ts).toISOString(),
      flusso: openCorpo(this.keyRing, ente, ts, corpo).toString('base64'),
    }));
  }
}
