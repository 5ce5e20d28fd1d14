import { type CustomDecorator, type ExecutionContext, SetMetadata, createParamDecorator } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { OPEN_ROUTE } from '#libs/observability';
import type { Caller } from './caller.js';
import type { Azione } from './policy.js';

/** Who may call a route: anyone, or the roles that `POLICY` gives for one of the actions. */
export type Access = 'pubblico' | readonly Azione[];

const ACCESS = 'snodo:access';
const PROVES_ITSELF = 'snodo:proves-itself';

/** Anyone may call this route, without a token. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, 'pubblico' satisfies Access);

/** Only a caller whose roles may do one of these actions. A method's own declaration replaces its controller's. */
export function Permits(...azioni: [Azione, ...Azione[]]): ClassDecorator & MethodDecorator {
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    for (const decorate of [SetMetadata(ACCESS, azioni satisfies Access), ApiBearerAuth()]) {
      if (descriptor === undefined) (decorate as ClassDecorator)(target as new () => unknown);
      else (decorate as MethodDecorator)(target, key!, descriptor);
    }
  };
}

/**
 * A request to this route may carry who calls inside its message (a signature) instead of an Authorization header: the guard then lets
 * it in as nobody, and the route admits its caller itself (`Ammissione`) before it uses anything of the message.
 */
export const ProvesItself = (): CustomDecorator => SetMetadata(PROVES_ITSELF, true);

/** Whether requests to a route may prove themselves after the guard. */
export function mayProveItself(handler: object): boolean {
  return Reflect.getMetadata(PROVES_ITSELF, handler) === true;
}

/**
 * Who may call a route, from what its method says, else its controller. Undefined if neither says anything: nobody.
 * `OPEN_ROUTE` is how libraries to the left of this one say "anyone".
 */
export function accessOf(handler: object, controller: object): Access | undefined {
  for (const target of [handler, controller]) {
    const access = Reflect.getMetadata(ACCESS, target) as Access | undefined;
    if (access !== undefined) return access;
    if (Reflect.getMetadata(OPEN_ROUTE, target) === true) return 'pubblico';
  }
  return undefined;
}

const callers = new WeakMap<object, Caller>();

/** Notes who makes this request; only who admitted it does. */
export function noteCaller(request: object, caller: Caller): void {
  callers.set(request, caller);
}

/** Who makes this request, once the guard has let it in; undefined on public routes. */
export function callerOf(request: object): Caller | undefined {
  return callers.get(request);
}

/** Parameter: the `Caller` that the guard let in. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<object>());
  if (caller === undefined) throw new Error('@CurrentCaller() on a public route');
  return caller;
});
