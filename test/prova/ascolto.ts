import { type IncomingMessage, get } from 'node:http';
import { json } from 'node:stream/consumers';
import { eventually } from '#libs/testing';

export interface EventoRicevuto {
  readonly id?: string;
  readonly tipo: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says; the test judges it
  readonly dati: any;
}

/** A client of Server-Sent Events, read while they arrive. Not `fetch`: after an abort its pool opens connections that nobody uses. */
export class AscoltoInProva {
  readonly eventi: EventoRicevuto[] = [];
  readonly commenti: string[] = [];
  finito = false;
  retry: number | undefined;
  #rest = '';

  private constructor(private readonly response: IncomingMessage) {}

  static async open(url: string, token: string, headers: Record<string, string> = {}): Promise<AscoltoInProva> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers };
      get(url, { headers: sent, agent: false }, resolve).once('error', reject);
    });
    const ascolto = new AscoltoInProva(response);
    if (ascolto.status === 200) void ascolto.#read();
    return ascolto;
  }

  get status(): number {
    return this.response.statusCode!;
  }

  header(name: string): string | undefined {
    return this.response.headers[name] as string | undefined;
  }

  /** The body of an answer that is no stream. */
  body(): Promise<unknown> {
    return json(this.response);
  }

  get avanzamenti(): EventoRicevuto[] {
    return this.eventi.filter(({ tipo }) => tipo === 'avanzamento');
  }

  close(): void {
    this.response.destroy();
  }

  /** The reason with which the server ended. */
  async fine(timeout = 20_000): Promise<string> {
    await eventually(() => this.finito, { timeout });
    return this.eventi.find(({ tipo }) => tipo === 'fine')?.dati.motivo;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const piece of this.response as AsyncIterable<Buffer>) {
        this.#rest += decoder.decode(piece, { stream: true });
        const blocks = this.#rest.split('\n\n');
        this.#rest = blocks.pop()!;
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Closed by the test, or cut: what came is here.
    }
    this.finito = true;
  }

  #take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.commenti.push(line);
      else fields.set(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2));
    }
    if (fields.has('retry')) this.retry = Number(fields.get('retry'));
    const data = fields.get('data');
    if (data === undefined) return;
    const id = fields.get('id');
    this.eventi.push({ ...(id === undefined ? {} : { id }), tipo: fields.get('event')!, dati: JSON.parse(data) });
  }
}
