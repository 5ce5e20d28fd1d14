import type { Test } from 'supertest';
import { legalDayOf } from '#libs/persistence';
import type { PersonaAnagrafe } from '#libs/tracciati';
import type { RispostaAssenze } from '../fornitura/risposta-assenze.js';
import type { RispostaFornitura, RispostaForniture } from '../fornitura/risposta.js';
import { AnagrafeDiProva } from './anagrafe-di-prova.js';
import { FornitureDiProva, iscritto } from './forniture-di-prova.js';
import { ENTI } from './riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from './righe-di-prova.js';

type Comune = 'recanati' | 'ancona' | 'portoRecanati';

export const FORNITURE = '/rest/anagrafe/v1/forniture';
const GIORNO = 86_400_000;

/** What is believed of persons, or told of them. */
const CREDUTO = ['persona', 'residenza', 'famiglia_componente', 'residenza_contesa', 'variazione', 'outbox', 'accesso'];

/** Whole registries, and whom they leave out. */
export class AssenzeDiProva {
  #nati = 0;

  private constructor(
    readonly anagrafe: AnagrafeDiProva,
    readonly forniture: FornitureDiProva,
  ) {}

  static async start(): Promise<AssenzeDiProva> {
    const anagrafe = await AnagrafeDiProva.start();
    return new AssenzeDiProva(anagrafe, new FornitureDiProva(anagrafe));
  }

  /** Persons known from prestazioni, or from nobody. @param di whose services follow them */
  async persone(count: number, di: readonly Comune[] = []): Promise<Tizio[]> {
    const all = Array.from({ length: count }, () => {
      this.#nati += 1;
      const nato = new Date(Date.UTC(1940, 0, 1) + this.#nati * GIORNO).toISOString().slice(0, 10);
      return tizio({ nato, comune: ENTI.recanati.istat });
    });
    for (const ente of di) await this.anagrafe.accept(all.map((chi) => rigaDi(chi, { ente })));
    return all;
  }

  oggi(): string {
    return legalDayOf(this.anagrafe.clock.now());
  }

  dopo(giorni: number): Promise<void> {
    return this.anagrafe.at(new Date(this.anagrafe.clock.now().getTime() + giorni * GIORNO).toISOString());
  }

  /** A whole registry, read two days after whatever came before. @returns the state of the fornitura */
  async completa(comune: Comune, chi: readonly Tizio[]): Promise<string> {
    await this.dopo(2);
    return this.forniture.deliver({ comune, persone: iscritti(comune, chi), completaAl: this.oggi() });
  }

  /** Newest first. */
  async elenco(client: string): Promise<RispostaFornitura[]> {
    const { body } = await this.anagrafe.ask(client, 'get', FORNITURE).expect(200);
    return (body as RispostaForniture).items;
  }

  async ultima(client: string): Promise<RispostaFornitura> {
    return (await this.elenco(client))[0]!;
  }

  async pagina(client: string, id: string, query = ''): Promise<RispostaAssenze> {
    const path = `${FORNITURE}/${id}/non-piu-dichiarate${query}`;
    return (await this.anagrafe.ask(client, 'get', path).expect(200)).body as RispostaAssenze;
  }

  decide(client: string, id: string, verbo: 'conferme' | 'rifiuti'): Test {
    const decisione = { motivo: 'Verificato con l’ufficio anagrafe' };
    return this.anagrafe.ask(client, 'post', `${FORNITURE}/${id}/${verbo}`).send(decisione);
  }

  /** The rows of all notes: shown or not. */
  note(): Promise<{ ente: string; fornitura: string; palese: boolean }[]> {
    return this.anagrafe.database.admin(
      `SELECT ente, fornitura, palese FROM anagrafe_regionale.non_piu_dichiarata ORDER BY record_id`,
    );
  }

  /** Equal as long as nothing is believed or told that was not before. */
  creduto(): Promise<unknown> {
    const rows = CREDUTO.map((table) =>
      this.anagrafe.database.admin(
        `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM anagrafe_regionale.${table} t`,
      ),
    );
    return Promise.all(rows);
  }
}

export function iscritti(comune: Comune, chi: readonly Tizio[]): PersonaAnagrafe[] {
  return chi.map((one) => iscritto(one, comune));
}

export function matricole({ items }: RispostaAssenze): (string | null)[] {
  return items.map(({ id_anagrafico }) => id_anagrafico);
}

export function codici(chi: readonly Tizio[]): string[] {
  return chi.map(({ codice }) => codice);
}
