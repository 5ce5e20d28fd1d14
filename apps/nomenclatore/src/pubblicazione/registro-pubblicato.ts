import { Injectable } from '@nestjs/common';
import {
  type GenereCopia,
  type MessageType,
  type VoceCopia,
  associazioneApprovataV1,
  delegaVariataV1,
  enteVariatoV1,
  nomenclatorePubblicatoV1,
} from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, type Tx } from '#libs/persistence';
import { inBlocchi } from './blocchi.js';
import { improntaOf } from './impronta.js';

/** A thing as a load finds it. `provenienza`: facts beside the content whose change is a change too. */
export interface VoceDaPubblicare {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly contenuto: object;
  readonly provenienza: unknown;
}

/** A thing as an API or a file of an ente leaves it; `contenuto: null` takes it away. */
export type VoceScritta = Omit<VoceDaPubblicare, 'contenuto'> & { readonly contenuto: object | null };

/** What a load changes, before anything is written. */
export interface Differenze {
  readonly nuove: readonly VoceCopia[];
  readonly variate: readonly VoceCopia[];
  readonly tolte: readonly VoceCopia[];
  readonly impronte: ReadonlyMap<string, string>;
  /** Things the load names that are no longer its own: changed by API since, they stay as they are. */
  readonly lasciate: readonly VoceDaPubblicare[];
  /** Of these, what the load says otherwise than what is published. */
  readonly discordi: readonly VoceDaPubblicare[];
}

/** Where what is published was written last. A pack rewrites only what is still its own. */
type Origine = 'pacchetto' | 'registro';

/** Two keys of an advisory lock: a load is alone, other writes pass together. */
const LOCK = '21256, 1';

const MESSAGE_OF: Readonly<Record<GenereCopia, MessageType<{ voci: VoceCopia[] }>>> = {
  nomenclatura: nomenclatorePubblicatoV1,
  associazione: associazioneApprovataV1,
  territorio: nomenclatorePubblicatoV1,
  ente: enteVariatoV1,
  ambito: enteVariatoV1,
  client: enteVariatoV1,
  delega: delegaVariataV1,
};

/** A thing as it was published last. */
interface Pubblicata {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly revisione: number;
  readonly impronta: string;
  readonly origine: Origine;
  readonly gone: boolean;
}

/** Names a thing among all genera. */
export function chiaveOf({ genere, id }: { genere: string; id: string }): string {
  return `${genere} ${id}`;
}

/**
 * What must be a pack's, or not, together: the pages of one table of the territory. A row that a pack moves from one page to the next
 * would otherwise be in both, or in none.
 */
function insiemeOf({ genere, id }: { genere: string; id: string }): string {
  return chiaveOf({ genere, id: genere === 'territorio' ? id.slice(0, id.lastIndexOf('#')) : id });
}

/** What the other services have been told, and the only place from which they are told more. */
@Injectable()
export class RegistroPubblicato {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** First statement of a load: nobody else writes until it ends, and replicas that start together load one after the other. */
  async waitForAll(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
  }

  /** First statement of any other write, before it reads what it will change: a load under way would overwrite it. */
  async waitForLoad(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCK})`);
  }

  /** Compares what a pack holds now with what was published of it. Things written in another way are not touched. */
  async compare(tx: Tx, voci: readonly VoceDaPubblicare[]): Promise<Differenze> {
    const published = await tx.query<Pubblicata>(
      `SELECT genere, id, revisione, impronta, origine, contenuto IS NULL AS gone FROM voce_pubblicata`,
    );
    const known = new Map(published.map((one) => [chiaveOf(one), one]));
    const others = new Set(published.filter(({ origine }) => origine === 'registro').map(insiemeOf));
    const isOthers = (voce: { genere: string; id: string }) => others.has(insiemeOf(voce));
    const tutte = new Map(voci.map((voce) => [chiaveOf(voce), improntaOf([voce.contenuto, voce.provenienza])]));
    const own = voci.filter((voce) => !isOthers(voce));
    const impronte = new Map(own.map((voce) => [chiaveOf(voce), tutte.get(chiaveOf(voce))!]));
    const lasciate = voci.filter(isOthers);
    const next = ({ genere, id, contenuto }: VoceDaPubblicare): VoceCopia => {
      const revisione = (known.get(chiaveOf({ genere, id }))?.revisione ?? 0) + 1;
      return { genere, id, revisione, contenuto: contenuto as Record<string, unknown> };
    };
    const changed = own.filter((voce) => known.get(chiaveOf(voce))?.impronta !== impronte.get(chiaveOf(voce)));
    return {
      nuove: changed.filter((voce) => !known.has(chiaveOf(voce))).map(next),
      variate: changed.filter((voce) => known.has(chiaveOf(voce))).map(next),
      tolte: published
        .filter((one) => one.origine === 'pacchetto' && !one.gone && !isOthers(one) && !impronte.has(chiaveOf(one)))
        .map(({ genere, id, revisione }) => ({ genere, id, revisione: revisione + 1, contenuto: null })),
      impronte,
      lasciate,
      discordi: lasciate.filter((voce) => known.get(chiaveOf(voce))?.impronta !== tutte.get(chiaveOf(voce))),
    };
  }

  /** Writes what a load changes and tells everybody, in the transaction that makes it true. */
  async publish(tx: Tx, { nuove, variate, tolte, impronte }: Differenze): Promise<void> {
    const voci = [...nuove, ...variate, ...tolte];
    await tx.execute(
      `INSERT INTO voce_pubblicata AS voce (genere, id, revisione, contenuto, impronta, origine)
       SELECT genere, id, revisione, contenuto, impronta, 'pacchetto'
         FROM jsonb_to_recordset($1::jsonb) AS nuova (genere text, id text, revisione integer, contenuto jsonb, impronta text)
       ON CONFLICT (genere, id) DO UPDATE
          SET revisione = excluded.revisione, contenuto = excluded.contenuto, impronta = excluded.impronta`,
      [JSON.stringify(voci.map((voce) => ({ ...voce, impronta: impronte.get(chiaveOf(voce)) ?? '' })))],
    );
    await this.#tell(tx, voci);
    await this.#note(tx, 'pacchetto', [nuove.length, variate.length, tolte.length]);
  }

  /**
   * Publishes things changed in any other way than by a pack, which leaves them alone from then on. What is published already as given
   * is not told again. Call `waitForLoad` first.
   * @returns what was told, with its revisions
   */
  async write(tx: Tx, voci: readonly VoceScritta[]): Promise<VoceCopia[]> {
    // In one order, so that two writers of the same things wait for each other and not in a circle.
    const written = await tx.query<VoceCopia & { fresh: boolean }>(
      `INSERT INTO voce_pubblicata AS voce (genere, id, revisione, contenuto, impronta, origine)
       SELECT genere, id, 1, contenuto, impronta, 'registro'
         FROM jsonb_to_recordset($1::jsonb) AS nuova (genere text, id text, contenuto jsonb, impronta text)
        ORDER BY genere, id
       ON CONFLICT (genere, id) DO UPDATE
          SET revisione = voce.revisione + 1, contenuto = excluded.contenuto, impronta = excluded.impronta, origine = 'registro'
        WHERE (voce.impronta, voce.origine) IS DISTINCT FROM (excluded.impronta, 'registro')
       RETURNING genere, id, revisione, contenuto, xmax = 0 AS fresh`,
      [
        JSON.stringify(
          voci.map(({ genere, id, contenuto, provenienza }) => {
            return { genere, id, contenuto, impronta: contenuto === null ? '' : improntaOf([contenuto, provenienza]) };
          }),
        ),
      ],
    );
    if (written.length === 0) return [];
    const told = written.map(({ genere, id, revisione, contenuto }) => ({ genere, id, revisione, contenuto }));
    const gone = told.filter(({ contenuto }) => contenuto === null).length;
    const fresh = written.filter((voce) => voce.fresh && voce.contenuto !== null).length;
    await this.#tell(tx, told);
    await this.#note(tx, 'registro', [fresh, told.length - fresh - gone, gone]);
    return told;
  }

  async #tell(tx: Tx, voci: readonly VoceCopia[]): Promise<void> {
    for (const type of new Set(Object.values(MESSAGE_OF))) {
      const blocks = inBlocchi(voci.filter(({ genere }) => MESSAGE_OF[genere] === type));
      if (blocks.length === 0) continue;
      await this.outbox.publishMany(
        tx,
        type,
        blocks.map((block) => ({ key: type.name, ente: 'hub', body: { voci: block } })),
      );
    }
  }

  /** The tag of public reads is the last of these rows: a write without one would stay unseen behind caches. */
  async #note(
    tx: Tx,
    origine: Origine,
    counts: readonly [nuove: number, variate: number, tolte: number],
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO caricamento (caricato_il, origine, nuove, variate, tolte) VALUES ($1, $2, $3, $4, $5)`,
      [this.clock.now(), origine, ...counts],
    );
  }
}
