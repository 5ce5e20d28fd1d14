import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { LeggiPersone } from '../../persona/leggi-persone.js';
import type { Persona } from '../../persona/schede-note.js';
import { type PersonaPrima, TrattieniPersone } from '../../persona/trattieni-persone.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';

/** More records of both persons of a union do not fit into one transaction: a thousand take some two seconds on a busy machine. */
export const MOST_UNITI = 1_500;
/** To take back what grew since, or to take apart what messages joined, must be possible beyond that. */
const MOST_RECORD = 2 * MOST_UNITI;

const RADICI = `SELECT v.id, coalesce(u.radice, v.id) AS radice
  FROM unnest($1::uuid[]) AS v (id) LEFT JOIN radice_persona u ON u.persona_id = v.id`;

const RECORD = `SELECT encode(record_id, 'hex') AS id FROM scheda WHERE persona_id = ANY ($1::uuid[]) LIMIT ${MOST_RECORD + 1}`;
const GRUPPI = `SELECT DISTINCT encode(gruppo, 'hex') AS gruppo FROM persona_codice WHERE persona_id = ANY ($1::uuid[])`;
const CHIAVI = `SELECT DISTINCT k::text FROM scheda s
  CROSS JOIN LATERAL unnest(ARRAY[s.k_cognome_data, s.k_nome_data, s.k_coppia_anno, s.k_luogo_data]) AS k
  WHERE s.persona_id = ANY ($1::uuid[]) AND k IS NOT NULL`;
const HOLD_RECORD = `SELECT FROM record WHERE record_id = ANY ($1::bytea[]) ORDER BY record_id FOR UPDATE`;
const PROTETTE = `SELECT FROM persona WHERE id = ANY ($1::uuid[]) AND protetta LIMIT 1`;

/** Each time others were faster: with so many the transaction starts again, from the end of the queue. */
const TENTATIVI = 10;

/** A transaction to be started again, as after a deadlock. */
class PersoneVariate extends Error {
  readonly code = '40001';

  constructor() {
    super('persons changed while they were being locked');
    this.name = 'PersoneVariate';
  }
}

/** Persons of whom something is being decided. Nobody else can give or take them a record until the transaction ends. */
export interface Decise {
  /** Where each id that was given leads. */
  readonly radici: ReadonlyMap<string, string>;
  /** Those that live, with all of their schede. */
  readonly persone: ReadonlyMap<string, Persona>;
  readonly prima: ReadonlyMap<string, PersonaPrima>;
}

/**
 * Takes hold of persons for a decision: as messages do, records, then groups of codes, then keys, then persons. A message that says
 * something of one of them then either came before, and is seen, or waits and sees the decision: it never makes a third person of who has
 * just been united.
 */
@Injectable()
export class TrattieniDecise {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly leggi: LeggiPersone,
  ) {}

  /**
   * @param ids any id that ever led to a person
   * @param altri records to hold besides those of the persons
   * @throws DecisioneRifiutata for who is not there, and for who is protected; an error worth a repetition of the transaction when
   *   others were faster
   */
  async hold(tx: Tx, ids: readonly string[], altri: readonly string[] = []): Promise<Decise> {
    for (let tried = 0; tried < TENTATIVI; tried += 1) {
      await tx.execute('SAVEPOINT decise');
      const decise = await this.#tryToHold(tx, ids, altri);
      if (decise !== undefined) return decise;
      // What was locked of others is let go, or the next round would not be in order.
      await tx.execute('ROLLBACK TO SAVEPOINT decise');
    }
    throw new PersoneVariate();
  }

  /** @returns undefined when what was locked is not what is to be changed any more */
  async #tryToHold(tx: Tx, ids: readonly string[], altri: readonly string[]): Promise<Decise | undefined> {
    const radici = await radiciDi(tx, ids);
    const roots = [...new Set(radici.values())];
    const records = (await tx.query<{ id: string }>(RECORD, [roots])).map(({ id }) => id);
    if (records.length > MOST_RECORD) throw new DecisioneRifiutata('troppi_record');
    const all = new Set([...records, ...altri]);
    await tx.query(HOLD_RECORD, [Array.from(all, (id) => Buffer.from(id, 'hex'))]);
    const gruppi = (await tx.query<{ gruppo: string }>(GRUPPI, [roots])).map(({ gruppo }) => gruppo);
    await this.trattieni.holdGruppi(tx, [...all], gruppi);
    const chiavi = await tx.query<{ k: string }>(CHIAVI, [roots]);
    await this.trattieni.holdChiavi(
      tx,
      chiavi.map(({ k }) => BigInt(k)),
    );
    const prima = await this.trattieni.holdPersone(tx, roots);
    const lette = await this.leggi.read(tx, roots);
    const now = await radiciDi(tx, ids);
    // A record that came meanwhile has codes and keys that are not held.
    const came = lette.some(({ schede }) => schede.some(({ recordId }) => !all.has(recordId)));
    if (came || ids.some((id) => now.get(id) !== radici.get(id))) return undefined;
    const persone = new Map(lette.map((persona) => [persona.id, persona]));
    if (roots.some((id) => !prima.has(id) || !persone.has(id)) || (await tx.query(PROTETTE, [roots])).length > 0)
      throw new DecisioneRifiutata('persona_sconosciuta');
    return { radici, persone, prima };
  }
}

async function radiciDi(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; radice: string }>(RADICI, [ids]);
  return new Map(rows.map(({ id, radice }) => [id, radice]));
}
