import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documento, render, type Diverso } from './documenti.js';

/** A call that INPS made. */
export interface Chiamata {
  readonly metodo: string;
  readonly ente: string;
  readonly risorsa: string;
  readonly since?: number;
  readonly limit?: number;
  readonly token: string | undefined;
}

interface Pubblicato {
  readonly id: string;
  readonly millisecondi: number;
  readonly xml: string;
  readonly ts?: string;
}

/** An answer in place of the right one; `cade` breaks the connection. */
type Risposta = { readonly status: number; readonly body?: string; readonly type?: string } | 'cade';

export const problem = (status: number): Risposta => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'No', status }),
});

/** An ente’s side of INPS’s interface as it should be, and as a test wants it to fail. */
export class WaasDiProva {
  readonly chiamate: Chiamata[] = [];
  /** Notifications taken, per ente, each with its esiti. */
  readonly notifiche = new Map<string, Record<string, string>[][]>();
  readonly #flussi = new Map<string, Pubblicato[]>();
  readonly #next: { risorsa: string; risposta: Risposta | undefined }[] = [];
  readonly #refused = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WaasDiProva> {
    const server = createServer((request, response) => void waas.#answer(request, response));
    const waas = new WaasDiProva(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return waas;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/waas`;
  }

  /** Publishes a flusso; the id is in the document too unless the test says otherwise. */
  publish(ente: string, millisecondi: number, id: string, diverso: Diverso & { xml?: string; ts?: string } = {}): void {
    const xml = diverso.xml ?? render(documento({ nome: id, ...diverso }));
    const flusso = { id, millisecondi, xml, ...(diverso.ts === undefined ? {} : { ts: diverso.ts }) };
    this.#flussi.set(ente, [...(this.#flussi.get(ente) ?? []), flusso]);
  }

  /** Puts other flussi in the place of those of an ente. */
  replace(ente: string): void {
    this.#flussi.delete(ente);
  }

  /** Answers of the next calls of a resource, one each; undefined is the right one. */
  answerNext(risorsa: 'flussi' | 'esiti', ...risposte: (Risposta | undefined)[]): void {
    for (const risposta of risposte) this.#next.push({ risorsa, risposta });
  }

  /** Tokens not taken any more get 401. */
  refuse(token: string): void {
    this.#refused.set(token, 401);
  }

  esiti(ente: string): Record<string, string>[] {
    return (this.notifiche.get(ente) ?? []).flat();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const [, , ente = '', , risorsa = ''] = pathname.split('/');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    const numbers = Object.fromEntries([...searchParams].map(([name, value]) => [name, Number(value)]));
    this.chiamate.push({ metodo: request.method ?? '', ente, risorsa, token, ...numbers });
    const at = this.#next.findIndex((next) => next.risorsa === risorsa);
    const given = at < 0 ? undefined : this.#next.splice(at, 1)[0]!.risposta;
    const refusal = this.#refused.get(token ?? '');
    const answer = given ?? (refusal === undefined ? undefined : problem(refusal));
    if (answer === 'cade') return void request.socket.destroy();
    if (answer === undefined && risorsa === 'esiti') this.#take(ente, Buffer.concat(chunks).toString());
    const right = risorsa === 'flussi' ? this.#page(ente, numbers) : { status: 204 };
    const { status, body, type = 'application/json' } = answer ?? right;
    response.writeHead(status, body === undefined ? {} : { 'content-type': type }).end(body);
  }

  #take(ente: string, body: string): void {
    const { elenco_esiti: esiti } = JSON.parse(body) as { elenco_esiti: Record<string, string>[] };
    this.notifiche.set(ente, [...(this.notifiche.get(ente) ?? []), esiti]);
  }

  #page(ente: string, { since = 0, limit = 10 }: Record<string, number>): Exclude<Risposta, 'cade'> {
    const page = (this.#flussi.get(ente) ?? []).filter(({ millisecondi }) => millisecondi > since).slice(0, limit);
    const elenco = page.map(({ id, millisecondi, xml, ts = new Date(millisecondi).toISOString() }) => ({
      codice_ente: ente,
      denominazione_ente: `Comune ${ente}`,
      id_flusso: id,
      tipo: 'PS_PSA_SINA',
      ts_flusso: ts,
      flusso: Buffer.from(xml).toString('base64'),
    }));
    return { status: 200, body: JSON.stringify({ elenco_flussi: elenco }) };
  }
}
