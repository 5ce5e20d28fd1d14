import type { TransportOptions } from '#libs/messaging';
import { testBrokerUrl } from '#libs/testing';

let broker = false;

/** From now on stories that are loaded are told over the broker. */
export function onTheBroker(): void {
  broker = true;
}

/**
 * Over what a story is told that holds for both buses: the one in the database, unless `onTheBroker` was called. The quick tests tell it
 * once: these stories are among the slowest, and what the buses promise has tests of its own.
 */
export function trasporto(): TransportOptions {
  return broker ? { kind: 'rabbitmq', url: testBrokerUrl() } : { kind: 'embedded' };
}
