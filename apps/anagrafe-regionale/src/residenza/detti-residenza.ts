import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { DettoResidenza, DettoSociale } from './detto-residenza.js';

const INSERT = `INSERT INTO residenza_detta (record_id, revisione, fonte, comune, accettata_il, detto, noto_dal)
  SELECT v.*, $7::timestamptz FROM unnest($1::bytea[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[]) AS v
  ON CONFLICT DO NOTHING`;

const OF_PERSONE = `SELECT s.persona_id AS "personaId", encode(d.record_id, 'hex') AS "recordId", d.revisione, d.detto
  FROM scheda s JOIN residenza_detta d ON d.record_id = s.record_id WHERE s.persona_id = ANY ($1::uuid[])`;

const SOCIALI = `SELECT persona_id AS "personaId", encode(record_id, 'hex') AS "recordId", comune_residenza AS comune, ente_erogatore AS ente,
    coalesce(sentita_dal, accettata_il) AS "sentitaDal", accettata_il AS "accettataIl"
  FROM scheda WHERE persona_id = ANY ($1::uuid[]) AND fonte = 'sociale' AND comune_residenza IS NOT NULL`;

/** A record that never was of anybody leaves nothing, nor does one that turned out to be of nobody. */
const FORGET = `DELETE FROM residenza_detta d WHERE d.record_id = ANY ($1::bytea[])
  AND (d.record_id = ANY ($2::bytea[]) OR NOT EXISTS (SELECT FROM legame l WHERE l.record_id = d.record_id))`;

interface RigaSociale extends Omit<DettoSociale, 'sentitaDal' | 'accettataIl'> {
  readonly personaId: string;
  readonly sentitaDal: Date;
  readonly accettataIl: Date;
}

interface RigaDetta {
  readonly personaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly detto: Buffer;
}

/** Everything that authorities ever said of residences, revision by revision. What they say opens only in its own row. */
@Injectable()
export class DettiResidenza {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** A revision that is there already changes nothing; an older one than the last is kept too. */
  async write(tx: Tx, detti: readonly DettoResidenza[]): Promise<void> {
    if (detti.length === 0) return;
    await tx.execute(INSERT, [
      detti.map(({ recordId }) => Buffer.from(recordId, 'hex')),
      detti.map(({ revisione }) => revisione),
      detti.map(({ fonte }) => fonte),
      detti.map(({ comune }) => comune ?? null),
      detti.map(({ accettataIl }) => accettataIl),
      detti.map((detto) => this.keyRing.encrypt(Buffer.from(JSON.stringify(detto)), placeOf(detto))),
      this.clock.now(),
    ]);
  }

  /**
   * Of persons whom the registry may not know nothing is kept.
   * @param recordIds of which something was said
   * @param diNessuno those among them that turned out to be of nobody now, whoever they were of
   */
  async forget(tx: Tx, recordIds: readonly string[], diNessuno: readonly string[]): Promise<void> {
    const bytes = (records: readonly string[]): Buffer[] => records.map((recordId) => Buffer.from(recordId, 'hex'));
    await tx.execute(FORGET, [bytes(recordIds), bytes(diNessuno)]);
  }

  /** By person, of those that have any, as their schede are of them now. */
  async of(tx: Tx, personaIds: readonly string[]): Promise<ReadonlyMap<string, readonly DettoResidenza[]>> {
    const rows = await tx.query<RigaDetta>(OF_PERSONE, [personaIds]);
    const found = new Map<string, DettoResidenza[]>();
    for (const { personaId, detto, ...place } of rows) {
      const said = JSON.parse(this.keyRing.decrypt(detto, placeOf(place)).toString()) as DettoResidenza;
      const known = found.get(personaId);
      if (known === undefined) found.set(personaId, [said]);
      else known.push(said);
    }
    return found;
  }

  /** What live schede of social services say, by person, of those of whom any does. */
  async sociali(tx: Tx, personaIds: readonly string[]): Promise<ReadonlyMap<string, readonly DettoSociale[]>> {
    const found = new Map<string, DettoSociale[]>();
    if (personaIds.length === 0) return found;
    for (const { personaId, sentitaDal, accettataIl, ...said } of await tx.query<RigaSociale>(SOCIALI, [personaIds])) {
      const detto = { ...said, sentitaDal: sentitaDal.toISOString(), accettataIl: accettataIl.toISOString() };
      const known = found.get(personaId);
      if (known === undefined) found.set(personaId, [detto]);
      else known.push(detto);
    }
    return found;
  }
}

function placeOf({ recordId, revisione }: Pick<DettoResidenza, 'recordId' | 'revisione'>): string {
  return `residenza_detta:${recordId}:${revisione}`;
}
