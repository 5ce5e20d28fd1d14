import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** What crosses the bus: a domain fact, its version, and the class that describes its body. */
export interface MessageType<T extends object> {
  readonly name: string;
  readonly version: number;
  readonly body: new () => T;
  /** The body carries direct identifiers of persons: it is encrypted from outbox to handler. */
  readonly personal: boolean;
}

/** Declares a message. Name and version are two fields: a consumer binds to both, a reader searches by name. */
export function messageType<T extends object>(
  name: string,
  version: number,
  body: new () => T,
  options: { personal: boolean } = { personal: false },
): MessageType<T> {
  return Object.freeze({ name, version, body, personal: options.personal });
}

/** `<name>.v<version>`: the routing key on the bus and the pattern of the handler. */
export function routingKey(type: Pick<MessageType<object>, 'name' | 'version'>): string {
  return `${type.name}.v${type.version}`;
}

/** A body that does not hold what its contract promises. Carries paths only, never values: values may be personal. */
export class InvalidMessage extends Error {
  constructor(
    readonly type: string,
    readonly problems: readonly string[],
  ) {
    super(`${type}: ${problems.join(', ')}`);
    this.name = 'InvalidMessage';
  }
}

/**
 * Reads a JSON value as the body of a message. Fields the class does not know are dropped, so that a newer producer never
 * breaks an older consumer.
 * @throws InvalidMessage naming the fields that are missing or of another shape
 */
export function parseBody<T extends object>(type: MessageType<T>, json: unknown): T {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InvalidMessage(routingKey(type), ['body is not an object']);
  }
  const body = plainToInstance(type.body, json);
  const problems = validateSync(body, { whitelist: true }).flatMap((error) => paths(error, ''));
  if (problems.length > 0) throw new InvalidMessage(routingKey(type), problems);
  return body;
}

function paths(error: ValidationError, parent: string): string[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = error.constraints === undefined ? [] : [path];
  return [...own, ...(error.children ?? []).flatMap((child) => paths(child, path))];
}
