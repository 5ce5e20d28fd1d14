import { expect } from '@jest/globals';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { LeggiAccessi } from '../accesso/leggi-accessi.js';
import { CercaPersone } from '../ricerca/cerca-persone.js';
import { ApriPossibileDuplicato } from '../riesame/apri-possibile-duplicato.js';
import { LeggiDecisioni } from '../riesame/leggi-decisioni.js';
import { LeggiPossibiliDuplicati } from '../riesame/leggi-possibili-duplicati.js';
import { CODICI_FINALITA, FINALITA, type Finalita } from '../visibilita/finalita.js';
import { identifica } from '../visibilita/profili.js';
import { profiloOf } from '../visibilita/profilo.js';
import { Visibilita } from '../visibilita/visibilita.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { operatriceDi } from './chiamanti-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { type DubbioCasuale, type MondoCasuale, type PersonaCasuale, sedeOf } from './mondo-casuale.js';
import { popola, togli } from './mondo-popolato.js';

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
  operatriceDi('recanati', 'steward'),
  operatriceDi('regione', 'dpo'),
  operatriceDi('inps', 'inps'),
];

/** When what a world is born with was opened. */
const PRIMA = '2026-03-01T08:00:00Z';

const scopi = ({ ruoli }: Caller): Finalita[] =>
  CODICI_FINALITA.filter((one) =>
    (FINALITA[one].uffici as readonly string[]).some((ruolo) => ruoli.includes(ruolo as never)),
  );

/** One world, asked by one caller, by the API and around it. */
export class ChiunqueSuChiunque {
  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** I5: the API shows what the rules give, the database lets through no other row, and who may not be seen changes no answer. */
  async check(mondo: MondoCasuale, caller: Caller): Promise<void> {
    await popola(this.anagrafe, mondo);
    try {
      await this.#checkPopulated(mondo, caller);
    } finally {
      await togli(this.anagrafe, mondo.persone);
      await this.anagrafe.database.admin('TRUNCATE anagrafe_regionale.apertura_riesame');
    }
  }

  async #checkPopulated(mondo: MondoCasuale, caller: Caller): Promise<void> {
    for (const finalita of scopi(caller)) await this.#checkApi(mondo.persone, caller, finalita);
    await this.#checkRighe(mondo, caller);
    const before = await this.#answers(mondo, caller);
    const known = this.#visti(mondo.persone, caller);
    // Of what is the steward's to decide it knows that it is there.
    for (const { persone } of this.#affidati(mondo, caller)) for (const { id } of persone) known.add(id);
    await togli(
      this.anagrafe,
      mondo.persone.filter(({ id }) => !known.has(id)),
    );
    // What grows with everything that happens to somebody, seen or not, is told to nobody.
    await this.anagrafe.database.admin('UPDATE anagrafe_regionale.persona SET revisione = revisione + 7');
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
  async #checkRighe(mondo: MondoCasuale, caller: Caller): Promise<void> {
    const visti = this.#visti(mondo.persone, caller);
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
    const suoi = this.#suoi(mondo, caller).map(({ id }) => id);
    expect((await rows('SELECT id FROM possibile_duplicato')).toSorted()).toEqual(suoi.toSorted());
    expect((await rows('SELECT id FROM dubbi_affidati(NULL, 100)')).toSorted()).toEqual(suoi.toSorted());
    const affidati = this.#affidati(mondo, caller).map(({ id }) => id);
    for (const table of ['operazione_riesame', 'proposta_riesame'])
      expect((await rows(`SELECT id FROM ${table}`)).toSorted()).toEqual(affidati.toSorted());
    const aperte = await rows('SELECT ente AS id FROM apertura_riesame');
    expect(aperte.filter((ente) => ente !== caller.ente)).toEqual([]);
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
  async #answers({ persone: mondo, dubbi }: MondoCasuale, caller: Caller): Promise<unknown> {
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
    const leggi = this.anagrafe.get(LeggiDecisioni);
    const answers: unknown[] = [await this.#pairs(caller), await leggi.page(caller, { limit: 100 })];
    for (const { id } of dubbi) {
      const domanda = { finalita, motivo: 'Si prova se esiste.' };
      const apri = this.anagrafe.get(ApriPossibileDuplicato).open(caller, id, domanda);
      const aperta = await apri.catch((error: { code: string }) => error.code);
      answers.push(typeof aperta === 'string' ? aperta : [aperta.revisione, aperta.persone]);
    }
    // Whoever has opened somebody sees more: each time it is asked as if nobody had opened but who the world says.
    await this.anagrafe.database.admin('DELETE FROM anagrafe_regionale.apertura_riesame WHERE dal > $1', [PRIMA]);
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

  /** Page by page, with what each says of the next. */
  async #pairs(caller: Caller): Promise<unknown[]> {
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.anagrafe
        .get(LeggiPossibiliDuplicati)
        .page(caller, { limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return pages;
  }

  /** The pairs that wait for a steward. */
  #suoi(mondo: MondoCasuale, caller: Caller): DubbioCasuale[] {
    return this.#affidati(mondo, caller).filter(({ aperto, persone }) => aperto && persone.length === 2);
  }

  /** What is about persons of a steward alone, in the words of the act that named it. */
  #affidati({ dubbi }: MondoCasuale, caller: Caller): DubbioCasuale[] {
    if (!caller.ruoli.includes('steward')) return [];
    const [comuni, enti] =
      caller.ente === ENTI.regione.id
        ? [[ENTI.ancona.istat], [ENTI.ancona.id]]
        : [
            [ENTI.recanati.istat, ENTI.loreto.istat],
            [ENTI.recanati.id, ENTI.loreto.id],
          ];
    const isAffidata = (lei: PersonaCasuale): boolean => {
      const sede = sedeOf(lei);
      const told = sede.enti.some((ente) => (enti as readonly string[]).includes(ente));
      return !sede.nascosta && (told || (comuni as readonly (string | null)[]).includes(sede.comune));
    };
    return dubbi.filter(({ persone }) => persone.every(isAffidata));
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
