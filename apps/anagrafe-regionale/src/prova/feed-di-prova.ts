import { Database } from '#libs/persistence';
import { EmettiNotifiche } from '../notifica/emetti-notifiche.js';
import type { RispostaVariazioni } from '../notifica/risposta.js';
import type { RispostaSottoscrizione } from '../sottoscrizione/risposta.js';
import { AnnotaVariazioni, type VariazionePersona } from '../variazione/annota-variazioni.js';
import { SmistaVariazioni } from '../variazione/smista-variazioni.js';
import type { AnagrafeDiProva } from './anagrafe-di-prova.js';
import type { NomeEnte } from './riferimenti-di-prova.js';
import { type Tizio, rigaDi } from './righe-di-prova.js';

/** Until when, unless told: within the year from the day on which the registry of the tests begins. */
const FINO_AL = '2026-12-31';
export const FINESTRA_MS = 300_000;

/** Follows persons and has things happen to them, as enti and the rest of the registry would. */
export class FeedDiProva {
  constructor(private readonly anagrafe: AnagrafeDiProva) {}

  /** A person that the registry knows because of a prestazione. @returns its id */
  async persona(chi: Tizio, ente: NomeEnte = 'recanati'): Promise<string> {
    await this.anagrafe.accept([rigaDi(chi, { ente })]);
    const [row] = await this.anagrafe.database.admin<{ id: string }>(
      'SELECT id FROM anagrafe_regionale.persona WHERE cognome = $1 AND nome = $2 AND unita_in IS NULL',
      [chi.cognome, chi.nome],
    );
    return row!.id;
  }

  ask(client: NomeEnte, persona: string, others: object = {}) {
    const richiesta = { persona, pratica: 'P-1', finalita: 'presa_in_carico', fino_al: FINO_AL, ...others };
    return this.anagrafe.ask(client, 'post', '/rest/anagrafe/v1/sottoscrizioni').send(richiesta);
  }

  async follow(client: NomeEnte, persona: string, others: object = {}): Promise<RispostaSottoscrizione> {
    return (await this.ask(client, persona, others).expect(201)).body as RispostaSottoscrizione;
  }

  async sottoscrizione(client: NomeEnte, id: string): Promise<RispostaSottoscrizione> {
    const answer = await this.anagrafe.ask(client, 'get', `/rest/anagrafe/v1/sottoscrizioni/${id}`).expect(200);
    return answer.body as RispostaSottoscrizione;
  }

  /** Something of persons changes, as far as the feed is told. */
  async note(...variazioni: VariazionePersona[]): Promise<void> {
    await this.anagrafe
      .get(Database)
      .transaction('consumer', {}, (tx) => this.anagrafe.get(AnnotaVariazioni).note(tx, variazioni));
  }

  /** The window ends, and whatever waits is told: also what the process does by itself meanwhile. */
  async endWindow(): Promise<void> {
    await this.smista();
    this.anagrafe.clock.advance(FINESTRA_MS);
    await this.#until(
      () => this.anagrafe.get(EmettiNotifiche).run(),
      'SELECT count(*)::int AS n FROM anagrafe_regionale.notifica_in_attesa WHERE scade_il <= $1',
      [this.anagrafe.clock.now()],
    );
  }

  async smista(): Promise<void> {
    await this.#until(
      () => this.anagrafe.get(SmistaVariazioni).run(),
      'SELECT count(*)::int AS n FROM anagrafe_regionale.variazione',
    );
  }

  async feed(client: NomeEnte, query = ''): Promise<RispostaVariazioni> {
    const answer = await this.anagrafe.ask(client, 'get', `/rest/anagrafe/v1/variazioni${query}`).expect(200);
    return answer.body as RispostaVariazioni;
  }

  /** What an ente was told, short. */
  async told(client: NomeEnte): Promise<string[]> {
    const { items } = await this.feed(client, '?limit=500');
    return items.map(({ numero, tipo, gruppi }) => [numero, tipo, ...gruppi].join(' '));
  }

  async empty(): Promise<void> {
    const feed = [
      'webhook',
      'variazione',
      'sottoscrizione',
      'notifica_in_attesa',
      'canale',
      'notifica',
      'maggiore_eta',
    ];
    const registry = [
      'persona',
      'scheda',
      'persona_codice',
      'record',
      'gruppo',
      'accesso',
      'outbox',
      'famiglia_componente',
    ];
    await this.anagrafe.database.empty([...feed, ...registry].map((table) => `anagrafe_regionale.${table}`));
  }

  async #until(work: () => Promise<unknown>, left: string, params: readonly unknown[] = []): Promise<void> {
    for (;;) {
      await work();
      const [row] = await this.anagrafe.database.admin<{ n: number }>(left, params);
      if (row!.n === 0) return;
    }
  }
}
