import type { Logger } from '#libs/observability';
import amqp, { type ChannelModel } from 'amqplib';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { backoff, pause } from '../backoff.js';

/** Seconds; two missed and the connection counts as dead. */
const HEARTBEAT = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** Longest wait for channels, declarations and consumers of a new connection. */
const OPEN_TIMEOUT_MS = 10_000;

export interface LinkOptions {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  /** Makes channels and declares what is needed, at every new connection. A rejection closes it and tries again. */
  readonly onOpen: (connection: ChannelModel) => Promise<void>;
  readonly onLost: () => void;
  readonly logger: Logger;
}

/** A connection that comes back: with backoff and jitter, for ever, and never by throwing at anybody. */
export class BrokerLink {
  private readonly closing = new AbortController();
  private connection: ChannelModel | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: LinkOptions) {}

  start(): void {
    this.running = this.run();
  }

  /** Cuts the line without a word to the other side: for a broker that no longer answers. The link then reconnects. */
  cut(): void {
    this.socket?.destroy(new Error('cut by us: no answer in time'));
  }

  /**
   * What is said from now to the end of this turn of the event loop leaves in one piece: amqplib writes each message by itself, and
   * the system call costs more than the message. amqplib writes in the next turn, so the piece leaves in the one after.
   */
  gather(): void {
    const { socket } = this;
    if (socket === undefined || socket.writableCorked > 0) return;
    socket.cork();
    setImmediate(() => setImmediate(() => socket.uncork()));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.sayGoodbye();
    await this.running;
  }

  private get socket(): Socket | undefined {
    return (this.connection?.connection as { stream?: Socket } | undefined)?.stream;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.closing.signal.aborted) {
      try {
        await this.session(() => (failures = 0));
      } catch (error) {
        this.options.logger.warn('no connection to the broker', error);
      }
      this.connection = undefined;
      this.options.onLost();
      failures += 1;
      await pause(backoff(failures, 200, 5_000), this.closing.signal);
    }
  }

  /** One connection from opening to loss. */
  private async session(opened: () => void): Promise<void> {
    const { url, name, logger, onOpen } = this.options;
    const connection = await amqp.connect(withHeartbeat(url), {
      noDelay: true,
      timeout: CONNECT_TIMEOUT_MS,
      clientProperties: { connection_name: name },
    });
    this.connection = connection;
    connection.on('error', (error: Error) => logger.warn('broker connection failed', error));
    const closed = once(connection, 'close').catch(() => undefined);
    try {
      if (this.closing.signal.aborted) return;
      await Promise.race([onOpen(connection), closed.then(() => fail('closed while opening')), this.patience()]);
      opened();
      await closed;
    } finally {
      await this.sayGoodbye();
    }
  }

  /** A broker that is just starting may leave a declaration without an answer, for ever. */
  private async patience(): Promise<void> {
    await pause(OPEN_TIMEOUT_MS, this.closing.signal);
    if (!this.closing.signal.aborted) fail('no answer while opening');
  }

  private async sayGoodbye(): Promise<void> {
    const { connection } = this;
    if (connection === undefined) return;
    const answered = new AbortController();
    const goodbye = connection.close().catch(() => undefined);
    await Promise.race([goodbye.then(() => answered.abort()), pause(2_000, answered.signal)]);
    this.cut();
  }
}

function fail(message: string): never {
  throw new Error(message);
}

function withHeartbeat(url: string): string {
  const changed = new URL(url);
  if (!changed.searchParams.has('heartbeat')) changed.searchParams.set('heartbeat', String(HEARTBEAT));
  return changed.href;
}
