import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { PersonaAnagrafe } from '#libs/tracciati';
import { placeOfRiga } from './accogli-righe.js';

/** A riga of a fornitura that has not been applied yet. */
export interface RigaAttesa {
  /** 64 hex digits. */
  readonly recordId: string;
  readonly revisione: number;
  readonly rigaId: string;
  readonly annullamento: boolean;
  /** ISO 8601. */
  readonly accettataIl: string;
  readonly persona: PersonaAnagrafe;
  /** It says resident, of a person whom no code told when it came. */
  readonly entraIgnota: boolean;
}

/** In the order of the records, so that two processes wait for each other once. */
const TAKE = `DELETE FROM fornitura_riga r USING (
    SELECT record_id, revisione FROM fornitura_riga WHERE fornitura = $1 ORDER BY record_id, revisione LIMIT $2) v
  WHERE r.fornitura = $1 AND r.record_id = v.record_id AND r.revisione = v.revisione
  RETURNING encode(r.record_id, 'hex') AS "recordId", r.revisione, r.riga_id AS "rigaId", r.annullamento, r.accettata_il AS "accettataIl",
    r.contenuto, r.entra AND r.persona_id IS NULL AS "entraIgnota"`;

/** The righe that wait, opened when their turn comes. */
@Injectable()
export class RigheAttese {
  constructor(private readonly keyRing: KeyRing) {}

  /** In a transaction that holds the fornitura: what is taken waits no more once it commits. */
  async take(tx: Tx, fornitura: string, atMost: number): Promise<RigaAttesa[]> {
    const rows = await tx.query<Omit<RigaAttesa, 'persona' | 'accettataIl'> & { accettataIl: Date; contenuto: Buffer }>(
      TAKE,
      [fornitura, atMost],
    );
    return rows.map(({ contenuto, accettataIl, ...riga }) => {
      const opened = this.keyRing.decrypt(contenuto, placeOfRiga({ fornitura, ...riga }));
      const persona = JSON.parse(opened.toString()) as PersonaAnagrafe;
      return { ...riga, accettataIl: accettataIl.toISOString(), persona };
    });
  }
}
