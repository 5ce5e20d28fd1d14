import type { PrivateServer } from './private-server.mjs';

export interface RabbitPrograms {
  /** The start script of the server. */
  readonly server: string;
  /** Folders of `erl` and `epmd`. */
  readonly path: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The RabbitMQ programs installed on this machine, or undefined. */
export function findRabbitPrograms(servers?: readonly string[], path?: string): RabbitPrograms | undefined;

/** A RabbitMQ of our own on 127.0.0.1, vhost `/`. Without `port`, a free one. Throws when it does not start. */
export function startPrivateRabbit(options: {
  dir: string;
  port?: number;
  programs?: RabbitPrograms;
}): Promise<PrivateServer>;
