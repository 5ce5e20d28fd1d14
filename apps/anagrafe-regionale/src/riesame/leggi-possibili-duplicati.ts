import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaPossibiliDuplicati } from './domanda.js';
import { type EvidenzaLetta, campiFavorevoli, origineOf } from './evidenza-mostrata.js';
import type { RispostaPossibiliDuplicati } from './risposta.js';

interface RigaDubbio {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly aperto_il: Date;
  readonly punteggio: number | null;
  readonly evidenza: Buffer;
  readonly record: number;
  readonly enti: number;
}

/** The page first, then how much hangs on each of its pairs: that is counted for the few that are shown. */
const PAGINA = `SELECT v.*, i.record, i.enti FROM dubbi_affidati($1, $2) v CROSS JOIN LATERAL impatto_riesame(v.a, v.b) i ORDER BY v.id`;

/** A steward of few goes past the pairs of all others: measured 33 µs each on a busy machine. */
const LONGEST_MS = 20_000;

/** Reads the pairs that wait for the caller as steward, masked: neither who they are nor anything by which it could be told. */
@Injectable()
export class LeggiPossibiliDuplicati {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly riservati: DatiRiservati,
  ) {}

  /** Oldest first. A pair of which one person is protected, or not entrusted to the caller, is not there and not counted. */
  async page(caller: Caller, { cursor, limit }: DomandaPossibiliDuplicati): Promise<RispostaPossibiliDuplicati> {
    const scope = this.visibilita.scopeOf(this.visibilita.richiedenteOf(caller));
    const read = { readOnly: true, limitMs: LONGEST_MS } as const;
    const params = [cursor ?? null, limit + 1];
    const rows = await this.database.transaction('api', scope, (tx) => tx.query<RigaDubbio>(PAGINA, params), read);
    const items = rows.slice(0, limit).map(({ id, a, b, aperto_il, punteggio, evidenza, record, enti }) => {
      const letta = this.riservati.openEvidenza([a, b], evidenza) as EvidenzaLetta;
      return { id, aperto_il, origine: origineOf(punteggio), campi: campiFavorevoli(letta), record, enti };
    });
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }
}
