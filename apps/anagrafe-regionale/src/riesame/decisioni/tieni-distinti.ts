import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { type Coppia, coppiaOf } from '../../persona/coppie.js';
import type { Operazione } from './mossa.js';

const SONO = `SELECT FROM distinti WHERE persona_a = $1 AND persona_b = $2 AND al IS NULL`;
const APRI = `INSERT INTO distinti (persona_a, persona_b, dal, attore, motivo)
  SELECT v.*, $3, $4, $5 FROM unnest($1::uuid[], $2::uuid[]) AS v
  ON CONFLICT (persona_a, persona_b) WHERE al IS NULL DO NOTHING RETURNING persona_a AS a, persona_b AS b`;
const CHIUDI = `UPDATE distinti SET al = greatest($3::timestamptz, dal)
  WHERE al IS NULL AND (persona_a, persona_b) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`;
const SUOI = `SELECT CASE WHEN persona_a = $1 THEN persona_b ELSE persona_a END AS id FROM distinti
  WHERE al IS NULL AND (persona_a = $1 OR persona_b = $1)`;

/** Who was said to be two persons: never again proposed, never joined by likeness. */
@Injectable()
export class TieniDistinti {
  async are(tx: Tx, [a, b]: Coppia): Promise<boolean> {
    return (await tx.query(SONO, [a, b])).length > 0;
  }

  /** @returns the pairs that were not distinct already */
  async open(tx: Tx, coppie: readonly Coppia[], { id, il, attore }: Operazione): Promise<Coppia[]> {
    const [ones, others] = [coppie.map(([one]) => one), coppie.map(([, other]) => other)];
    // The reason is kept once, sealed, with the operation.
    const opened = await tx.query<{ a: string; b: string }>(APRI, [ones, others, il, attore.soggetto, id]);
    return opened.map(({ a, b }) => [a, b] as const);
  }

  async close(tx: Tx, coppie: readonly Coppia[], il: Date): Promise<void> {
    await tx.execute(CHIUDI, [coppie.map(([one]) => one), coppie.map(([, other]) => other), il]);
  }

  /** From whom `da` is distinct, `a` is too, since they are one. @returns from whom it was not before */
  async carry(tx: Tx, da: string, a: string, operazione: Operazione): Promise<string[]> {
    const suoi = await tx.query<{ id: string }>(SUOI, [da]);
    const opened = await this.open(
      tx,
      suoi.filter(({ id }) => id !== a).map(({ id }) => coppiaOf(a, id)),
      operazione,
    );
    return opened.map(([one, other]) => (one === a ? other : one));
  }
}
