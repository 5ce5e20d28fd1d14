import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { type Coppia, coppiaOf, keyOf } from './coppie.js';
import { DatiRiservati } from './dati-riservati.js';

const APRI = `INSERT INTO possibile_duplicato AS d (id, persona_a, persona_b, punteggio, evidenza, aperto_il)
  SELECT v.*, $6::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::real[], $5::bytea[]) AS v (id, a, b, punteggio, evidenza)
  WHERE NOT EXISTS (SELECT FROM distinti x WHERE x.persona_a = v.a AND x.persona_b = v.b AND x.al IS NULL)
  ORDER BY v.a, v.b
  ON CONFLICT (persona_a, persona_b) WHERE stato = 'aperto' DO NOTHING`;

/** A common code is gone when no scheda says it any more; a doubt about who is no more is nobody's. */
const SUPERA = `UPDATE possibile_duplicato d SET stato = 'superato', deciso_il = $4, revisione = revisione + 1
  WHERE d.stato = 'aperto' AND d.persona_a = ANY ($1::uuid[]) AND d.persona_b = ANY ($1::uuid[]) AND d.punteggio IS NULL
    AND (d.persona_a, d.persona_b) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))`;
const SCIOGLI = `UPDATE possibile_duplicato d SET stato = 'superato', deciso_il = $2, revisione = revisione + 1
  WHERE d.stato = 'aperto' AND (d.persona_a = ANY ($1::uuid[]) OR d.persona_b = ANY ($1::uuid[]))`;

/** Two persons that may be one, and why. */
export interface Dubbio {
  readonly coppia: Coppia;
  /** Undefined: they have a code in common, and far names. */
  readonly punteggio?: number | undefined;
  readonly evidenza: object;
}

/** Keeps the pairs of persons that somebody has to look at, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviDubbi {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly clock: Clock,
  ) {}

  /** A pair that is open stays as it is; one that somebody separated is not asked again. */
  async open(tx: Tx, dubbi: readonly Dubbio[]): Promise<void> {
    if (dubbi.length === 0) return;
    const now = this.clock.now();
    await tx.execute(APRI, [
      // In the order in which they wait.
      dubbi.map(() => uuidv7(now)),
      dubbi.map(({ coppia }) => coppia[0]),
      dubbi.map(({ coppia }) => coppia[1]),
      dubbi.map(({ punteggio }) => punteggio ?? null),
      dubbi.map(({ coppia, evidenza }) => this.riservati.sealEvidenza(coppia, evidenza)),
      now,
    ]);
  }

  /**
   * Of persons held, opens what their codes raise and closes what they no longer do.
   * @param coppie all pairs among these persons that have a code in common
   */
  async ofCodici(tx: Tx, persone: readonly string[], coppie: readonly Coppia[]): Promise<void> {
    await this.ofCoppie(tx, coppie);
    const [ones, others] = [coppie.map(([one]) => one), coppie.map(([, other]) => other)];
    await tx.execute(SUPERA, [persone, ones, others, this.clock.now()]);
  }

  /** Pairs that have a code in common; the two in any order, any pair more than once. */
  async ofCoppie(tx: Tx, coppie: readonly Coppia[]): Promise<void> {
    const ordered = coppie.map(([one, other]) => coppiaOf(one, other));
    const distinct = [...new Map(ordered.map((coppia) => [keyOf(coppia), coppia])).values()];
    await this.open(
      tx,
      distinct.map((coppia) => ({ coppia, evidenza: { codice: 'uguale' } })),
    );
  }

  async ofSciolte(tx: Tx, sciolte: readonly string[]): Promise<void> {
    if (sciolte.length > 0) await tx.execute(SCIOGLI, [sciolte, this.clock.now()]);
  }
}
