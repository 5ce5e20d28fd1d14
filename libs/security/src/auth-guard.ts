import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { accessOf, callerOf, mayProveItself, noteCaller } from './access.js';
import { Ammissione } from './ammissione.js';
import { Authenticator, type HttpRequest } from './authenticator.js';
import { securityProblem } from './security.errors.js';

/**
 * Stands before every HTTP route. A route that says nothing is shut to all: forgetting a decorator must not open a door.
 * Messages of our own bus are not its business.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly ammissione: Ammissione,
  ) {}

  /** @throws Problem `non_autenticato`, `non_consentito`, `autorizzazione_non_disponibile` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = accessOf(context.getHandler(), context.getClass());
    if (access === 'pubblico') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    // Several apps in one process bring several guards; the first one decides.
    if (callerOf(request) !== undefined) return true;
    // Any Authorization at all, however wrong, is judged here: nobody chooses the weaker of two proofs.
    if (request.headers.authorization === undefined && mayProveItself(context.getHandler())) return true;
    const identity = await this.authenticator.identify(request);
    if (identity === undefined) throw securityProblem('non_autenticato');
    noteCaller(request, await this.ammissione.admit(identity, access ?? []));
    return true;
  }
}
