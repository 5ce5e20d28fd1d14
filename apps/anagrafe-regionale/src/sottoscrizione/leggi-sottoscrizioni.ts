import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx, legalDayOf } from '#libs/persistence';
import { groupBy } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { RegoleNotifiche, fineFinestra } from '../notifica/finestra.js';
import type { Finalita } from '../visibilita/finalita.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { identificativoOf } from './identificativo.js';
import { Radici } from './radici.js';
import {
  COLONNE,
  type RigaSottoscrizione,
  type RispostaSottoscrizione,
  type RispostaSottoscrizioni,
  rispostaOf,
} from './risposta.js';

const PAGINA = `SELECT ${COLONNE} FROM sottoscrizione WHERE ente = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;
const UNA = `SELECT ${COLONNE} FROM sottoscrizione WHERE ente = $1 AND id = $2`;
const DA_CONTROLLARE = `INSERT INTO notifica_in_attesa (sottoscrizione, tipo, persona_id, ente, gruppi, riservata, scade_il)
  SELECT v.id, 'controllo', v.persona_id, $3, 0, false, $4 FROM unnest($1::uuid[], $2::uuid[]) AS v (id, persona_id) ON CONFLICT DO NOTHING`;

/** Reads the subscriptions of the caller's ente. */
@Injectable()
export class LeggiSottoscrizioni {
  constructor(
    private readonly database: Database,
    private readonly visibilita: Visibilita,
    private readonly radici: Radici,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async page(caller: Caller, cursor: string | undefined, limit: number): Promise<RispostaSottoscrizioni> {
    const items = await this.#read(caller, PAGINA, [cursor ?? null, limit + 1]);
    return { items: items.slice(0, limit), next_cursor: items.length > limit ? items[limit - 1]!.id : null };
  }

  /** @throws Problem sottoscrizione_sconosciuta, also for one of another ente */
  async one(caller: Caller, id: string): Promise<RispostaSottoscrizione> {
    const [found] = await this.#read(caller, UNA, [identificativoOf(id)]);
    if (found === undefined) throw anagrafeProblem('sottoscrizione_sconosciuta');
    return found;
  }

  async #read(caller: Caller, sql: string, params: readonly unknown[]): Promise<RispostaSottoscrizione[]> {
    const { ente } = caller;
    const righe = await this.database.statement<RigaSottoscrizione>('api', { ente }, sql, [ente, ...params]);
    const oggi = legalDayOf(this.clock.now());
    await this.#check(
      caller,
      righe.filter((riga) => rispostaOf(riga, oggi).stato === 'attiva'),
    );
    return righe.map((riga) => rispostaOf(riga, oggi));
  }

  /**
   * Those whose person the caller no longer sees are examined at the end of the window, as if something had changed. They are not ended
   * here: of a person that is protected since, the answer must stay what it was.
   */
  async #check(caller: Caller, vive: readonly RigaSottoscrizione[]): Promise<void> {
    if (vive.length === 0) return;
    const radici = await this.radici.of(vive.map(({ persona_id }) => persona_id));
    const chi = this.visibilita.richiedenteOf(caller);
    await this.database.transaction('api', this.visibilita.scopeOf(chi), async (tx) => {
      for (const [finalita, righe] of groupBy(vive, (riga) => riga.finalita as Finalita)) {
        const roots = righe.map(({ persona_id }) => radici.get(persona_id)!);
        const visti = await this.visibilita.profiliOf(tx, chi, this.visibilita.domandaOf(finalita), roots);
        const perse = righe.filter((_, at) => !visti.has(roots[at]!));
        if (perse.length > 0) await this.#examine(tx, caller.ente, perse);
      }
    });
  }

  async #examine(tx: Tx, ente: string, perse: readonly RigaSottoscrizione[]): Promise<void> {
    await tx.execute(DA_CONTROLLARE, [
      perse.map(({ id }) => id),
      perse.map(({ persona_id }) => persona_id),
      ente,
      fineFinestra(this.clock.now(), this.regole.finestra),
    ]);
  }
}
