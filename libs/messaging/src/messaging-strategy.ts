import { routingKey } from '#libs/contracts';
import type { OnModuleDestroy } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Handler } from './applying.js';
import type { Bus } from './bus.js';
import type { HandlerExtras } from './consumes.js';
import type { MessageContext } from './message-context.js';
import type { ItemOutcome } from './outcomes.js';

/** Nest's door to the bus: collects the methods Nest found, with their pipes, guards, interceptors and filters around them. */
export class MessagingStrategy extends Server implements CustomTransportStrategy, OnModuleDestroy {
  override readonly propagatesEventHandlerErrors = true;
  override readonly transportId = Symbol('snodo');

  constructor(private readonly bus: Bus) {
    super();
  }

  /** Nest takes a failure to start as a value, and only through its callback. */
  override async listen(callback: (error?: unknown) => void): Promise<void> {
    let failure: unknown;
    try {
      await this.bus.open([...this.messageHandlers.values()].flatMap(handlerOf));
    } catch (error) {
      failure = error;
    }
    callback(failure);
  }

  override close(): Promise<void> {
    return this.bus.close();
  }

  /** Before Nest takes the database away: modules that import others are destroyed first. */
  onModuleDestroy(): Promise<void> {
    return this.bus.close();
  }

  override on(): never {
    throw new Error('the bus has no events of its own: watch the metrics');
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the signature is Nest's
  override unwrap<T>(): T {
    return this.bus as T;
  }
}

/** The handler of a pattern; a second one for the same message would share its fate and is refused. */
function handlerOf(method: MessageHandler): Handler[] {
  const extras = method.extras as Partial<HandlerExtras> | undefined;
  if (extras?.type === undefined) return [];
  const { type, items } = extras;
  if (method.next !== undefined) throw new Error(`two methods consume ${routingKey(type)}: bring them together in one`);
  return [{ type, ...(items === undefined ? {} : { items }), call: (body, context) => call(method, body, context) }];
}

async function call(
  method: MessageHandler,
  body: object,
  context: MessageContext,
): Promise<void | readonly ItemOutcome[]> {
  const answer: unknown = await method(body, context);
  const value = isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer;
  return value as void | readonly ItemOutcome[];
}
