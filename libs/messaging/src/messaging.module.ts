import type { AppName, MessageType, Route } from '#libs/contracts';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { KeyRing } from '#libs/security';

/** How messages travel between apps: through a broker, or inside one process through PostgreSQL alone. */
export type TransportOptions = { readonly kind: 'rabbitmq'; readonly url: string } | { readonly kind: 'embedded' };

export interface MessagingOptions {
  readonly app: AppName;
  readonly transport: TransportOptions;
  /** Opens and closes `personal` bodies. An app without it (reporting) can neither publish nor read one. */
  readonly keyRing?: KeyRing;
  /** Messages routed to this app that it leaves unread on purpose; any other without a handler parks. */
  readonly ignores?: readonly MessageType<object>[];
  /** Prefix of exchange and queue names. Default `snodo`. */
  readonly prefix?: string;
  /** Default: the hub's `TOPOLOGY`. */
  readonly topology?: readonly Route[];
}

/**
 * Outbox, inbox, courier and workers of one app, over the app's own Database. One Nest application per app, in `hub` too: five
 * applications share the process, not the container.
 */
export class MessagingModule {
  static forApp(_options: MessagingOptions): DynamicModule {
    return { module: MessagingModule, global: true, providers: [], exports: [] };
  }
}

/** Binds every `@Consumes` method of a Nest application and starts courier and workers. Call once, after creating the application. */
export async function startMessaging(_app: INestApplication): Promise<void> {
  throw new Error('not yet');
}

/** Tables `outbox` and `inbox`: goes first in each app's list of migrations. */
export const MESSAGING_MIGRATIONS: readonly (new () => object)[] = [];
