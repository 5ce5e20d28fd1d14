import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContenutoPlico } from '../webhook/plico.js';

/** What came in one request. */
export interface Arrivo {
  readonly intestazioni: IncomingHttpHeaders;
  readonly corpo: Buffer;
  readonly contenuto: ContenutoPlico;
}

type Modo = (response: ServerResponse, arrivo: Arrivo) => void | Promise<void>;

/** The receiver of an ente, on this machine, that behaves as it is told. */
export class RicevitoreDiProva {
  readonly arrivi: Arrivo[] = [];
  #modo: Modo = (response) => void response.writeHead(204).end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RicevitoreDiProva> {
    const server = createServer();
    const ricevitore = new RicevitoreDiProva(server);
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void ricevitore.#take(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return ricevitore;
  }

  get indirizzo(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notifiche?segreto=cioccolato`;
  }

  /** From now on it answers so. */
  answers(modo: Modo): void {
    this.#modo = modo;
  }

  status(status: number): void {
    this.answers((response) => void response.writeHead(status).end());
  }

  /** Numbers of all that came, try by try. */
  get numeri(): number[][] {
    return this.arrivi.map(({ contenuto }) => contenuto.notifiche.map(({ numero }) => numero));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const corpo = Buffer.concat(await request.toArray());
    const contenuto = JSON.parse(corpo.toString()) as ContenutoPlico;
    const arrivo = { intestazioni: request.headers, corpo, contenuto };
    this.arrivi.push(arrivo);
    await this.#modo(response, arrivo);
  }
}
