import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { dettoIn } from './detti-diversi.js';
import { Riferimento } from './riferimento.js';
import type { Persona } from './schede-note.js';

const SEGUE = `UPDATE scheda s SET (k_cognome_data, k_nome_data, k_coppia_anno, k_luogo_data, impronta, impronta_di) =
    (v.a, v.b, v.c, v.d, v.impronta, v.revisione)
  FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[], $7::int[])
    AS v (record_id, a, b, c, d, impronta, revisione)
  WHERE s.record_id = v.record_id AND (s.k_cognome_data, s.k_nome_data, s.k_coppia_anno, s.k_luogo_data, s.impronta, s.impronta_di)
    IS DISTINCT FROM (v.a, v.b, v.c, v.d, v.impronta, v.revisione)`;

/** Who decided it is not known any more: before legami were kept, only codes did. */
const LEGAMI = `INSERT INTO legame (record_id, persona_id, dal, decisione)
  SELECT s.record_id, s.persona_id, s.registrata_il, 'codice' FROM scheda s WHERE s.persona_id = ANY ($1::uuid[])
  ON CONFLICT (record_id) WHERE al IS NULL DO NOTHING`;

/** Gives schede what follows from them, and what an earlier release did not write: keys, digests and legami. */
@Injectable()
export class CompletaSchede {
  constructor(private readonly riferimento: Riferimento) {}

  /** @param persone held, with all of their schede */
  async complete(tx: Tx, persone: readonly Persona[]): Promise<void> {
    const schede = persone.flatMap(({ schede: all }) => all);
    if (schede.length === 0) return;
    const keys = (of: (scheda: (typeof schede)[number]) => bigint | undefined) =>
      schede.map((scheda) => of(scheda)?.toString() ?? null);
    await tx.execute(SEGUE, [
      schede.map(({ recordId }) => Buffer.from(recordId, 'hex')),
      keys(({ chiavi }) => chiavi.cognomeData),
      keys(({ chiavi }) => chiavi.nomeData),
      keys(({ chiavi }) => chiavi.coppiaAnno),
      keys(({ chiavi }) => chiavi.luogoData),
      schede.map((scheda) => Buffer.from(this.riferimento.ofDetto(dettoIn(scheda)), 'hex')),
      schede.map(({ revisione }) => revisione),
    ]);
    await tx.execute(LEGAMI, [persone.map(({ id }) => id)]);
  }
}
