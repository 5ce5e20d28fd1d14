/** A server that belongs to the caller: it dies with the caller's process, however that ends. */
export interface PrivateServer {
  /** Credentials and port included; the same before and after `restart()`. */
  readonly url: string;
  readonly port: number;
  /** The postmaster or the Erlang VM; another one after `restart()`. */
  readonly pid: number;
  /** Where its files really are: another folder than asked when the server's account cannot reach that one. */
  readonly dir: string;
  /** Orderly stop. `remove` deletes the files too. */
  stop(options?: { remove?: boolean }): Promise<void>;
  /**
   * As a power cut: every process of the server gets SIGKILL; resolves when all are gone. RabbitMQ 3.10 strands a quorum queue
   * declared less than about a second before (its queue directory is synced lazily): wait that long after declaring one.
   */
  kill9(): Promise<void>;
  /** Starts again (stopping first if needed) on the same files and port; resolves when it takes connections. */
  restart(): Promise<void>;
}
