import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import { type DatiPersona, datiMigliori } from './dati-persona.js';
import { DatiRiservati } from './dati-riservati.js';
import type { Persona, Variazioni } from './persone-note.js';

/** Of both tables, in this order, from the sixth parameter back. */
const CHIARI = `cognome, nome, anno_nascita, data_nascita, comune_residenza`;
const ARRAY_CHIARI = `$1::text[], $2::text[], $3::smallint[], $4::date[], $5::text[]`;

const PERSONE = `INSERT INTO persona (${CHIARI}, riservato, id, dubbia, variata_il)
  SELECT v.*, $9::timestamptz FROM unnest(${ARRAY_CHIARI}, $6::bytea[], $7::uuid[], $8::boolean[]) AS v
  ON CONFLICT (id) DO UPDATE SET (${CHIARI}, riservato, dubbia, variata_il) =
    (${excluded(CHIARI)}, excluded.riservato, excluded.dubbia, excluded.variata_il)`;

const ALTRE = `revisione, persona_id, ente_erogatore, riga_id, indice, gruppo, accettata_il`;
const SCHEDE = `INSERT INTO scheda (${CHIARI}, riservato, record_id, ${ALTRE}, tracciato, registrata_il)
  SELECT v.*, $15, $16::timestamptz FROM unnest(${ARRAY_CHIARI}, $6::bytea[], $7::bytea[], $8::int[], $9::uuid[], $10::uuid[],
    $11::uuid[], $12::bytea[], $13::bytea[], $14::timestamptz[]) AS v
  ON CONFLICT (record_id) DO UPDATE SET (${CHIARI}, riservato, ${ALTRE}, tracciato, registrata_il) =
    (${excluded(CHIARI)}, excluded.riservato, ${excluded(ALTRE)}, excluded.tracciato, excluded.registrata_il)`;

/** The codes of a person are those of its live schede, no more and no less. */
const CODICI_TOLTI = `DELETE FROM persona_codice c WHERE c.persona_id = ANY ($1::uuid[])
  AND NOT EXISTS (SELECT FROM scheda s WHERE s.persona_id = c.persona_id AND s.indice = c.indice)`;
const CODICI = `INSERT INTO persona_codice (persona_id, indice, gruppo)
  SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) ON CONFLICT DO NOTHING`;

/** Writes what linking has changed, while the locks of `TrattieniPersone` are held. */
@Injectable()
export class ScriviPersone {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly clock: Clock,
  ) {}

  /** @param tracciato code and version of the schede written */
  async write(tx: Tx, tracciato: string, { persone, sciolte, schede, tolte }: Variazioni): Promise<void> {
    const il = this.clock.now();
    if (tolte.length > 0)
      await tx.execute(`DELETE FROM scheda WHERE record_id = ANY ($1::bytea[])`, [tolte.map(bytes)]);
    if (schede.length > 0) await tx.execute(SCHEDE, [...this.#columnsOf(schede), tracciato, il]);
    if (persone.length > 0) await this.#writePersone(tx, persone, il);
    if (sciolte.length > 0) await tx.execute(`DELETE FROM persona WHERE id = ANY ($1::uuid[])`, [sciolte]);
    const touched = [...persone.map(({ id }) => id), ...sciolte];
    if (touched.length > 0) await tx.execute(CODICI_TOLTI, [touched]);
  }

  async #writePersone(tx: Tx, persone: readonly Persona[], il: Date): Promise<void> {
    const best = persone.map(({ schede }) => datiMigliori(schede));
    await tx.execute(PERSONE, [
      ...chiariOf(best.map(({ dati }) => dati)),
      persone.map(({ id }, at) => this.riservati.sealPersona(id, best[at]!)),
      persone.map(({ id }) => id),
      persone.map(({ dubbia }) => dubbia),
      il,
    ]);
    const codici = persone.flatMap(({ id, schede }) => schede.map((scheda) => ({ id, ...scheda })));
    await tx.execute(CODICI, [
      codici.map(({ id }) => id),
      codici.map(({ indice }) => bytes(indice)),
      codici.map(({ gruppo }) => bytes(gruppo)),
    ]);
  }

  #columnsOf(schede: Variazioni['schede']): unknown[] {
    const all = schede.map(({ scheda }) => scheda);
    return [
      ...chiariOf(all.map(({ dati }) => dati)),
      all.map(({ recordId, dati }) => this.riservati.sealScheda(recordId, dati)),
      all.map(({ recordId }) => bytes(recordId)),
      all.map(({ revisione }) => revisione),
      schede.map(({ personaId }) => personaId),
      all.map(({ enteErogatore }) => enteErogatore),
      all.map(({ rigaId }) => rigaId),
      all.map(({ indice }) => bytes(indice)),
      all.map(({ gruppo }) => bytes(gruppo)),
      all.map(({ accettataIl }) => accettataIl),
    ];
  }
}

function chiariOf(dati: readonly DatiPersona[]): unknown[] {
  return [
    dati.map(({ cognome }) => cognome),
    dati.map(({ nome }) => nome),
    dati.map(({ annoNascita }) => annoNascita),
    dati.map(({ dataNascita }) => dataNascita ?? null),
    dati.map(({ comuneResidenza }) => comuneResidenza ?? null),
  ];
}

function excluded(columns: string): string {
  return columns
    .split(',')
    .map((column) => `excluded.${column.trim()}`)
    .join(', ');
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
