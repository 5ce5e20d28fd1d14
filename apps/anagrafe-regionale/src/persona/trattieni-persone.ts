import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { type DatiInChiaro, DatiRiservati, type PersonaAperta } from './dati-riservati.js';
import { MOST_COMPARED } from './schede-note.js';
import type { VitaPersona } from './vita.js';

/** A revision of a record, live or cancelled. */
export interface Revisione {
  readonly recordId: string;
  readonly revisione: number;
  readonly annullamento: boolean;
}

/** What is known of records whose lock is held. */
export interface RecordNoti {
  /** Persons that have one of the codes, or hold one of the records, or are whose a record is by decision. */
  readonly persone: readonly string[];
  /** Those of the records that are somebody's already. */
  readonly vivi: readonly string[];
  /** The person that somebody decided a record is of, by record. */
  readonly fissate: ReadonlyMap<string, string>;
  /** Of the groups of codes, those that more persons have than can be compared: none of these is among `persone` for it. */
  readonly affollati: ReadonlySet<string>;
}

/** A golden person as it was before this transaction. */
export interface PersonaPrima extends VitaPersona {
  readonly id: string;
  readonly revisione: string;
  /** Opened when asked for: most persons held are only compared with. */
  readonly dati: () => PersonaAperta;
}

/**
 * A fact is told again when its person changes, so its revision runs ahead of that of its record, and never behind: reporting keeps the
 * highest.
 */
const CLAIM = {
  name: 'snodo_anagrafe_reclama',
  text: `INSERT INTO record AS r (record_id, revisione, annullato, fatto_revisione)
  SELECT v.*, v.revisione FROM unnest($1::bytea[], $2::int[], $3::boolean[]) AS v (record_id, revisione, annullato) ORDER BY record_id
  ON CONFLICT (record_id) DO UPDATE SET revisione = excluded.revisione, annullato = excluded.annullato,
      fatto_revisione = greatest(excluded.revisione, coalesce(r.fatto_revisione, r.revisione) + 1)
    WHERE r.revisione < excluded.revisione
  RETURNING encode(r.record_id, 'hex') AS "recordId", r.fatto_revisione AS "fattoRevisione"`,
};

/** A record of nobody known was never heard: its revision may come again, when somebody is. */
const UNCLAIM = `DELETE FROM record WHERE record_id = ANY ($1::bytea[])`;

const RECORD = {
  name: 'snodo_anagrafe_record',
  text: `SELECT encode(r.record_id, 'hex') AS "recordId", s.persona_id AS "personaId", encode(s.gruppo, 'hex') AS gruppo,
    ARRAY(SELECT encode(c.gruppo, 'hex') FROM scheda_codice c WHERE c.record_id = r.record_id) AS altri,
    (SELECT coalesce(p.unita_in, l.persona_id)
      FROM (SELECT * FROM legame l WHERE l.record_id = r.record_id ORDER BY l.al IS NULL DESC, l.dal DESC, l.al DESC LIMIT 1) l
      LEFT JOIN persona p ON p.id = l.persona_id WHERE l.decisione = 'manuale') AS fissata
  FROM unnest($1::bytea[]) AS r (record_id) LEFT JOIN scheda s ON s.record_id = r.record_id`,
};

const DI_GRUPPO = {
  name: 'snodo_anagrafe_di_gruppo',
  text: `SELECT encode(g.gruppo, 'hex') AS gruppo, c.id FROM unnest($1::bytea[]) AS g (gruppo) CROSS JOIN LATERAL (
    SELECT c.persona_id AS id FROM persona_codice c WHERE c.gruppo = g.gruppo LIMIT ${MOST_COMPARED + 1}) c`,
};

const PERSONE = {
  name: 'snodo_anagrafe_trattieni',
  text: `SELECT id, revisione::text, cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita",
    comune_residenza AS "comuneResidenza", vita, data_decesso AS "dataDecesso", riservato
  FROM persona WHERE id = ANY ($1::uuid[]) AND unita_in IS NULL ORDER BY id FOR UPDATE`,
};

type RigaPersona = DatiInChiaro &
  VitaPersona & { readonly id: string; readonly revisione: string; readonly riservato: Buffer };

/**
 * Takes hold of records and of persons until the end of the transaction. Locks are always taken in one order, records first, then
 * groups of codes, then keys, then persons, each by its bytes: two consumers wait for each other once, never in a circle, and never make two
 * persons of one code.
 */
@Injectable()
export class TrattieniPersone {
  constructor(private readonly riservati: DatiRiservati) {}

  /** Notes the revisions that are newer than those known, and locks their records. @returns of these records, the revision of the fact */
  async claim(tx: Tx, revisioni: readonly Revisione[]): Promise<ReadonlyMap<string, number>> {
    const claimed = await tx.query<{ recordId: string; fattoRevisione: number }>(CLAIM, [
      revisioni.map(({ recordId }) => bytes(recordId)),
      revisioni.map(({ revisione }) => revisione),
      revisioni.map(({ annullamento }) => annullamento),
    ]);
    return new Map(claimed.map(({ recordId, fattoRevisione }) => [recordId, fattoRevisione]));
  }

  async unclaim(tx: Tx, records: readonly string[]): Promise<void> {
    if (records.length > 0) await tx.execute(UNCLAIM, [records.map(bytes)]);
  }

  /** Locks groups of codes, and those that claimed records are found by now. */
  async holdGruppi(tx: Tx, records: readonly string[], gruppi: readonly string[]): Promise<RecordNoti> {
    const known = await tx.query<{
      recordId: string;
      personaId: string | null;
      gruppo: string | null;
      altri: string[];
      fissata: string | null;
    }>(RECORD, [records.map(bytes)]);
    const before = known.flatMap(({ gruppo, altri }) => (gruppo === null ? altri : [gruppo, ...altri]));
    const all = [...new Set([...gruppi, ...before])].map(bytes);
    const found = all.length === 0 ? new Map<string, string[]>() : await this.#lockGruppi(tx, all);
    const few = [...found].filter(([, ids]) => ids.length <= MOST_COMPARED);
    const persone = known.flatMap(({ personaId, fissata }) => [personaId, fissata]).filter((id) => id !== null);
    return {
      persone: [...new Set([...few.flatMap(([, ids]) => ids), ...persone])],
      vivi: known.filter(({ personaId }) => personaId !== null).map(({ recordId }) => recordId),
      fissate: new Map(
        known.flatMap(({ recordId, fissata }) => (fissata === null ? [] : [[recordId, fissata] as const])),
      ),
      affollati: new Set([...found].filter(([, ids]) => ids.length > MOST_COMPARED).map(([gruppo]) => gruppo)),
    };
  }

  /** @returns by group, who has a code of it; of who has two twice, and of very many one more than can be compared */
  async ofGruppi(tx: Tx, gruppi: readonly Buffer[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await tx.query<{ gruppo: string; id: string }>(DI_GRUPPO, [gruppi]);
    const found = new Map<string, string[]>();
    for (const { gruppo, id } of rows) found.set(gruppo, [...(found.get(gruppo) ?? []), id]);
    return found;
  }

  /**
   * Locks keys of persons that have no code yet known, so that nobody else makes one of them meanwhile. Nothing is left in the table:
   * whoever puts in the same key waits for the end of the transaction that did.
   */
  async holdChiavi(tx: Tx, chiavi: readonly bigint[]): Promise<void> {
    if (chiavi.length === 0) return;
    const all = [...new Set(chiavi)].map(String);
    await tx.execute(`INSERT INTO serratura SELECT k FROM unnest($1::bigint[]) AS k ORDER BY k`, [all]);
    await tx.execute(`DELETE FROM serratura WHERE chiave = ANY ($1::bigint[])`, [all]);
  }

  /** Locks persons that are none of those united to others. @returns those that are there, as they are before anything is written */
  async holdPersone(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, PersonaPrima>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<RigaPersona>(PERSONE, [ids]);
    return new Map(rows.map((row) => [row.id, this.#primaOf(row)]));
  }

  async #lockGruppi(tx: Tx, gruppi: readonly Buffer[]): Promise<ReadonlyMap<string, string[]>> {
    await tx.execute(`INSERT INTO gruppo SELECT g FROM unnest($1::bytea[]) AS g ORDER BY g ON CONFLICT DO NOTHING`, [
      gruppi,
    ]);
    await tx.execute(`SELECT FROM gruppo WHERE gruppo = ANY ($1::bytea[]) ORDER BY gruppo FOR UPDATE`, [gruppi]);
    return this.ofGruppi(tx, gruppi);
  }

  #primaOf({ id, revisione, vita, dataDecesso, riservato, ...chiari }: RigaPersona): PersonaPrima {
    return {
      id,
      revisione,
      vita,
      dataDecesso: dataDecesso ?? undefined,
      dati: () => this.riservati.openPersona(id, chiari, riservato),
    };
  }
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
