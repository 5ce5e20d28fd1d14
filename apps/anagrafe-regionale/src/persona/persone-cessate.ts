import { Injectable } from '@nestjs/common';
import { spellingsOf } from '#libs/codici';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { AnnotaRitrovate, type Ritrovata } from '../variazione/annota-ritrovate.js';
import { AnnotaVariazioni } from '../variazione/annota-variazioni.js';
import type { DatiPersona } from './dati-persona.js';
import { Riferimento } from './riferimento.js';
import { MOST_COMPARED } from './schede-note.js';
import { SeguiProtezioni } from './segui-protezioni.js';
import type { PersonaPrima } from './trattieni-persone.js';

/** SQL: whether a case, a subscription or a network still names a person, on a legal day. */
export const isNominata = (id: string, oggi: string): string =>
  `(EXISTS (SELECT FROM presa_in_carico c WHERE c.persona_id = ${id} AND (c.vale_fino IS NULL OR c.vale_fino >= ${oggi}::date))
    OR EXISTS (SELECT FROM sottoscrizione s WHERE s.persona_id = ${id} AND s.cessata_il IS NULL)
    OR EXISTS (SELECT FROM rete_relazione r WHERE r.persona_id = ${id} AND r.noto_al IS NULL))`;

/** Of those that are no more, the ids that are named: their own, and those that led to them. */
const NOMINATE = `SELECT v.id, v.era FROM (
    SELECT s.id, s.id AS era FROM unnest($1::uuid[]) AS s (id)
    UNION ALL SELECT u.persona_id, u.radice FROM radice_persona u WHERE u.radice = ANY ($1::uuid[])) v
  WHERE ${isNominata('v.id', '$2')} ORDER BY v.id`;

const TIENI = `INSERT INTO persona_cessata AS c (persona_id, indice, nome, era, cessata_il)
  SELECT v.*, $5::timestamptz FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::uuid[]) AS v ORDER BY 1, 2
  ON CONFLICT (persona_id, indice) DO UPDATE SET (nome, era, cessata_il) = (excluded.nome, excluded.era, excluded.cessata_il)`;

/**
 * Certain and unique, as for a record that says the code (`trovaPerCodice`): not by a code that leads nobody or says nothing by itself,
 * not to who was said to be another. An id that leads to somebody who is there goes on leading there.
 */
const RITROVA = `WITH ritrovate AS (
    SELECT v.id, min(v.persona::text)::uuid AS persona
    FROM unnest($1::uuid[], $2::bytea[], $3::uuid[]) AS v (id, indice, persona)
    JOIN persona_cessata c ON c.persona_id = v.id AND c.indice = v.indice
    WHERE NOT EXISTS (SELECT FROM codice_precluso k WHERE k.indice = v.indice)
      AND NOT EXISTS (SELECT FROM distinti d WHERE d.al IS NULL
        AND d.persona_a = least(c.era, v.persona) AND d.persona_b = greatest(c.era, v.persona))
      AND (SELECT count(*) FROM (SELECT FROM persona_codice p WHERE p.indice = v.indice LIMIT ${MOST_COMPARED + 1}) p) <= ${MOST_COMPARED}
      AND NOT EXISTS (SELECT FROM persona p WHERE p.id = v.id AND p.unita_in IS NULL AND p.id <> v.persona)
    GROUP BY v.id HAVING count(DISTINCT v.persona) = 1
  ), guidate AS (
    INSERT INTO radice_persona AS u (persona_id, radice) SELECT id, persona FROM ritrovate WHERE id <> persona ORDER BY id
    ON CONFLICT (persona_id) DO UPDATE SET radice = excluded.radice WHERE NOT EXISTS (SELECT FROM persona p WHERE p.id = u.radice)
    RETURNING persona_id, radice
  ), finite AS (
    DELETE FROM persona_cessata c USING ritrovate r WHERE c.persona_id = r.id
  )
  SELECT persona_id AS era, radice AS "personaId" FROM guidate`;

/** One that is no more, of whom a person that is written has a code. */
export interface CodiceRitrovato {
  readonly personaId: string;
  readonly cessata: string;
  /** Who had it: the same, or whom that one led to. */
  readonly era: string;
  /** As of `Riferimento`. */
  readonly indice: string;
  readonly nome: string;
}

/** Takes away persons of whom no source says anything; who still names one finds it again, should a source tell of it anew. */
@Injectable()
export class PersoneCessate {
  constructor(
    private readonly riferimento: Riferimento,
    private readonly protezioni: SeguiProtezioni,
    private readonly annota: AnnotaVariazioni,
    private readonly ritrovate: AnnotaRitrovate,
    private readonly clock: Clock,
  ) {}

  /**
   * Before the codes of those that are written are: their records may be one of these now. Who follows one of them is told at the end of
   * the window that it sees it no more, if nobody has told of it anew by then.
   * @param prima of those that may be found again, as they are stored
   */
  async keep(tx: Tx, sciolte: readonly string[], prima: ReadonlyMap<string, PersonaPrima>): Promise<void> {
    if (sciolte.length === 0) return;
    const adesso = this.clock.now();
    const nominate = await tx.query<{ id: string; era: string }>(NOMINATE, [sciolte, legalDayOf(adesso)]);
    const rows = nominate.flatMap(({ id, era }) =>
      this.#codiciOf(prima.get(era)).map(({ indice, nome }) => ({ id, era, indice, nome })),
    );
    if (rows.length > 0) {
      await tx.execute(TIENI, [
        rows.map(({ id }) => id),
        rows.map(({ indice }) => Buffer.from(indice, 'hex')),
        rows.map(({ nome }) => Buffer.from(nome, 'hex')),
        rows.map(({ era }) => era),
        adesso,
      ]);
    }
    await this.annota.note(
      tx,
      nominate.map(({ id }) => ({ personaId: id, gruppi: [] })),
    );
  }

  /** @param eredi of some of them, who has their records now */
  async dissolve(tx: Tx, sciolte: readonly string[], eredi: ReadonlyMap<string, string>): Promise<void> {
    if (sciolte.length === 0) return;
    await this.protezioni.follow(tx, sciolte, eredi);
    await tx.execute(`DELETE FROM persona WHERE id = ANY ($1::uuid[])`, [sciolte]);
  }

  /**
   * After `dissolve`.
   * @param eredi of some who are no more, who has their records now: nobody else can be one of these
   * @param come how each of the persons written is called now
   */
  async find(
    tx: Tx,
    codici: readonly CodiceRitrovato[],
    eredi: ReadonlyMap<string, string>,
    come: (personaId: string) => Pick<DatiPersona, 'cognome' | 'nome'>,
  ): Promise<void> {
    const sue = codici.filter(
      ({ personaId, era, indice, nome }) =>
        (eredi.get(era) ?? personaId) === personaId && this.#nomeOf(indice, come(personaId)) === nome,
    );
    if (sue.length === 0) return;
    const ritrovate = await tx.query<Ritrovata>(RITROVA, [
      sue.map(({ cessata }) => cessata),
      sue.map(({ indice }) => Buffer.from(indice, 'hex')),
      sue.map(({ personaId }) => personaId),
    ]);
    await this.ritrovate.note(tx, ritrovate);
  }

  /**
   * After `find`. Of whom the sources said whose the records are, by another code, the first was a mistake: whoever has it is somebody
   * whom no case of that one is about.
   */
  async forget(tx: Tx, eredi: ReadonlyMap<string, string>): Promise<void> {
    if (eredi.size > 0)
      await tx.execute(`DELETE FROM persona_cessata WHERE era = ANY ($1::uuid[])`, [[...eredi.keys()]]);
  }

  /** Who had a codice fiscale is found by it alone: two that have different ones are two. */
  #codiciOf(prima: PersonaPrima | undefined): { readonly indice: string; readonly nome: string }[] {
    if (prima === undefined) return [];
    const dati = prima.dati();
    const fiscali = dati.codici.filter(({ sistema }) => sistema === 'codice_fiscale');
    return (fiscali.length > 0 ? fiscali : dati.codici).flatMap((codice) => {
      const { indice } = this.riferimento.indiciOf(codice);
      const nome = this.#nomeOf(indice, dati);
      return nome === undefined ? [] : [{ indice, nome }];
    });
  }

  /** Equal for those who have a code and are called the same: by the first given name, or by the first word there is. */
  #nomeOf(indice: string, { cognome, nome }: Pick<DatiPersona, 'cognome' | 'nome'>): string | undefined {
    const [word] = `${nome} ${cognome}`.match(/[\p{L}\p{M}]+/u) ?? [];
    if (word === undefined) return undefined;
    return this.riferimento.ofCessata(indice, spellingsOf(word)[0] || word.normalize('NFC').toUpperCase());
  }
}
