import { setTimeout as pause } from 'node:timers/promises';
import { Clock, Database, uuidv7 } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { EmettiNotifiche } from '../notifica/emetti-notifiche.js';
import { RegoleNotifiche } from '../notifica/finestra.js';
import type { RispostaNotifica } from '../notifica/risposta.js';
import { ChiVede } from '../sottoscrizione/chi-vede.js';
import { AnnotaVariazioni } from '../variazione/annota-variazioni.js';
import { GRUPPI_VARIAZIONE } from '../variazione/gruppi.js';
import { SmistaVariazioni } from '../variazione/smista-variazioni.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { FINESTRA_MS, FeedDiProva } from './feed-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';

/** Kinds of change that each person goes through, once each. */
const GRUPPI = GRUPPI_VARIAZIONE.filter((gruppo) => gruppo !== 'legami');

export interface Misura {
  readonly persone: number;
  readonly scrittori: number;
}

/** What came of it: things noted and committed, and what a reader got, page by page, while they were. */
export interface Racconto {
  readonly annotate: readonly string[];
  readonly lette: readonly RispostaNotifica[];
  readonly dette: readonly string[];
}

/** Many write at once, two processes tell, one ente reads by cursor all the while. */
export class ScrittoriDiProva {
  readonly #persone = new Map<string, string>();

  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** Every kind of change of every person is noted once; every fifth transaction fails instead. */
  async run({ persone, scrittori }: Misura): Promise<Racconto> {
    await this.#follow(persone);
    const cose = [...this.#persone.keys()].flatMap((id) => GRUPPI.map((gruppo) => ({ id, gruppo })));
    const annotate: string[] = [];
    let writing = true;
    const writers = Array.from({ length: scrittori }, async (_, which) => {
      for (const [at, { id, gruppo }] of cose.entries()) {
        if (at % scrittori !== which) continue;
        if (await this.#note(id, gruppo, at % 5 === 4)) annotate.push(`${id} ${gruppo}`);
      }
    });
    const tellers = [
      this.#tell(this.anagrafe.get(Database), () => writing),
      this.#tell(await this.#another(), () => writing),
    ];
    const reader = this.#read(() => writing);
    await Promise.all(writers);
    writing = false;
    await Promise.all(tellers);
    const [lette, last] = await reader;
    await new FeedDiProva(this.anagrafe).endWindow();
    const [rest] = await this.#read(() => false, last);
    const all = [...lette, ...rest];
    const dette = all.flatMap(({ soggetto, gruppi }) => gruppi.map((gruppo) => `${this.#byName(soggetto)} ${gruppo}`));
    return { annotate, lette: all, dette };
  }

  /** Persons of Recanati, which follows them all. */
  async #follow(persone: number): Promise<void> {
    for (let at = 0; at < persone; at += 1) {
      const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
      this.#persone.set(id, String(at).padStart(32, '0'));
    }
    const rows = [
      [...this.#persone.keys()],
      [...this.#persone.values()],
      [...this.#persone.keys()].map(() => uuidv7()),
    ];
    await this.anagrafe.database.admin(
      `WITH nuove AS (
         INSERT INTO anagrafe_regionale.persona (id, cognome, nome, comune_residenza, dubbia, riservato, variata_il)
         SELECT id, 'PROVA', 'PROVA', '${ENTI.recanati.istat}', false, '', now() FROM unnest($1::uuid[]) AS v (id))
       INSERT INTO anagrafe_regionale.sottoscrizione (id, ente, persona_id, oggetto, gruppi, finalita, pratica, soggetto, client_id, dal, fino_al)
       SELECT v.id, '${ENTI.recanati.id}', v.persona, 'persona', 127, 'presa_in_carico', 'P-1', decode(v.nome, 'hex'), 'recanati', now(), '2026-12-31'
       FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS v (persona, nome, id)`,
      rows,
    );
  }

  /** @returns whether it committed */
  async #note(personaId: string, gruppo: (typeof GRUPPI)[number], fails: boolean): Promise<boolean> {
    const annota = this.anagrafe.get(AnnotaVariazioni);
    return this.anagrafe
      .get(Database)
      .transaction('consumer', {}, async (tx) => {
        await annota.note(tx, [{ personaId, gruppi: [gruppo] }]);
        // Ids are given now; commits come in another order.
        await tx.query('SELECT pg_sleep($1)', [Math.random() / 50]);
        if (fails) throw new Error('of a transaction that fails nothing is told');
        return true;
      })
      .catch(() => false);
  }

  async #tell(database: Database, writing: () => boolean): Promise<void> {
    const clock = this.anagrafe.get(Clock);
    const visibilita = this.anagrafe.get(Visibilita);
    const chiVede = new ChiVede(database, this.anagrafe.get(Riferimenti), visibilita, clock);
    const smista = new SmistaVariazioni(database, this.anagrafe.get(RegoleNotifiche), clock);
    const emetti = new EmettiNotifiche(database, chiVede, clock);
    while (writing()) {
      await smista.run();
      await emetti.run();
      this.anagrafe.clock.advance(FINESTRA_MS / 3);
      await pause(1);
    }
  }

  /** Another process of the registry, as far as the database can tell. */
  #another(): Promise<Database> {
    return this.anagrafe.database.open('anagrafe-regionale');
  }

  /** @returns what was read, and the place reached */
  async #read(writing: () => boolean, from = '0'): Promise<[RispostaNotifica[], string]> {
    const feed = new FeedDiProva(this.anagrafe);
    const lette: RispostaNotifica[] = [];
    let cursor = from;
    for (let more = true; more || writing();) {
      const page = await feed.feed('recanati', `?cursor=${cursor}&limit=${1 + Math.floor(Math.random() * 20)}`);
      lette.push(...page.items);
      cursor = page.next_cursor;
      more = page.altre;
    }
    return [lette, cursor];
  }

  #byName(soggetto: string): string {
    return [...this.#persone].find(([, nome]) => nome === soggetto)![0];
  }
}
