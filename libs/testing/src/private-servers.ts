/** A server of the suite's own, that it may kill. */
export interface PrivateServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
  /** As a power cut: SIGKILL to the server and all its processes. */
  kill9(): Promise<void>;
  /** Starts again on the same port with the same files. */
  restart(): Promise<void>;
}

/** A PostgreSQL of the suite's own, in a temporary folder; `stop()` removes it. */
export function privatePostgres(): Promise<PrivateServer> {
  return Promise.reject(new Error('no private servers yet'));
}

/** A RabbitMQ of the suite's own, in a temporary folder; `stop()` removes it. */
export function privateRabbit(): Promise<PrivateServer> {
  return Promise.reject(new Error('no private servers yet'));
}
