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
import type { Tx } from '#libs/persistence';
import { inBlocchi } from './blocchi.js';
import { improntaOf } from './impronta.js';

/** A thing as a load finds it. `provenienza`: facts beside the content whose change is a change too. */
export interface VoceDaPubblicare {
  readonly genere: GenereCopia;
  readonly id: string;
  readonly contenuto: object;
  readonly provenienza: unknown;
}

/** What a load changes, before anything is written. */
export interface Differenze {
  readonly nuove: readonly VoceCopia[];
  readonly variate: readonly VoceCopia[];
  readonly tolte: readonly VoceCopia[];
  readonly impronte: ReadonlyMap<string, string>;
}

const MESSAGE_OF: Readonly<Record<GenereCopia, MessageType<{ voci: VoceCopia[] }>>> = {
  nomenclatura: nomenclatorePubblicatoV1,
  associazione: associazioneApprovataV1,
  territorio: nomenclatorePubblicatoV1,
  ente: enteVariatoV1,
  ambito: enteVariatoV1,
  client: enteVariatoV1,
  delega: delegaVariataV1,
};

/** Names a thing among all genera. */
export function chiaveOf({ genere, id }: { genere: string; id: string }): string {
  return `${genere} ${id}`;
}

/** What the other services have been told, and the only place from which they are told more. */
@Injectable()
export class RegistroPubblicato {
  constructor(private readonly outbox: Outbox) {}

  /** Compares what a source holds now with what was published of it. Things of other sources are not touched. */
  async compare(tx: Tx, origine: string, voci: readonly VoceDaPubblicare[]): Promise<Differenze> {
    const published = await tx.query<{
      genere: GenereCopia;
      id: string;
      revisione: number;
      impronta: string;
      gone: boolean;
    }>(`SELECT genere, id, revisione, impronta, contenuto IS NULL AS gone FROM voce_pubblicata WHERE origine = $1`, [
      origine,
    ]);
    const known = new Map(published.map((one) => [chiaveOf(one), one]));
    const impronte = new Map(voci.map((voce) => [chiaveOf(voce), improntaOf([voce.contenuto, voce.provenienza])]));
    const next = ({ genere, id, contenuto }: VoceDaPubblicare): VoceCopia => {
      const revisione = (known.get(chiaveOf({ genere, id }))?.revisione ?? 0) + 1;
      return { genere, id, revisione, contenuto: contenuto as Record<string, unknown> };
    };
    const changed = voci.filter((voce) => known.get(chiaveOf(voce))?.impronta !== impronte.get(chiaveOf(voce)));
    return {
      nuove: changed.filter((voce) => !known.has(chiaveOf(voce))).map(next),
      variate: changed.filter((voce) => known.has(chiaveOf(voce))).map(next),
      tolte: published
        .filter((one) => !one.gone && !impronte.has(chiaveOf(one)))
        .map(({ genere, id, revisione }) => ({ genere, id, revisione: revisione + 1, contenuto: null })),
      impronte,
    };
  }

  /** Writes the differences and tells everybody, in the transaction that makes them true. */
  async publish(tx: Tx, origine: string, { nuove, variate, tolte, impronte }: Differenze): Promise<void> {
    const voci = [...nuove, ...variate, ...tolte];
    await tx.execute(
      `INSERT INTO voce_pubblicata AS voce (genere, id, revisione, contenuto, impronta, origine)
       SELECT genere, id, revisione, contenuto, impronta, $2
         FROM jsonb_to_recordset($1::jsonb) AS nuova (genere text, id text, revisione integer, contenuto jsonb, impronta text)
       ON CONFLICT (genere, id) DO UPDATE
          SET revisione = excluded.revisione, contenuto = excluded.contenuto, impronta = excluded.impronta`,
      [JSON.stringify(voci.map((voce) => ({ ...voce, impronta: impronte.get(chiaveOf(voce)) ?? '' }))), origine],
    );
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

  /** Everything published and still so, with its tombstones: one statement, so one instant. */
  async readAll(tx: Tx): Promise<VoceCopia[]> {
    return tx.query<VoceCopia & Record<string, unknown>>(
      `SELECT genere, id, revisione, contenuto FROM voce_pubblicata ORDER BY genere, id`,
    );
  }
}
