import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type Caller, KeyRing } from '#libs/security';
import { GuardaPersona } from '../identita/guarda-persona.js';
import type { DomandaElencoUrgenti, EsitoEsame } from './domanda.js';
import { LimitiUrgenza } from './limiti-urgenza.js';
import { postoDelMotivo, postoDellEsame } from './posti.js';
import type { RispostaAvvisi, RispostaAvviso } from './risposta.js';

interface RigaAvviso {
  readonly id: string;
  readonly ente: string;
  readonly persona: string | null;
  readonly protezione: string | null;
  readonly dal: Date;
  readonly al: Date;
  readonly motivo: Buffer;
  readonly esito: EsitoEsame | null;
  readonly motivoEsame: Buffer | null;
  readonly esaminatoIl: Date | null;
}

/** What was not opened is told to who protects the person, and to who asked. */
const PAGINA = `SELECT a.id, a.ente, a.persona_id AS persona, a.protezione_id AS protezione, a.dal, a.al, a.motivo, e.esito, e.motivo AS "motivoEsame",
    e.esaminato_il AS "esaminatoIl"
  FROM accesso_urgente a LEFT JOIN accesso_urgente_esame e ON e.accesso_id = a.id
  WHERE $1::uuid IS NULL OR a.id < $1 ORDER BY a.id DESC LIMIT $2`;

/** Codes that lead nobody any more too: whoever tries one is after an identity of before. */
const PROTETTI = `SELECT set_config('snodo.codici_protetti', coalesce((SELECT string_agg(DISTINCT encode(v.indice, 'hex'), ',') FROM (
    SELECT c.indice FROM protezione r JOIN persona_codice c
      ON c.persona_id = coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = r.persona_id), r.persona_id)
    WHERE r.al IS NULL AND r.ente = ANY ($1)
    UNION SELECT k.indice FROM codice_precluso k WHERE k.ente = ANY ($1)) v), ''), true)`;

/** Reads the urgent accesses that concern the caller's ente: its own, those to its residents, those tried on whom it protects. */
@Injectable()
export class LeggiAccessiUrgenti {
  constructor(
    private readonly database: Database,
    private readonly guarda: GuardaPersona,
    private readonly riferimenti: Riferimenti,
    private readonly limiti: LimitiUrgenza,
    private readonly keyRing: KeyRing,
  ) {}

  /** Newest first. */
  async page(caller: Caller, { cursor, limit }: DomandaElencoUrgenti): Promise<RispostaAvvisi> {
    const rows = await this.under(caller, (tx) => tx.query<RigaAvviso>(PAGINA, [cursor ?? null, limit + 1]));
    const items = rows.slice(0, limit).map((riga) => this.#answerOf(riga));
    return { items, next_cursor: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** Work in which row-level security shows the accesses that concern the caller's ente. A privacy officer reads as its ente does. */
  under<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { ente, subject } = caller;
    const chi = this.guarda.richiedenteOf({ ente, subject, ruoli: ['titolare'] });
    const scope = { ...this.guarda.scopeOf(chi), comuni_propri: chi.comuniPropri.join() };
    return this.database.transaction('api', scope, async (tx) => {
      await tx.query(PROTETTI, [chi.entiPropri]);
      return work(tx);
    });
  }

  #answerOf(riga: RigaAvviso): RispostaAvviso {
    const { id, ente, persona, protezione, dal, al, motivo, esito, motivoEsame, esaminatoIl } = riga;
    return {
      id,
      ente: { id: ente, denominazione: this.riferimenti.ente(ente)?.denominazione ?? null },
      persona,
      protezione,
      concesso: persona !== null,
      dal,
      al,
      motivo: this.#open(postoDelMotivo(id), motivo),
      esame_entro: this.limiti.endOf(dal).esameEntro,
      esame:
        esito === null
          ? null
          : { esito, motivo: this.#open(postoDellEsame(id), motivoEsame!), esaminato_il: esaminatoIl! },
    };
  }

  #open(place: string, sealed: Buffer): string {
    return this.keyRing.decrypt(sealed, place).toString();
  }
}
