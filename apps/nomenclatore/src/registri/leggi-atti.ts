import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import type { DiEnteRichiesto } from './letture-richieste.js';
import type { ClientLetti, ClientLetto, DelegaLetta, DelegheLette } from './modelli-registri.js';

const named = (table: string): string =>
  `jsonb_build_object('id', ${table}.id, 'denominazione', ${table}.denominazione) AS ${table}`;
/** Null parameters ask for everything: the region without an ente, and any day. */
const inForce = (table: string): string =>
  `($2::date IS NULL OR (${table}.dal <= $2 AND (${table}.al IS NULL OR $2 <= ${table}.al)))`;
const revisione = (genere: string): string =>
  `(SELECT voce.revisione FROM voce_pubblicata voce WHERE voce.genere = '${genere}' AND voce.id = ${genere}.id::text) AS revisione`;

/** Acts and clients: the region reads all of them, an ente its own and the acts it received. */
@Injectable()
export class LeggiAtti {
  constructor(
    private readonly database: Database,
    private readonly enti: EntiRaggiungibili,
  ) {}

  /** @throws Problem `ente_sconosciuto`, also for an ente that is not the caller's */
  async readDeleghe(caller: Caller, { ente, giorno, da, limite }: DiEnteRichiesto): Promise<DelegheLette> {
    const rows = await this.database.statement<DelegaLetta & { totale: number }>(
      'consumer',
      {},
      `SELECT delega.id, ${revisione('delega')}, delega.sigla, ${named('delegante')}, ${named('delegato')}, delega.oggetto,
              delega.tracciato, ambito.codice AS ambito, delega.subdelegabile, origine.sigla AS deriva_da,
              jsonb_build_object('tipo', delega.atto_tipo, 'numero', delega.atto_numero, 'data', delega.atto_data) AS atto,
              delega.dal, delega.al, delega.fonte, delega.affidabilita, count(*) OVER () AS totale
         FROM delega JOIN ente delegante ON delegante.id = delega.delegante JOIN ente delegato ON delegato.id = delega.delegato
              LEFT JOIN ambito ON ambito.id = delega.ambito LEFT JOIN delega origine ON origine.id = delega.deriva_da
        WHERE ($1::uuid IS NULL OR delega.delegante = $1 OR delega.delegato = $1) AND ${inForce('delega')}
        ORDER BY delega.sigla OFFSET $3 LIMIT $4`,
      [await this.#reached(caller, ente), giorno ?? null, da, limite],
    );
    return { totale: rows[0]?.totale ?? 0, deleghe: rows.map(({ totale: _, ...delega }) => delega) };
  }

  /** @throws Problem `ente_sconosciuto`, also for an ente that is not the caller's */
  async readClient(caller: Caller, { ente, giorno, da, limite }: DiEnteRichiesto): Promise<ClientLetti> {
    const rows = await this.database.statement<ClientLetto & { totale: number }>(
      'consumer',
      {},
      `SELECT client.id, ${revisione('client')}, client.client_id, client.identita, ${named('ente')},
              CASE WHEN gestore.id IS NOT NULL THEN jsonb_build_object('id', gestore.id, 'denominazione', gestore.denominazione) END AS gestore,
              client.ruoli, client.dal, client.al, client.fonte, client.affidabilita, count(*) OVER () AS totale
         FROM client JOIN ente ON ente.id = client.ente LEFT JOIN ente gestore ON gestore.id = client.gestore
        WHERE ($1::uuid IS NULL OR client.ente = $1) AND ${inForce('client')}
        ORDER BY client.client_id, client.identita, client.dal OFFSET $3 LIMIT $4`,
      [await this.#reached(caller, ente), giorno ?? null, da, limite],
    );
    return { totale: rows[0]?.totale ?? 0, client: rows.map(({ totale: _, ...client }) => client) };
  }

  /** Id of the ente asked for; null for all of them, which only the region may ask. */
  async #reached(caller: Caller, ente: string | undefined): Promise<string | null> {
    if (ente === undefined) return caller.ruoli.includes('regione') ? null : caller.ente;
    return (await this.enti.findOwn(caller, ente)).id;
  }
}
