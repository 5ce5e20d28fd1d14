import { eventually } from '#libs/testing';
import type { EmittenteInProva } from './ingestion.js';
import { ENTI, type NomeEnte } from './riferimenti.js';

export interface Risposta {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says; the test judges it
  readonly body: any;
}

/** Calls of one client to an ingestion, as a sender's program makes them. */
export class Cliente {
  constructor(
    private readonly url: string,
    private readonly emittente: EmittenteInProva,
    readonly nome: NomeEnte,
  ) {}

  async deposit(body: string | Uint8Array, headers: Record<string, string> = {}, query = ''): Promise<Risposta> {
    const path = `/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=${ENTI[this.nome].belfiore}`;
    return this.call('POST', query === '' ? path : `/rest/invii/v1/invii?${query}`, body, headers);
  }

  async call(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Risposta> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.emittente.token(this.nome)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/xml' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  get(path: string): Promise<Risposta> {
    return this.call('GET', path);
  }

  /** The invio once it has its outcome. */
  concluso(id: string, timeout = 20_000): Promise<Risposta['body']> {
    return eventually(
      async () => {
        const { body } = await this.get(`/rest/esiti/v1/invii/${id}`);
        return body.concluso_il === null || body.concluso_il === undefined ? false : body;
      },
      { timeout },
    );
  }

  async rilievi(id: string): Promise<Risposta['body'][]> {
    const items: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await this.get(`/rest/esiti/v1/invii/${id}/rilievi?limit=1000${cursor}`);
      items.push(...body.items);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    return items;
  }
}
