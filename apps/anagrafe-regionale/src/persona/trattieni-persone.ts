import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Scheda } from './dati-persona.js';
import { type DatiInChiaro, DatiRiservati } from './dati-riservati.js';
import type { Persona } from './persone-note.js';

/** A revision of a record, live or cancelled. */
export interface Revisione {
  readonly recordId: string;
  readonly revisione: number;
  readonly annullamento: boolean;
}

const CLAIM = `INSERT INTO record AS r (record_id, revisione, annullato)
  SELECT * FROM unnest($1::bytea[], $2::int[], $3::boolean[]) AS v (record_id, revisione, annullato) ORDER BY record_id
  ON CONFLICT (record_id) DO UPDATE SET revisione = excluded.revisione, annullato = excluded.annullato
    WHERE r.revisione < excluded.revisione
  RETURNING encode(r.record_id, 'hex') AS "recordId"`;

const SCHEDE = `SELECT encode(s.record_id, 'hex') AS "recordId", s.revisione, s.persona_id AS "personaId", p.dubbia,
    s.ente_erogatore AS "enteErogatore", s.riga_id AS "rigaId", encode(s.indice, 'hex') AS indice,
    encode(s.gruppo, 'hex') AS gruppo, s.cognome, s.nome, s.anno_nascita AS "annoNascita", s.data_nascita AS "dataNascita",
    s.comune_residenza AS "comuneResidenza", s.riservato, s.accettata_il AS "accettataIl"
  FROM scheda s JOIN persona p ON p.id = s.persona_id
  WHERE s.persona_id IN (SELECT persona_id FROM persona_codice WHERE gruppo = ANY ($1::bytea[]))`;

type RigaScheda = DatiInChiaro &
  Omit<Scheda, 'dati' | 'accettataIl'> & {
    readonly personaId: string;
    readonly dubbia: boolean;
    readonly riservato: Buffer;
    readonly accettataIl: Date;
  };

/**
 * Takes hold of records and of persons until the end of the transaction. Locks are always taken in one order, records first, then
 * groups of codes, each by its bytes: two consumers wait for each other once, never in a circle, and never make two persons of one code.
 */
@Injectable()
export class TrattieniPersone {
  constructor(private readonly riservati: DatiRiservati) {}

  /** Notes the revisions that are newer than those known, and locks their records. @returns the ids of these records */
  async claim(tx: Tx, revisioni: readonly Revisione[]): Promise<ReadonlySet<string>> {
    const claimed = await tx.query<{ recordId: string }>(CLAIM, [
      revisioni.map(({ recordId }) => Buffer.from(recordId, 'hex')),
      revisioni.map(({ revisione }) => revisione),
      revisioni.map(({ annullamento }) => annullamento),
    ]);
    return new Set(claimed.map(({ recordId }) => recordId));
  }

  /**
   * Locks groups of codes and those in which claimed records are now.
   * @returns every person that has a code of one of them
   */
  async hold(tx: Tx, records: Iterable<string>, gruppi: Iterable<string>): Promise<Persona[]> {
    const before = await tx.query<{ gruppo: string }>(
      `SELECT encode(gruppo, 'hex') AS gruppo FROM scheda WHERE record_id = ANY ($1::bytea[])`,
      [Array.from(records, (record) => Buffer.from(record, 'hex'))],
    );
    const all = [...new Set([...gruppi, ...before.map(({ gruppo }) => gruppo)])].map((one) => Buffer.from(one, 'hex'));
    await tx.execute(`INSERT INTO gruppo SELECT g FROM unnest($1::bytea[]) AS g ORDER BY g ON CONFLICT DO NOTHING`, [
      all,
    ]);
    await tx.execute(`SELECT FROM gruppo WHERE gruppo = ANY ($1::bytea[]) ORDER BY gruppo FOR UPDATE`, [all]);
    return this.#together(await tx.query<RigaScheda>(SCHEDE, [all]));
  }

  #together(rows: readonly RigaScheda[]): Persona[] {
    const persone = new Map<string, { id: string; dubbia: boolean; schede: Scheda[] }>();
    for (const row of rows) {
      const {
        personaId: id,
        dubbia,
        riservato,
        accettataIl,
        recordId,
        revisione,
        enteErogatore,
        rigaId,
        ...rest
      } = row;
      const { indice, gruppo, ...chiari } = rest;
      const scheda = {
        recordId,
        revisione,
        enteErogatore,
        rigaId,
        indice,
        gruppo,
        accettataIl: accettataIl.toISOString(),
        dati: this.riservati.openScheda(recordId, chiari, riservato),
      };
      const known = persone.get(id);
      if (known === undefined) persone.set(id, { id, dubbia, schede: [scheda] });
      else known.schede.push(scheda);
    }
    return [...persone.values()];
  }
}
