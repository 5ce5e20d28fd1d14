import type { AnagrafeDiProva } from './anagrafe-di-prova.js';

const V1 = '/rest/anagrafe/v1';
export const MOTIVO_RIESAME = 'Verificato con i due uffici, verbale 12.';

export interface Decisa {
  readonly stato: string;
  readonly decisione: string | null;
  readonly proposta: string | null;
  readonly persone: readonly string[];
}
interface Aperta {
  readonly revisione: string;
  readonly record: readonly Readonly<Record<string, unknown>>[];
}
type Riga = Readonly<Record<string, unknown>>;

/** Stewards at work over HTTP, each request a millisecond after the one before. */
export class StewardDiProva {
  /** @param usual the client that asks where no other is named */
  constructor(
    private readonly anagrafe: AnagrafeDiProva,
    private readonly usual: string,
  ) {}

  post(path: string, body: object, client = this.usual) {
    this.anagrafe.clock.advance(1);
    return this.anagrafe.ask(client, 'post', `${V1}/${path}`).send(body);
  }

  async get(path: string, client = this.usual): Promise<readonly Riga[]> {
    const { body } = await this.anagrafe.ask(client, 'get', `${V1}/${path}`).expect(200);
    return (body as { items: readonly Riga[] }).items;
  }

  /** A decision that is taken, or waits for another. */
  async decide(path: string, body: object, client = this.usual): Promise<Decisa> {
    const answer = await this.post(path, { motivo: MOTIVO_RIESAME, ...body }, client).expect(201);
    return answer.body as Decisa;
  }

  async open(path: string, client = this.usual): Promise<Aperta> {
    const domanda = { finalita: 'riesame_duplicati', motivo: MOTIVO_RIESAME };
    return (await this.post(path, domanda, client).expect(201)).body as Aperta;
  }

  /** The oldest pair of the queue. */
  async openFirst(client = this.usual) {
    const id = await this.first();
    return { id, ...(await this.open(`possibili-duplicati/${id}/aperture`, client)) };
  }

  async first(): Promise<string> {
    return (await this.get('possibili-duplicati'))[0]!['id'] as string;
  }

  async settleFirst(come: 'unioni' | 'distinzioni'): Promise<Decisa> {
    const { id, revisione } = await this.openFirst();
    return this.decide(`possibili-duplicati/${id}/${come}`, { revisione });
  }

  /** Those that live. */
  async living(): Promise<readonly string[]> {
    const rows = await this.anagrafe.database.admin<{ id: string }>(
      'SELECT id FROM anagrafe_regionale.persona WHERE unita_in IS NULL ORDER BY id',
    );
    return rows.map(({ id }) => id);
  }
}

export const codeOf = ({ body }: { readonly body: unknown }): string => (body as { code: string }).code;
