import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { FontiAttive } from './fonti-attive.js';
import type { NomeFonte } from './fonte-persone.js';
import { type Motivo, urgenzaOf } from './motivi.js';

/** That a source should be asked about a person. */
export interface Bisogno {
  readonly personaId: string;
  readonly motivo: Motivo;
  /** Every source that is asked at all, unless told. */
  readonly fonte?: NomeFonte;
}

/**
 * Of a protected person nobody is ever asked by itself: who keeps the other registry would learn that somebody here looks for her. A person
 * that lives is not asked about for a death that nobody reports.
 */
const INSERT = {
  name: 'snodo_anagrafe_annota_domande',
  text: `INSERT INTO domanda_fonte AS d (id, persona_id, fonte, motivo, urgenza, nata_il, prossima_il)
  SELECT v.id, v.persona_id, v.fonte, v.motivo, v.urgenza, $6::timestamptz, $6::timestamptz
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::smallint[]) AS v (id, persona_id, fonte, motivo, urgenza)
  JOIN persona p ON p.id = v.persona_id AND NOT p.protetta AND p.unita_in IS NULL
    AND (v.motivo <> 'decesso_segnalato' OR p.vita = 'decesso_segnalato')
  ORDER BY v.persona_id, v.fonte
  ON CONFLICT (persona_id, fonte, ente) DO UPDATE SET versione = d.versione + 1,
    motivo = CASE WHEN excluded.urgenza < d.urgenza THEN excluded.motivo ELSE d.motivo END,
    urgenza = least(d.urgenza, excluded.urgenza), prossima_il = least(d.prossima_il, excluded.prossima_il)`,
};

/** Leaves word that other registries should be asked. */
@Injectable()
export class AnnotaDomande {
  constructor(
    private readonly attive: FontiAttive,
    private readonly clock: Clock,
  ) {}

  /** Which sources may be asked at all. */
  get fonti(): readonly NomeFonte[] {
    return this.attive.nomi;
  }

  /** In the transaction that makes the need, once the persons are written: both are there, or neither. One question for each person and source. */
  async note(tx: Tx, bisogni: readonly Bisogno[]): Promise<void> {
    const each = new Map<string, { personaId: string; fonte: NomeFonte; motivo: Motivo }>();
    for (const { personaId, motivo, fonte } of bisogni) {
      for (const una of this.fonti.filter((nome) => fonte === undefined || fonte === nome)) {
        const key = `${personaId}:${una}`;
        const known = each.get(key);
        if (known === undefined || urgenzaOf(motivo) < urgenzaOf(known.motivo))
          each.set(key, { personaId, fonte: una, motivo });
      }
    }
    if (each.size === 0) return;
    const rows = [...each.values()];
    await tx.execute(INSERT, [
      rows.map(() => randomUUID()),
      rows.map(({ personaId }) => personaId),
      rows.map(({ fonte }) => fonte),
      rows.map(({ motivo }) => motivo),
      rows.map(({ motivo }) => urgenzaOf(motivo)),
      this.clock.now(),
    ]);
  }
}
