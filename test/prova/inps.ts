import type { Json } from './installazione.js';

/** The simulated INPS, led by its control interface. */
export class InpsInProva {
  constructor(private readonly url: string) {}

  /** One slot now: asks every ente for its flussi, or only sends the esiti it owes. @returns what happened, by ente */
  slot(solo?: 'flussi' | 'esiti'): Promise<Json[]> {
    return this.#call('POST', 'slot', solo === undefined ? {} : { solo });
  }

  /** Every flusso, esito and problem of an ente. */
  stato(ente: string): Promise<Json> {
    return this.#call('GET', `enti/${ente}`);
  }

  /** A document as it came. */
  async documento(ente: string, flusso: string): Promise<string> {
    const response = await fetch(`${this.url}/inps/enti/${ente}/flussi/${flusso}`);
    return response.text();
  }

  guasti(guasti: Readonly<Record<string, boolean | number | string>>): Promise<void> {
    return this.#call('PUT', 'guasti', guasti);
  }

  async #call(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(`${this.url}/inps/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`INPS ${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
