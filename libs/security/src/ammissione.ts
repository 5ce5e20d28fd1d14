import { Injectable } from '@nestjs/common';
import { type Caller, CallerDirectory, type VerifiedIdentity } from './caller.js';
import { type Azione, isPermitted } from './policy.js';
import { securityProblem } from './security.errors.js';

/** Decides whether a proven identity is a caller of ours who may do one of some actions. */
@Injectable()
export class Ammissione {
  constructor(private readonly directory: CallerDirectory) {}

  /** @throws Problem `non_consentito`, for an unknown client as for one without the role; `autorizzazione_non_disponibile` */
  async admit(identity: VerifiedIdentity, azioni: readonly Azione[]): Promise<Caller> {
    const caller = await this.directory.findCaller(identity);
    if (caller === undefined || !isPermitted(caller.ruoli, azioni)) throw securityProblem('non_consentito');
    return caller;
  }
}
