import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { chiaveAssociazione } from '#libs/riferimenti';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { type Fatto, Storia } from '../storia/storia.js';
import { type Associazione, type Cambiamento, isApprovata } from './associazione.js';
import { voceOf } from './contenuto-associazione.js';
import { Tavolo } from './tavolo.js';

/** First of two keys of an advisory lock; the second is the system whose codes are associated. */
const LOCK = 21_257;

const COLONNE = `id, da, codice, a, relazione, destinazioni, dal, al, stato, automatica, origine, ente, proposta_da AS "propostaDa",
  proposta_il AS "propostaIl", decisa_da AS "decisaDa", decisa_il AS "decisaIl", nota, limite, revisione, fonte, affidabilita`;

/** What a change looks like on disk: the last state, and the revision it was made from. */
interface Scritta {
  readonly dopo: Associazione;
  readonly da: number | null;
}

/** Where associations are kept. All writes pass here: rows, history and what the other services are told are one transaction. */
@Injectable()
export class RegistroAssociazioni {
  constructor(
    private readonly registro: RegistroPubblicato,
    private readonly storia: Storia,
  ) {}

  /**
   * Everything known of some codes, for whoever will change it. Whoever else would change an association from one of the same systems
   * waits until this transaction ends: what two people decide at once is decided one after the other.
   * @param sistemi those the codes are of; named even when nothing is known of them yet
   */
  async open(tx: Tx, sistemi: readonly string[], chiavi: readonly string[]): Promise<Tavolo> {
    await this.#lock(tx, sistemi);
    return new Tavolo(await read(tx, 'chiave = ANY ($1)', [...new Set(chiavi)]));
  }

  /** As `open`, for all codes of one system. */
  async openSistema(tx: Tx, sistema: string): Promise<Tavolo> {
    await this.#lock(tx, [sistema]);
    return new Tavolo(await read(tx, 'da = ANY ($1)', [sistema]));
  }

  /** As `open`, for associations known by their ids; those that are not there are not on the table. */
  async openByIds(tx: Tx, ids: readonly string[]): Promise<Tavolo> {
    const named = await tx.query<{ da: string; chiave: string }>(
      `SELECT DISTINCT da, chiave FROM associazione WHERE id = ANY ($1)`,
      [ids],
    );
    return this.open(
      tx,
      named.map(({ da }) => da),
      named.map(({ chiave }) => chiave),
    );
  }

  async #lock(tx: Tx, sistemi: readonly string[]): Promise<void> {
    await this.registro.waitForLoad(tx);
    // One order for all: two that need each other's systems wait, and do not lock each other out.
    await tx.query(
      `SELECT pg_advisory_xact_lock(${LOCK}, key)
         FROM (SELECT DISTINCT hashtext(sistema) AS key FROM unnest($1::text[]) AS sistema ORDER BY key) AS keys`,
      [sistemi],
    );
  }

  /** Writes down what was done on the table and tells everybody what became of the codes. */
  async save(tx: Tx, tavolo: Tavolo): Promise<void> {
    const { cambiamenti } = tavolo;
    if (cambiamenti.length === 0) return;
    const scritte = new Map<string, Scritta>();
    for (const { prima, dopo } of cambiamenti) {
      const known = scritte.get(dopo.id);
      scritte.set(dopo.id, { dopo, da: known === undefined ? (prima?.revisione ?? null) : known.da });
    }
    // What is decided first: a code has one open proposal a day, and the new one takes the place of the old.
    await update(tx, [...scritte.values()]);
    await insert(tx, [...scritte.values()]);
    await this.storia.write(tx, ...cambiamenti.map(fattoOf));
    const told = new Set(cambiamenti.filter(isTold).map(({ dopo }) => chiaveAssociazione(dopo)));
    await this.registro.write(
      tx,
      [...told].map((chiave) => voceOf(tavolo.ofChiave(chiave))),
    );
  }
}

async function read(tx: Tx, condition: string, values: readonly string[]): Promise<Associazione[]> {
  return tx.query<Associazione & Record<string, unknown>>(
    `SELECT ${COLONNE} FROM associazione WHERE ${condition} ORDER BY chiave, dal, id`,
    [values],
  );
}

/** A proposal is nobody else's business until it is approved. */
function isTold({ prima, dopo }: Cambiamento): boolean {
  return isApprovata(dopo) || (prima !== null && isApprovata(prima));
}

async function update(tx: Tx, scritte: readonly Scritta[]): Promise<void> {
  const changed = scritte.filter(({ da }) => da !== null);
  if (changed.length === 0) return;
  const count = await tx.execute(
    `UPDATE associazione
        SET dal = nuova.dal, al = nuova.al, stato = nuova.stato, automatica = nuova.automatica, decisa_da = nuova.decisa_da,
            decisa_il = nuova.decisa_il, revisione = nuova.revisione
       FROM jsonb_to_recordset($1::jsonb) AS nuova (id uuid, vista integer, dal date, al date, stato text, automatica boolean,
            decisa_da text, decisa_il timestamptz, revisione integer)
      WHERE associazione.id = nuova.id AND associazione.revisione = nuova.vista`,
    [JSON.stringify(changed.map(({ dopo, da }) => ({ ...rowOf(dopo), vista: da })))],
  );
  if (count !== changed.length) throw nomenclatoreProblem('variazione_contesa');
}

async function insert(tx: Tx, scritte: readonly Scritta[]): Promise<void> {
  const fresh = scritte.filter(({ da }) => da === null).map(({ dopo }) => rowOf(dopo));
  if (fresh.length === 0) return;
  await tx.execute(`INSERT INTO associazione SELECT * FROM jsonb_populate_recordset(NULL::associazione, $1::jsonb)`, [
    JSON.stringify(fresh),
  ]);
}

function rowOf({ propostaDa, propostaIl, decisaDa, decisaIl, ...associazione }: Associazione): object {
  return {
    ...associazione,
    chiave: chiaveAssociazione(associazione),
    proposta_da: propostaDa,
    proposta_il: propostaIl,
    decisa_da: decisaDa,
    decisa_il: decisaIl,
  };
}

function fattoOf({ prima, dopo, azione, autore, motivo }: Cambiamento): Fatto {
  const { chi, ente } = autore;
  return { chi, ente, genere: 'associazione', cosa: dopo.id, azione, motivo, prima: toldOf(prima), dopo: toldOf(dopo) };
}

function toldOf(associazione: Associazione | null): object | null {
  if (associazione === null) return null;
  const { relazione, destinazioni, dal, al, stato } = associazione;
  return { relazione, destinazioni, dal, al, stato };
}
