import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Scheda } from '../../persona/dati-persona.js';
import { ScriviPersone } from '../../persona/scrivi-persone.js';
import type { Mossa, Operazione } from './mossa.js';
import { RidiciFatti } from './ridici-fatti.js';
import type { Decise } from './trattieni-decise.js';

/** What is to move, between persons that are held. */
export interface Spostamento {
  readonly decise: Decise;
  readonly mosse: readonly Mossa[];
  readonly operazione: Operazione;
  /** Who has nothing left because it is another: its id leads there. */
  readonly assorbita?: { readonly id: string; readonly in: string };
  /** Who led to another, and is somebody again. */
  readonly rinata?: string | undefined;
}

/** A cancelled record has no place, but whoever says it again finds where it belongs by its last legame. */
const CHIUDI = `UPDATE legame SET al = greatest($2::timestamptz, dal) WHERE record_id = ANY ($1::bytea[]) AND al IS NULL`;
const APRI = `INSERT INTO legame (record_id, persona_id, decisione, punteggio, modello, dal, al, attore, operazione)
  SELECT v.record_id, v.persona_id, v.decisione, v.punteggio, v.modello, i.il,
    CASE WHEN EXISTS (SELECT FROM scheda s WHERE s.record_id = v.record_id) THEN NULL ELSE i.il END, $7, $8
  FROM unnest($1::bytea[], $2::uuid[], $3::text[], $4::real[], $5::text[]) AS v (record_id, persona_id, decisione, punteggio, modello)
  CROSS JOIN LATERAL (SELECT greatest($6::timestamptz, max(l.dal) + interval '1 millisecond') AS il
    FROM legame l WHERE l.record_id = v.record_id) i`;

const SCHEDE = `UPDATE scheda s SET persona_id = v.persona_id, decisa = v.decisa
  FROM unnest($1::bytea[], $2::uuid[], $3::boolean[]) AS v (record_id, persona_id, decisa) WHERE s.record_id = v.record_id`;
const CODICI = `UPDATE scheda_codice s SET persona_id = v.persona_id
  FROM unnest($1::bytea[], $2::uuid[]) AS v (record_id, persona_id) WHERE s.record_id = v.record_id`;

/** Of who is another nothing is kept but where it leads. */
const ASSORBI = `UPDATE persona SET unita_in = $2, cognome = '', nome = '', anno_nascita = NULL, data_nascita = NULL, comune_residenza = NULL,
    vita = 'in_vita', data_decesso = NULL, dubbia = false, riservato = '', variata_il = $3, revisione = revisione + 1
  WHERE id = $1`;
const RINASCI = `UPDATE persona SET unita_in = NULL WHERE id = $1`;

/** Moves records from one person to another, with all that follows from it but doubts. */
@Injectable()
export class SpostaRecord {
  constructor(
    private readonly persone: ScriviPersone,
    private readonly fatti: RidiciFatti,
  ) {}

  async move(tx: Tx, { decise, mosse, operazione, assorbita, rinata }: Spostamento): Promise<void> {
    if (rinata !== undefined) await tx.execute(RINASCI, [rinata]);
    await this.#moveRecords(tx, mosse, operazione);
    const dopo = schedeDopo(decise, mosse, rinata);
    const living = [...dopo].filter(([, schede]) => schede.length > 0);
    const empty = [...dopo].filter(([, schede]) => schede.length === 0).map(([id]) => id);
    await this.persone.write(
      tx,
      {
        persone: living.map(([id, schede]) => ({ id, schede, dubbia: decise.persone.get(id)?.dubbia ?? false })),
        sciolte: empty.filter((id) => id !== assorbita?.id),
        assorbite: empty.filter((id) => id === assorbita?.id),
      },
      decise.prima,
      // Who is left empty is stored with what was said of the other: by that its cases would find the other.
      { codiciTolti: true, ricordate: false },
    );
    if (assorbita !== undefined) await tx.execute(ASSORBI, [assorbita.id, assorbita.in, operazione.il]);
    await this.fatti.say(tx, mosse, operazione);
  }

  async #moveRecords(tx: Tx, mosse: readonly Mossa[], { id, il, attore }: Operazione): Promise<void> {
    const records = mosse.map(({ recordId }) => Buffer.from(recordId, 'hex'));
    const persone = mosse.map(({ a }) => a);
    await tx.execute(CHIUDI, [records, il]);
    await tx.execute(APRI, [
      records,
      persone,
      mosse.map(({ decisione }) => decisione),
      mosse.map(({ punteggio }) => punteggio ?? null),
      mosse.map(({ modello }) => modello ?? null),
      il,
      attore.soggetto,
      id,
    ]);
    await tx.execute(SCHEDE, [records, persone, mosse.map(({ decisione }) => decisione === 'manuale')]);
    await tx.execute(CODICI, [records, persone]);
  }
}

/** All persons that give or get a record, with their schede afterwards. */
function schedeDopo(
  { persone }: Decise,
  mosse: readonly Mossa[],
  rinata: string | undefined,
): ReadonlyMap<string, readonly Scheda[]> {
  const a = new Map(mosse.map((mossa) => [mossa.recordId, mossa.a]));
  const dopo = new Map<string, Scheda[]>(
    [...persone.keys(), ...a.values(), ...(rinata === undefined ? [] : [rinata])].map((id) => [id, []]),
  );
  for (const [id, { schede }] of persone) {
    for (const scheda of schede) dopo.get(a.get(scheda.recordId) ?? id)!.push(scheda);
  }
  return dopo;
}
