import { type MessageType, routingKey } from '#libs/contracts';
import { EventPattern } from '@nestjs/microservices';
import type { MessageContext } from './message-context.js';
import type { ItemOutcome } from './outcomes.js';

type Decorates<H> = <F extends H>(
  target: object,
  property: string | symbol,
  method: TypedPropertyDescriptor<F>,
) => void;

/** What the strategy reads back of a handler: its contract and, for a batch handler, the field that holds the items. */
export interface HandlerExtras {
  readonly type: MessageType<object>;
  readonly items?: string;
}

/** Binds a controller method to a message. A method whose payload differs from the contract does not compile. */
export function Consumes<T extends object>(
  type: MessageType<T>,
): Decorates<(body: T, context: MessageContext) => Promise<void>> {
  return bind({ type });
}

/**
 * Binds a method to a message that carries many items in `items`. The method applies the whole message at once and may answer one
 * outcome per item, in their order; items left for `later` come again as a message of their own. If it throws, the transaction goes back to where it was and the method is called once per item
 * with a message holding only that item: those that fail are split off (parked, or retried later), the others commit.
 */
export function ConsumesEach<T extends object, K extends keyof T & string>(
  type: MessageType<T>,
  items: T[K] extends readonly unknown[] ? K : never,
): Decorates<(body: T, context: MessageContext) => Promise<void | readonly ItemOutcome[]>> {
  return bind({ type, items });
}

/** Of `EventPattern`'s overloads the one that leaves the handler's arguments to us. */
const decoratorFor: (pattern: string, extras: Record<string, unknown>) => MethodDecorator = EventPattern;

function bind<H>(extras: HandlerExtras): Decorates<H> {
  return decoratorFor(routingKey(extras.type), { ...extras });
}
