import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Clock, Database, DatabaseUnavailable, type Sql, type Tx, legalDayOf } from '#libs/persistence';
import { groupBy } from '#libs/riferimenti';
import { ChiVede } from '../sottoscrizione/chi-vede.js';
import type { MotivoFine, Oggetto } from '../sottoscrizione/sottoscrizione.js';
import type { Finalita } from '../visibilita/finalita.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { type Attesa, type DaDire, type Fatti, esamina } from './esame.js';

/** Rows of one transaction: each is a person to be judged under row-level security, and a transaction that is too long is so at every try. */
const ESAMINATE = 200;

interface RigaAttesa extends Attesa {
  readonly sottoscrizione: string;
  /** As stored: `persona` is its root of now. */
  readonly persona_id: string;
  readonly causa_id: string | null;
  readonly oggetto: Oggetto;
  readonly radice: string;
  readonly voluti: number;
  readonly finalita: Finalita;
  readonly fino_al: string;
  readonly soggetto: Buffer;
  readonly cessata: boolean;
}

type NotificaNuova = DaDire & Pick<RigaAttesa, 'sottoscrizione' | 'soggetto'>;

/** What became of the rows of one transaction. */
interface Verdetti {
  readonly notifiche: NotificaNuova[];
  readonly fini: { readonly sottoscrizione: string; readonly motivo: MotivoFine }[];
}

const SCADUTE: Sql = {
  name: 'snodo_anagrafe_canali_scaduti',
  text: `SELECT DISTINCT ente FROM notifica_in_attesa WHERE scade_il <= $1 ORDER BY ente`,
};
const CANALE: Sql = {
  name: 'snodo_anagrafe_canale',
  text: `SELECT ultimo FROM canale WHERE ente = $1 FOR UPDATE SKIP LOCKED`,
};
/** In the order of their names, which says nothing of what happened first. Rows that a fan-out is adding to wait for the next time. */
const ATTESE: Sql = {
  name: 'snodo_anagrafe_attese',
  text: `SELECT a.sottoscrizione, a.tipo, a.persona_id, coalesce(p.radice, a.persona_id) AS persona, a.altra,
      coalesce(o.radice, a.altra) AS "altraRadice", a.causa AS causa_id, coalesce(c.radice, a.causa) AS causa, a.gruppi, a.decorrenza,
      a.riservata, s.oggetto, coalesce(r.radice, s.persona_id) AS radice, s.gruppi AS voluti, s.finalita, s.fino_al, s.soggetto,
      s.cessata_il IS NOT NULL AS cessata
    FROM notifica_in_attesa a JOIN sottoscrizione s ON s.id = a.sottoscrizione
    LEFT JOIN radice_persona p ON p.persona_id = a.persona_id LEFT JOIN radice_persona c ON c.persona_id = a.causa
    LEFT JOIN radice_persona r ON r.persona_id = s.persona_id LEFT JOIN radice_persona o ON o.persona_id = a.altra
    WHERE a.ente = $1 AND a.scade_il <= $2 ORDER BY a.scade_il, s.soggetto, s.id LIMIT ${ESAMINATE} FOR UPDATE OF a SKIP LOCKED`,
};
/** Who is protected is so also while no source tells of it. */
const PERSONE = `SELECT v.id, coalesce(p.vita = 'deceduta', false) AS deceduta,
    coalesce(p.protetta, EXISTS (SELECT FROM protezione r WHERE r.al IS NULL AND r.persona_id = v.id)) AS protetta
  FROM unnest($1::uuid[]) AS v (id) LEFT JOIN persona p ON p.id = v.id`;
const SEGUITE = `SELECT persona_id AS id, soggetto FROM sottoscrizione
  WHERE ente = $1 AND oggetto = 'persona' AND cessata_il IS NULL AND persona_id = ANY ($2::uuid[])`;
const DETTE = `DELETE FROM notifica_in_attesa a
  USING unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[]) AS v (sottoscrizione, tipo, persona_id, altra, causa)
  WHERE a.sottoscrizione = v.sottoscrizione AND a.tipo = v.tipo AND a.persona_id = v.persona_id
    AND a.altra IS NOT DISTINCT FROM v.altra AND a.causa IS NOT DISTINCT FROM v.causa`;
const NUMERA = `WITH nuove AS (
    INSERT INTO notifica (ente, numero, sottoscrizione, soggetto, altro_soggetto, tipo, gruppi, decorrenza, emessa_il)
    SELECT $1, $2::bigint + v.at, v.sottoscrizione, v.soggetto, v.altro, v.tipo, v.gruppi, v.decorrenza, $9
    FROM unnest($3::uuid[], $4::bytea[], $5::bytea[], $6::text[], $7::smallint[], $8::date[]) WITH ORDINALITY
      AS v (sottoscrizione, soggetto, altro, tipo, gruppi, decorrenza, at)
    RETURNING 1
  ) UPDATE canale SET ultimo = $2::bigint + (SELECT count(*) FROM nuove) WHERE ente = $1`;
const FINI = `UPDATE sottoscrizione s SET cessata_il = $3, motivo = v.motivo
  FROM unnest($1::uuid[], $2::text[]) AS v (id, motivo) WHERE s.id = v.id AND s.cessata_il IS NULL`;

const EMESSE = metrics.counter('snodo_anagrafe_notifiche_total', 'Notifiche told to subscribers, by kind', ['tipo']);

/** Tells each ente, when a window has ended, what waits for it and it may still know. */
@Injectable()
export class EmettiNotifiche {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'EmettiNotifiche' });

  constructor(
    private readonly database: Database,
    private readonly chiVede: ChiVede,
    private readonly clock: Clock,
  ) {}

  /** By any number of processes at once: each ente has one writer at a time. One that fails does not hold up the others. @returns rows examined */
  async run(): Promise<number> {
    const enti = await this.database.statement<{ ente: string }>('consumer', {}, SCADUTE, [this.clock.now()]);
    let total = 0;
    for (const { ente } of enti) {
      const chi = this.chiVede.richiedente(ente);
      // What waits is kept and joined: an ente whose client is renewed tomorrow has lost nothing.
      if (chi === undefined) continue;
      total += await this.#emitAll(chi).catch((error: unknown) => {
        if (error instanceof DatabaseUnavailable) throw error;
        this.#logger.error('an ente could not be told what waits for it', { ente, error });
        return 0;
      });
    }
    return total;
  }

  async #emitAll(chi: Richiedente): Promise<number> {
    let total = 0;
    for (let seen = ESAMINATE; seen === ESAMINATE; total += seen) seen = await this.#emit(chi);
    return total;
  }

  async #emit(chi: Richiedente): Promise<number> {
    const adesso = this.clock.now();
    return this.database.transaction('consumer', {}, async (tx) => {
      await tx.execute('INSERT INTO canale (ente) VALUES ($1) ON CONFLICT DO NOTHING', [chi.ente]);
      const [canale] = await tx.query<{ ultimo: number }>(CANALE, [chi.ente]);
      if (canale === undefined) return 0;
      const attese = await tx.query<RigaAttesa>(ATTESE, [chi.ente, adesso]);
      if (attese.length === 0) return 0;
      const verdetti = await this.#judge(tx, chi, attese, legalDayOf(adesso));
      await this.#store(tx, chi.ente, canale.ultimo, verdetti, adesso);
      await tx.execute(DETTE, keysOf(attese));
      tx.afterCommit(() => {
        for (const { tipo } of verdetti.notifiche) EMESSE.inc({ tipo });
      });
      return attese.length;
    });
  }

  /** Those of one purpose together: what an ente is shown depends on why it asks. */
  async #judge(tx: Tx, chi: Richiedente, attese: readonly RigaAttesa[], oggi: string): Promise<Verdetti> {
    const verdetti: Verdetti = { notifiche: [], fini: [] };
    for (const [finalita, insieme] of groupBy(attese, (attesa) => attesa.finalita)) {
      const roots = [...new Set(insieme.flatMap(rootsOf))];
      const visti = await this.chiVede.visti(chi, finalita, roots);
      const fatti = await this.#fattiOf(tx, chi.ente, insieme, roots, visti, oggi);
      for (const [sottoscrizione, sue] of groupBy(insieme, (attesa) => attesa.sottoscrizione)) {
        const [{ radice, oggetto, voluti, fino_al, soggetto, cessata }] = sue as [RigaAttesa];
        if (cessata) continue;
        const { notifiche, fine } = esamina({ persona: radice, oggetto, gruppi: voluti, fino_al }, sue, fatti);
        verdetti.notifiche.push(...notifiche.map((notifica) => Object.assign({ sottoscrizione, soggetto }, notifica)));
        if (fine !== undefined) verdetti.fini.push({ sottoscrizione, motivo: fine });
      }
    }
    return verdetti;
  }

  async #fattiOf(
    tx: Tx,
    ente: string,
    attese: readonly RigaAttesa[],
    roots: readonly string[],
    visti: ReadonlyMap<string, Visibile>,
    oggi: string,
  ): Promise<Fatti> {
    const altre = attese.flatMap(({ altra }) => altra ?? []);
    const persone = await tx.query<{ id: string; protetta: boolean; deceduta: boolean }>(PERSONE, [roots]);
    const seguite = await tx.query<{ id: string; soggetto: Buffer }>(SEGUITE, [ente, altre]);
    return {
      oggi,
      visti,
      protette: new Set(persone.flatMap(({ id, protetta }) => (protetta ? id : []))),
      decedute: new Set(persone.flatMap(({ id, deceduta }) => (deceduta ? id : []))),
      soggetti: new Map(seguite.map(({ id, soggetto }) => [id, soggetto])),
    };
  }

  async #store(tx: Tx, ente: string, ultimo: number, { notifiche, fini }: Verdetti, adesso: Date): Promise<void> {
    if (notifiche.length > 0) {
      await tx.execute(NUMERA, [
        ente,
        ultimo,
        notifiche.map(({ sottoscrizione }) => sottoscrizione),
        notifiche.map(({ soggetto }) => soggetto),
        notifiche.map(({ altroSoggetto }) => altroSoggetto),
        notifiche.map(({ tipo }) => tipo),
        notifiche.map(({ gruppi }) => gruppi),
        notifiche.map(({ decorrenza }) => decorrenza),
        adesso,
      ]);
    }
    if (fini.length === 0) return;
    const [ids, motivi] = [fini.map(({ sottoscrizione }) => sottoscrizione), fini.map(({ motivo }) => motivo)];
    await tx.execute(FINI, [ids, motivi, adesso]);
  }
}

/** All that have to be seen, or must not be protected, for one row to be told. */
function rootsOf({ persona, radice, causa, altraRadice }: RigaAttesa): string[] {
  return [persona, radice, causa ?? persona, altraRadice ?? persona];
}

function keysOf(attese: readonly RigaAttesa[]): unknown[] {
  return [
    attese.map(({ sottoscrizione }) => sottoscrizione),
    attese.map(({ tipo }) => tipo),
    attese.map(({ persona_id }) => persona_id),
    attese.map(({ altra }) => altra),
    attese.map(({ causa_id }) => causa_id),
  ];
}
