import { problemsOf } from '#libs/contracts';
import { Clock, legalDayOf } from '#libs/persistence';
import { Caller, CallerDirectory, SECURITY_ERRORS, type VerifiedIdentity } from '#libs/security';
import type { Riferimenti } from './riferimenti.js';
import { isInForce } from './validita.js';

const problem = problemsOf(SECURITY_ERRORS);

/** Knows callers by the local copy of the registry of clients: a token says who, the registry says for which ente and with which roles. */
export class RegistroChiamanti extends CallerDirectory {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @throws Problem `autorizzazione_non_disponibile` until the copy is complete: "unknown client" would be a lie */
  override async findCaller({ clientId, subject, kind }: VerifiedIdentity): Promise<Caller | undefined> {
    if (!this.riferimenti.ready) throw problem('autorizzazione_non_disponibile');
    const day = legalDayOf(this.clock.now());
    const client = this.riferimenti.clientByIdentity({ kind, clientId }, day);
    const ente = client === undefined ? undefined : this.riferimenti.ente(client.ente);
    if (client === undefined || ente === undefined || !isInForce(ente, day)) return undefined;
    return new Caller({ clientId, subject, ente: ente.id, ruoli: client.ruoli, identity: kind });
  }
}
