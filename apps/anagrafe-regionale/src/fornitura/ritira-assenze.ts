import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { holdForniture } from './di-recente.js';

/** Notes taken back in one transaction. */
const PER_VOLTA = 5_000;

/** SQL: the invio of a fornitura has been taken back. @param f name of its row */
export function annullata(f: string): string {
  return `EXISTS (SELECT FROM fornitura x WHERE x.invio_id = ${f}.invio_id AND x.ente = ${f}.ente AND x.verso = 'annullamento'
      AND x.stato IN ('in_applicazione', 'applicata'))`;
}

/** Named again, or by a riga that says what became of her. One of an older registry, heard late, says nothing new. */
const NOMINATE = `DELETE FROM non_piu_dichiarata n USING fornitura di, fornitura da
  WHERE n.record_id = ANY ($2::bytea[]) AND di.id = n.fornitura AND da.id = $1
    AND (da.al >= di.al OR da.accettata_il >= di.accettata_il)
  RETURNING n.palese`;

/** Who is still noted was named by nobody since: she is absent from the next whole fornitura too, if there was one. */
const RITIRA = `WITH prese AS (
    SELECT record_id FROM non_piu_dichiarata WHERE fornitura = $1 ORDER BY record_id LIMIT ${PER_VOLTA}),
  dopo AS (
    SELECT d.id FROM fornitura f JOIN fornitura d ON d.ente = f.ente AND d.al >= f.al AND d.id <> f.id AND d.accettata_il > f.accettata_il
    WHERE f.id = $1 AND d.verso = 'consegna' AND d.tipo = 'completa' AND d.stato = 'applicata'
      AND d.assenti IS NOT NULL AND d.assenti_fino IS NULL AND NOT ${annullata('d')}
    ORDER BY d.al, d.accettata_il LIMIT 1),
  passate AS (
    UPDATE non_piu_dichiarata n SET fornitura = dopo.id FROM prese, dopo WHERE n.record_id = prese.record_id),
  tolte AS (
    DELETE FROM non_piu_dichiarata n USING prese WHERE n.record_id = prese.record_id AND NOT EXISTS (SELECT FROM dopo) RETURNING n.palese)
  SELECT (SELECT count(*) FROM prese)::int AS prese, (SELECT count(*) FROM tolte WHERE palese)::int AS tolte`;

const CONSEGNA = `SELECT id FROM fornitura WHERE invio_id = $1 AND ente = $2 AND verso = 'consegna'`;

/** How notes of absence came and went. Those that are shown to nobody are in no count. */
export const ASSENZE = metrics.counter(
  'snodo_anagrafe_non_piu_dichiarate_total',
  'Records that a whole fornitura does not name, by what became of the note',
  ['esito'],
);

/** Takes notes of absence back: of who is named again, and of forniture that do not count. */
@Injectable()
export class RitiraAssenze {
  /** After the records have been linked, in their transaction: whoever notes absence waits for its end, or is seen. */
  async named(
    tx: Tx,
    { id, ente }: { readonly id: string; readonly ente: string },
    recordIds: readonly string[],
  ): Promise<void> {
    if (recordIds.length === 0) return;
    await holdForniture(tx, ente);
    const records = recordIds.map((recordId) => Buffer.from(recordId, 'hex'));
    const tornate = await tx.query<{ palese: boolean }>(NOMINATE, [id, records]);
    tx.afterCommit(() => ASSENZE.inc({ esito: 'tornata' }, tornate.filter(({ palese }) => palese).length));
  }

  /** Of a fornitura that has been taken back with its invio. @returns false when there is nothing more to do */
  async ofInvio(tx: Tx, { invioId, ente }: { readonly invioId: string; readonly ente: string }): Promise<boolean> {
    const [consegna] = await tx.query<{ id: string }>(CONSEGNA, [invioId, ente]);
    return consegna !== undefined && (await this.some(tx, { id: consegna.id, ente }));
  }

  /** Some of the notes of a fornitura. @returns false when it has none */
  async some(tx: Tx, { id, ente }: { readonly id: string; readonly ente: string }): Promise<boolean> {
    await holdForniture(tx, ente);
    const [ritirate] = await tx.query<{ prese: number; tolte: number }>(RITIRA, [id]);
    const { prese, tolte } = ritirate!;
    tx.afterCommit(() => ASSENZE.inc({ esito: 'ritirata' }, tolte));
    return prese > 0;
  }
}
