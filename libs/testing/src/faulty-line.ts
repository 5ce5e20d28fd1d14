import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server that a test can cut or freeze, without harm to who else uses the server. */
export class FaultyLine {
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private down = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(target: string): Promise<FaultyLine> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(target);
    url.port = String((server.address() as { port: number }).port);
    url.hostname = '127.0.0.1';
    const line = new FaultyLine(server, url.href);
    server.on('connection', (client) => line.join(client, () => connect(Number(port), hostname)));
    return line;
  }

  /** Ends every connection at once, as a cable pulled out; new ones are refused until `mend`. */
  cut(): void {
    this.down = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Nothing passes any more, and nobody is told. */
  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.down = false;
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, call: () => Socket): void {
    if (this.down) return void client.on('error', () => undefined).destroy();
    const server = call();
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.frozen) from.pause();
    }
  }
}
