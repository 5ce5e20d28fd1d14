import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import { ApplicaEsiti, lockEsiti, readGiudizi } from './applica-esiti.js';
import type { FlussoGiudicato } from './esito-nuovo.js';
import { placeOfDescrizione } from './registra-esiti.js';

const INSIEME = 500;

interface Ritrovato extends FlussoGiudicato {
  readonly id: number;
  readonly impronta: string;
  readonly codice: string;
  readonly accolto: boolean;
  readonly descrizione: Buffer | null;
  readonly idAcquisizione: string | null;
  readonly acquisitoIl: Date | null;
  readonly ricevutoIl: Date;
}

const FOUND = `SELECT e.id, encode(e.impronta, 'hex') AS impronta, e.codice, e.accolto, e.descrizione,
    e.id_acquisizione AS "idAcquisizione", e.acquisito_il AS "acquisitoIl", e.ricevuto_il AS "ricevutoIl",
    f.ts, f.id_flusso AS "idFlusso", f.riga_id AS "rigaId", encode(f.record_id, 'hex') AS "recordId", f.revisione, f.di, f.operazione
  FROM esito e JOIN flusso f ON f.ente = e.ente AND f.id_flusso = e.id_flusso
  WHERE e.ts IS NULL AND e.codice <> '' AND e.ente = $1 ORDER BY e.id LIMIT ${INSIEME} FOR UPDATE OF e SKIP LOCKED`;

/** Looks again for the flussi of outcomes that came before them (a database restored from an older copy, a late replica). */
@Injectable()
export class RiprovaOrfani {
  constructor(
    private readonly database: Database,
    private readonly applica: ApplicaEsiti,
    private readonly keyRing: KeyRing,
  ) {}

  /** @returns outcomes that found their flusso */
  async run(): Promise<number> {
    const enti = await this.database.statement<{ ente: string }>(
      'consumer',
      {},
      `SELECT DISTINCT e.ente FROM esito e JOIN flusso f ON f.ente = e.ente AND f.id_flusso = e.id_flusso
       WHERE e.ts IS NULL AND e.codice <> ''`,
    );
    let found = 0;
    for (const { ente } of enti)
      found += await this.database.transaction('consumer', {}, (tx) => this.#adopt(tx, ente));
    return found;
  }

  async #adopt(tx: Tx, ente: string): Promise<number> {
    await lockEsiti(tx, ente);
    const rows = await tx.query<Ritrovato>(FOUND, [ente]);
    const places = rows.map(({ ts }) => ts);
    const giudizi = new Map(await readGiudizi(tx, ente, places));
    await tx.execute(
      'UPDATE esito SET ts = t.ts FROM unnest($1::bigint[], $2::bigint[]) AS t (id, ts) WHERE esito.id = t.id',
      [rows.map(({ id }) => id), places],
    );
    for (const row of rows) {
      const descrizione = this.#open(ente, row);
      await this.applica.apply(tx, ente, row.ricevutoIl, [{ flusso: row, esito: { ...row, descrizione } }], giudizi);
      giudizi.set(row.ts, row.accolto);
    }
    return rows.length;
  }

  #open(ente: string, row: Ritrovato): string | null {
    if (row.descrizione === null) return null;
    return this.keyRing.decrypt(row.descrizione, placeOfDescrizione(ente, row)).toString();
  }
}
