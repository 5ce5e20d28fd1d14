import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { accessOf, callerOf, noteCaller } from './access.js';
import { Authenticator, type HttpRequest } from './authenticator.js';
import { CallerDirectory } from './caller.js';
import { securityProblem } from './security.errors.js';
import { isPermitted } from './policy.js';

/**
 * Stands before every HTTP route. A route that says nothing is shut to all: forgetting a decorator must not open a door.
 * Messages of our own bus are not its business.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly directory: CallerDirectory,
  ) {}

  /** @throws Problem `non_autenticato`, `non_consentito`, `autorizzazione_non_disponibile` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = accessOf(context.getHandler(), context.getClass());
    if (access === 'pubblico') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    // Several apps in one process bring several guards; the first one decides.
    if (callerOf(request) !== undefined) return true;
    const identity = await this.authenticator.identify(request);
    if (identity === undefined) throw securityProblem('non_autenticato');
    const caller = await this.directory.findCaller(identity);
    if (caller === undefined || access === undefined || !isPermitted(caller.ruoli, access)) {
      throw securityProblem('non_consentito');
    }
    noteCaller(request, caller);
    return true;
  }
}
