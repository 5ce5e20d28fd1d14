import { expect } from '@jest/globals';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { LeggiAccessi } from '../accesso/leggi-accessi.js';
import { CercaPersone } from '../ricerca/cerca-persone.js';
import { CODICI_FINALITA, FINALITA, type Finalita } from '../visibilita/finalita.js';
import { identifica } from '../visibilita/profili.js';
import { profiloOf } from '../visibilita/profilo.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { operatriceDi } from './chiamanti-di-prova.js';
import { type PersonaCasuale, popola, togli } from './mondo-casuale.js';

/** Every kind of office, also those that may see nobody. */
export const CHIAMANTI: readonly Caller[] = [
  operatriceDi('recanati'),
  operatriceDi('loreto'),
  operatriceDi('ancona'),
  operatriceDi('ancona', 'capofila'),
  operatriceDi('capofila', 'capofila'),
  operatriceDi('gestore'),
  operatriceDi('gestore', 'sanitaria'),
  operatriceDi('gestore', 'gestore'),
  operatriceDi('regione', 'regione'),
  operatriceDi('regione', 'steward'),
  operatriceDi('regione', 'dpo'),
  operatriceDi('inps', 'inps'),
];

const scopi = ({ ruoli }: Caller): Finalita[] =>
  CODICI_FINALITA.filter((one) =>
    (FINALITA[one].uffici as readonly string[]).some((ruolo) => ruoli.includes(ruolo as never)),
  );

/** One world, asked by one caller, by the API and around it. */
export class ChiunqueSuChiunque {
  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** I5: the API shows what the rules give, the database lets through no other row, and who may not be seen changes no answer. */
  async check(mondo: readonly PersonaCasuale[], caller: Caller): Promise<void> {
    await popola(this.anagrafe, mondo);
    try {
      await this.#checkPopulated(mondo, caller);
    } finally {
      await togli(this.anagrafe, mondo);
    }
  }

  async #checkPopulated(mondo: readonly PersonaCasuale[], caller: Caller): Promise<void> {
    for (const finalita of scopi(caller)) await this.#checkApi(mondo, caller, finalita);
    await this.#checkRighe(mondo, caller);
    const before = await this.#answers(mondo, caller);
    const visti = this.#visti(mondo, caller);
    await togli(
      this.anagrafe,
      mondo.filter(({ id }) => !visti.has(id)),
    );
    expect(await this.#answers(mondo, caller)).toEqual(before);
  }

  async #checkApi(mondo: readonly PersonaCasuale[], caller: Caller, finalita: Finalita): Promise<void> {
    for (const codice of new Set(mondo.map((lei) => lei.codice))) {
      const omonimi = mondo.filter((lei) => lei.codice === codice);
      const attese = omonimi.flatMap((lei) => {
        const visibile = this.#rule(caller, lei, finalita);
        return visibile === undefined ? [] : [[lei.id, visibile.profilo]];
      });
      const { items } = await this.anagrafe.get(CercaPersone).search(caller, { codice_fiscale: codice, finalita });
      expect(new Map(items.map(({ id, profilo }) => [id, profilo]))).toEqual(new Map(attese as [string, string][]));
      for (const { dubbia } of items) expect(dubbia).toBe(items.length > 1);
    }
  }

  /** Without the API: every table that speaks of persons, as its role and under its scope. */
  async #checkRighe(mondo: readonly PersonaCasuale[], caller: Caller): Promise<void> {
    const visti = this.#visti(mondo, caller);
    const chi = this.anagrafe.get(Visibilita).richiedenteOf(caller);
    const rows = async (sql: string): Promise<string[]> => {
      const scope = this.anagrafe.get(Visibilita).scopeOf(chi);
      const found = await this.anagrafe.get(Database).statement<{ id: string }>('api', scope, sql);
      return found.map(({ id }) => id);
    };
    expect(new Set(await rows('SELECT id FROM persona'))).toEqual(visti);
    for (const table of ['persona_codice', 'residenza']) {
      const ids = new Set(await rows(`SELECT persona_id AS id FROM ${table}`));
      expect([table, [...ids].filter((id) => !visti.has(id))]).toEqual([table, []]);
    }
    const enti = new Set([...chi.entiPropri, ...chi.entiGuidati]);
    for (const [table, column] of [
      ['scheda', 'ente_erogatore'],
      ['protezione', 'ente'],
    ]) {
      const found = await rows(`SELECT ${column} AS id FROM ${table}`);
      expect([table, found.filter((ente) => !enti.has(ente))]).toEqual([table, []]);
    }
  }

  /** Everything that is answered, with ids: nobody that stays gets another. */
  async #answers(mondo: readonly PersonaCasuale[], caller: Caller): Promise<unknown> {
    const [finalita] = scopi(caller);
    if (finalita === undefined) return [];
    const cerca = async (campi: object): Promise<unknown> =>
      this.anagrafe
        .get(CercaPersone)
        .search(caller, { ...campi, finalita })
        .then(
          ({ items }) => items.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
          (error: { code: string }) => error.code,
        );
    const answers: unknown[] = [];
    for (const codice of new Set(mondo.map((lei) => lei.codice))) answers.push(await cerca({ codice_fiscale: codice }));
    for (const data_nascita of new Set(mondo.map((lei) => lei.nato))) {
      answers.push(await cerca({ cognome: 'ROSSI', data_nascita }), await cerca({ cognome: 'ROS*', data_nascita }));
    }
    for (const comune_residenza of new Set(mondo.flatMap(({ legami: { comune } }) => comune ?? []))) {
      answers.push(await cerca({ cognome: 'ROSSI', anno_nascita: 1966, comune_residenza }));
    }
    await this.anagrafe.database.admin(`DELETE FROM anagrafe_regionale.accesso`);
    await cerca({ codice_fiscale: mondo[0]!.codice });
    const { items, next_cursor } = await this.anagrafe.get(LeggiAccessi).page(caller, undefined, 1000);
    return [...answers, items.map(({ verbo, profilo, finalita: scopo }) => ({ verbo, profilo, scopo })), next_cursor];
  }

  #visti(mondo: readonly PersonaCasuale[], caller: Caller): Set<string> {
    const visto = (lei: PersonaCasuale): boolean =>
      scopi(caller).some((finalita) => this.#rule(caller, lei, finalita) !== undefined);
    return new Set(mondo.filter(visto).map(({ id }) => id));
  }

  /** What the table of rules gives, of ties as the world was made: not as the database was asked for them. */
  #rule(caller: Caller, { legami }: PersonaCasuale, finalita: Finalita) {
    const visibilita = this.anagrafe.get(Visibilita);
    const found = profiloOf(visibilita.richiedenteOf(caller), legami, visibilita.domandaOf(finalita));
    return found !== undefined && identifica(found.profilo) ? found : undefined;
  }
}
