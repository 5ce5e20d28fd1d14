import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { type Coppia, MOST_IN_COPPIE, coppiaOf, keyOf } from './coppie.js';
import { DatiRiservati } from './dati-riservati.js';

/** Of a pair that is both, likeness is kept: it does not go with the code, and it tells more. */
const APRI = `INSERT INTO possibile_duplicato AS d (id, persona_a, persona_b, punteggio, evidenza, aperto_il)
  SELECT v.*, $6::timestamptz FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::real[], $5::bytea[]) AS v (id, a, b, punteggio, evidenza)
  WHERE NOT EXISTS (SELECT FROM distinti x WHERE x.persona_a = v.a AND x.persona_b = v.b AND x.al IS NULL)
  ORDER BY v.a, v.b
  ON CONFLICT (persona_a, persona_b) WHERE stato = 'aperto' DO UPDATE
    SET punteggio = EXCLUDED.punteggio, evidenza = EXCLUDED.evidenza, revisione = d.revisione + 1
    WHERE d.punteggio IS NULL AND EXCLUDED.punteggio IS NOT NULL`;

/** Of some pairs those that have a code in common, but for codes that are anybody's. */
const CONDIVISE = `SELECT v.a, v.b FROM unnest($1::uuid[], $2::uuid[]) AS v (a, b)
  WHERE EXISTS (SELECT FROM persona_codice una JOIN persona_codice altra ON altra.indice = una.indice AND altra.persona_id = v.b
    WHERE una.persona_id = v.a AND (SELECT count(*) FROM (
      SELECT FROM persona_codice c WHERE c.indice = una.indice LIMIT ${MOST_IN_COPPIE + 1}) chi) <= ${MOST_IN_COPPIE})`;

/** A common code is gone when no scheda says it any more; a doubt about who is no more is nobody's. */
const SUPERA = `UPDATE possibile_duplicato d SET stato = 'superato', deciso_il = $4, revisione = revisione + 1
  WHERE d.stato = 'aperto' AND d.persona_a = ANY ($1::uuid[]) AND d.persona_b = ANY ($1::uuid[]) AND d.punteggio IS NULL
    AND (d.persona_a, d.persona_b) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))`;
const SCIOGLI = `UPDATE possibile_duplicato d SET stato = 'superato', deciso_il = $2, revisione = revisione + 1
  WHERE d.stato = 'aperto' AND (d.persona_a = ANY ($1::uuid[]) OR d.persona_b = ANY ($1::uuid[]))`;

/** Two persons that may be one, and why. */
export interface Dubbio {
  readonly coppia: Coppia;
  /** Undefined: all that is known is that they have a code in common. */
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

  /**
   * A pair that is open by likeness stays as it is, one that is open by a code takes the likeness that is found; one that somebody
   * separated is not asked again.
   * @param raised of a pair that is there twice the first counts
   */
  async open(tx: Tx, raised: readonly Dubbio[]): Promise<void> {
    if (raised.length === 0) return;
    const dubbi = firstOfEach(raised);
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
    await this.open(
      tx,
      coppie.map(([one, other]) => ({ coppia: coppiaOf(one, other), evidenza: { codice: 'uguale' } })),
    );
  }

  /** Pairs that are doubted by likeness no more: those that have a code in common still are doubted for that. */
  async ofDissimili(tx: Tx, coppie: readonly Coppia[]): Promise<void> {
    const [ones, others] = [coppie.map(([one]) => one), coppie.map(([, other]) => other)];
    const condivise = await tx.query<{ a: string; b: string }>(CONDIVISE, [ones, others]);
    await this.ofCoppie(
      tx,
      condivise.map(({ a, b }) => [a, b]),
    );
  }

  async ofSciolte(tx: Tx, sciolte: readonly string[]): Promise<void> {
    if (sciolte.length > 0) await tx.execute(SCIOGLI, [sciolte, this.clock.now()]);
  }
}

function firstOfEach(dubbi: readonly Dubbio[]): Dubbio[] {
  return [...new Map(dubbi.toReversed().map((dubbio) => [keyOf(dubbio.coppia), dubbio])).values()].toReversed();
}
