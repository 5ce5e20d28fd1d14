import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { DomandaDecisioni } from './domanda.js';
import { Proposte } from './proposte.js';
import type {
  RispostaDecisionePresa,
  RispostaDecisioni,
  RispostaProposta,
  RispostaProposte,
} from './risposta-decisioni.js';

const DECISIONI = `SELECT o.id, o.tipo, o.il AS presa_il, o.ente, o.soggetto, o.motivo, o.rimasta AS persona, o.altra, o.quanti AS record,
    o.annulla, (SELECT n.id FROM operazione_riesame n WHERE n.annulla = o.id) AS annullata_da,
    p.confermata_da, p.confermata_ente AS "confermataEnte"
  FROM operazione_riesame o LEFT JOIN proposta_riesame p ON p.operazione = o.id
  WHERE ($1::uuid IS NULL OR o.id < $1) AND ($3::uuid IS NULL OR o.rimasta = $3 OR o.altra = $3) ORDER BY o.id DESC LIMIT $2`;
const PROPOSTE = `SELECT p.id, p.tipo, p.proposta_il, p.scade_il, p.ente, p.soggetto, p.motivo, p.persona_id AS persona, p.annulla, p.quanti,
    ARRAY(SELECT encode(r, 'hex') FROM unnest(p.record) AS r) AS record
  FROM proposta_riesame p
  WHERE p.operazione IS NULL AND p.scade_il > $4 AND ($1::uuid IS NULL OR p.id < $1)
    AND ($3::uuid IS NULL OR p.persona_id = $3 OR p.altra_id = $3) ORDER BY p.id DESC LIMIT $2`;

type RigaDecisione = RispostaDecisionePresa & { readonly confermataEnte: string | null };
type RigaProposta = Omit<RispostaProposta, 'motivo'> & { readonly motivo: Buffer };

/** Reads what was decided, and what waits to be confirmed, about persons that are the caller's as steward. */
@Injectable()
export class LeggiDecisioni {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly proposte: Proposte,
    private readonly riservati: DatiRiservati,
    private readonly clock: Clock,
  ) {}

  /** Newest first. Of another ente it is told that it decided, not who did; who confirmed is told to its own. */
  async page(caller: Caller, domanda: DomandaDecisioni): Promise<RispostaDecisioni> {
    const rows = await this.#read<RigaDecisione>(caller, DECISIONI, domanda);
    const items = rows.map(({ soggetto, confermata_da: da, confermataEnte, ...row }) => ({
      ...row,
      motivo: this.riservati.openMotivo(row.id, row.motivo),
      soggetto: row.ente === caller.ente ? soggetto : null,
      confermata_da: confermataEnte === caller.ente ? da : null,
    }));
    return pageOf(items, domanda.limit);
  }

  /** Newest first, as long as they may be confirmed. */
  async waiting(caller: Caller, domanda: DomandaDecisioni): Promise<RispostaProposte> {
    const rows = await this.#read<RigaProposta>(caller, PROPOSTE, domanda, [this.clock.now()]);
    const items = rows.map(({ soggetto, motivo, ...row }) => ({
      ...row,
      soggetto: row.ente === caller.ente ? soggetto : null,
      motivo: this.proposte.motivoOf(row.id, motivo),
    }));
    return pageOf(items, domanda.limit);
  }

  #read<T>(
    caller: Caller,
    sql: string,
    { cursor, limit, persona }: DomandaDecisioni,
    rest: readonly unknown[] = [],
  ): Promise<T[]> {
    const scope = this.visibilita.scopeOf(this.visibilita.richiedenteOf(caller));
    return this.database.statement<T>('api', scope, sql, [cursor ?? null, limit + 1, persona ?? null, ...rest]);
  }
}

function pageOf<T extends { readonly id: string }>(rows: readonly T[], limit: number) {
  const items = rows.slice(0, limit);
  return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
}
