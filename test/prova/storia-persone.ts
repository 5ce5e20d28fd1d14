import { eventually } from '#libs/testing';
import type { Tizio } from '../../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './installazione.js';
import { ENTI, type NomeComune, type NomeEnte } from './marche-piccole.js';
import { type Esito, RegionePiccola } from './regione-piccola.js';
import type { Voce } from '#libs/riferimenti';
import type { PersonaScritta } from './persone-scritte.js';
import { jsonDi, rigaPiana } from './tabelle.js';

/** The machine is shared with other suites. */
const PAZIENZA = { timeout: 90_000, interval: 100 };
/** As it is set unless a region says otherwise. */
const FINESTRA_MS = 300_000;
const QUIETE_MS = 31_000;
const ANAGRAFE = '/rest/anagrafe/v1';

/** What happens to persons, as the enti of the demo region do it and see it: by their own routes, from the delivery to the reading. */
export class StoriaPersone {
  #domande = 0;

  private constructor(readonly regione: RegionePiccola) {}

  /** @param voci known of the region beside the usual ones; @param settings other than the usual ones */
  static async start(
    instant: string,
    voci: readonly Voce[] = [],
    settings: NodeJS.ProcessEnv = {},
  ): Promise<StoriaPersone> {
    return new StoriaPersone(await RegionePiccola.start(instant, voci, settings));
  }

  drop(): Promise<void> {
    return this.regione.drop();
  }

  /** Another day: stories last weeks, for which the partitions are there from the beginning. */
  on(instant: string): void {
    this.regione.clock.set(instant);
  }

  /** A document, once its ente is told how it ended. @returns the id of the invio and its righe by state */
  async deliver(
    ente: NomeEnte,
    tracciato: string,
    document: string | Uint8Array,
  ): Promise<{ id: string; stati: Record<string, number> }> {
    const path = `/rest/invii/v1/invii?tracciato=${tracciato}&ente=${ENTI[ente].codice}`;
    const { id } = await this.regione.ask(ente, 'POST', path, document);
    const { righe_per_stato: stati } = await eventually(async () => {
      const invio = await this.regione.ask(ente, 'GET', `/rest/esiti/v1/invii/${id}`);
      return invio.concluso_il === null ? false : invio;
    }, PAZIENZA);
    return { id, stati };
  }

  /** A comune delivers its registry. @returns the fornitura, once nothing happens to it by itself any more */
  async registry(comune: NomeComune, persone: readonly PersonaScritta[]): Promise<Json> {
    const { id } = await this.deliver(comune, 'ANAGRAFE', JSON.stringify({ righe: persone }));
    return this.fornitura(comune, id, ['applicata', 'sospesa', 'rifiutata']);
  }

  fornitura(comune: NomeComune, invio: string, stati: readonly string[]): Promise<Json> {
    return eventually(async () => {
      const { items } = await this.regione.ask(comune, 'GET', `${ANAGRAFE}/forniture?limit=200`);
      const found = items.find((one: Json) => one.invio === invio && one.verso === 'consegna');
      return stati.includes(found?.stato) ? found : false;
    }, PAZIENZA);
  }

  /** The registry has heard all of a cancellation: nobody says how many righe it has, so that it waits until no more come. */
  cancelled(comune: NomeComune, invio: string): Promise<Json> {
    return eventually(async () => {
      const { items } = await this.regione.ask(comune, 'GET', `${ANAGRAFE}/forniture?limit=200`);
      const found = items.find((one: Json) => one.invio === invio && one.verso === 'annullamento');
      if (found?.stato === 'applicata') return found;
      this.regione.clock.advance(found === undefined ? 0 : QUIETE_MS);
      return false;
    }, PAZIENZA);
  }

  /** An ente gives somebody a prestazione. @returns the invio, once the registry has heard of it */
  async serve(ente: NomeEnte, chi: Tizio, campi: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
    this.#domande += 1;
    const riga = rigaPiana({
      codice_fiscale: chi.codice,
      cognome: chi.cognome,
      nome: chi.nome,
      anno_nascita: chi.annoNascita,
      genere: chi.sesso === 'M' ? '1' : '2',
      codice_comune: chi.comune,
      protocollo_domanda: `storia-${this.#domande}`,
      ...campi,
    });
    const { id } = await this.deliver(ente, 'PS_PSA_SINA', jsonDi([riga]));
    await this.linked(ente, id);
    return id;
  }

  /** Until the registry has said whose each riga of an invio is. */
  async linked(ente: NomeEnte, invio: string): Promise<void> {
    const { items } = await this.regione.ask(ente, 'GET', `/rest/esiti/v1/invii/${invio}/righe?limit=500`);
    for (const { id } of items) {
      await eventually(async () => {
        const { passi } = await this.regione.ask(ente, 'GET', `/rest/esiti/v1/righe/${id}`);
        return passi.some(({ passo }: Json) => passo === 'collegata');
      }, PAZIENZA);
    }
  }

  /** A question put to the registry. */
  ask(chi: string, path: string, body?: object): Promise<Esito> {
    const domanda = { finalita: 'presa_in_carico', ...body };
    return this.regione.call(chi, 'POST', `${ANAGRAFE}${path}`, domanda);
  }

  /** A thing that is written in the registry. @throws unless it is taken */
  write(chi: string, path: string, body: object): Promise<Json> {
    return this.regione.ask(chi, 'POST', `${ANAGRAFE}${path}`, body);
  }

  /** Who is found. */
  async find(chi: string, domanda: object): Promise<Json[]> {
    const { status, body } = await this.ask(chi, '/persone/ricerche', domanda);
    if (status !== 200) throw new Error(`${chi}: ${status} ${JSON.stringify(body)}`);
    return body.items;
  }

  byCode(chi: string, { codice }: Tizio): Promise<Json[]> {
    return this.find(chi, { codice_fiscale: codice });
  }

  /** The one person of this code, as the ente sees it. @throws unless there is one */
  async known(chi: string, tizio: Tizio): Promise<Json> {
    const found = await this.byCode(chi, tizio);
    if (found.length !== 1) throw new Error(`${chi} finds ${found.length} of ${tizio.cognome} ${tizio.nome}`);
    return found[0];
  }

  async takeCharge(chi: string, persona: string, riferimento: string): Promise<string> {
    return (await this.write(chi, '/prese-in-carico', { persona, riferimento })).id;
  }

  /** @returns the subscription; who subscribes is also told what changed just before and is not yet handed on, which no story is about */
  async follow(chi: string, persona: string, others: object = {}): Promise<Json> {
    await this.#none('variazione', 'true');
    const fino_al = '2027-11-30';
    const richiesta = { persona, pratica: 'P-1', finalita: 'presa_in_carico', fino_al, ...others };
    return this.write(chi, '/sottoscrizioni', richiesta);
  }

  /** The window ends: whoever is to be told has been told. */
  async endWindow(): Promise<void> {
    await this.#none('variazione', 'true');
    this.regione.clock.advance(FINESTRA_MS);
    await this.#none('notifica_in_attesa', 'scade_il <= $1', [this.regione.clock.now()]);
  }

  /** Everything an ente was told, in short: what, and of whom by the name it was given for this ente. */
  async told(chi: string): Promise<Notizia[]> {
    const { items } = await this.regione.ask(chi, 'GET', `${ANAGRAFE}/variazioni?limit=500`);
    return items.map(({ tipo, soggetto, gruppi, decorrenza }: Json) => ({ tipo, soggetto, gruppi, decorrenza }));
  }

  async #none(table: string, where: string, params: readonly unknown[] = []): Promise<void> {
    const sql = `SELECT count(*)::int AS n FROM anagrafe_regionale.${table} WHERE ${where}`;
    await eventually(async () => {
      const [row] = await this.regione.database.admin<{ n: number }>(sql, [...params]);
      return row!.n === 0;
    }, PAZIENZA);
  }
}

/** What an ente is told of a change, without values. */
interface Notizia {
  readonly tipo: string;
  readonly soggetto: string;
  readonly gruppi: readonly string[];
  readonly decorrenza: string | null;
}
