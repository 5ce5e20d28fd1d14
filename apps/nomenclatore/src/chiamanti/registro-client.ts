import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Caller, CallerDirectory, type Ruolo, type VerifiedIdentity } from '#libs/security';
import { AnswersForAMoment } from './answers-for-a-moment.js';

interface ClientInVigore {
  readonly ente: string;
  readonly ruoli: Ruolo[];
}

/** A client struck off is still let in for this long, in the one process where it was just seen. */
const MOMENT_MILLISECONDS = 3000;
/** Far above the clients of a region; every one of them has shown a token that was verified. */
const MOST_CLIENTS = 5000;

/**
 * The registry of clients itself; the other services ask their copy of it. In `hub` this one is asked at every request, whatever app
 * it is for: an answer serves for a moment, so that a client costs a query now and then and not one per request.
 */
@Injectable()
export class RegistroClient extends CallerDirectory {
  readonly #answers = new AnswersForAMoment<ClientInVigore | undefined>(MOMENT_MILLISECONDS, MOST_CLIENTS);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async findCaller({ clientId, subject, kind }: VerifiedIdentity): Promise<Caller | undefined> {
    const day = legalDayOf(this.clock.now());
    const client = await this.#answers.get(`${day} ${kind} ${clientId}`, () => this.#find(kind, clientId, day));
    return client === undefined ? undefined : new Caller({ clientId, subject, identity: kind, ...client });
  }

  async #find(kind: string, clientId: string, day: string): Promise<ClientInVigore | undefined> {
    const [client] = await this.database.statement<ClientInVigore>(
      'consumer',
      {},
      `SELECT client.ente, client.ruoli FROM client JOIN ente ON ente.id = client.ente
        WHERE client_id = $1 AND client.identita = $2 AND client.dal <= $3 AND (client.al IS NULL OR $3 <= client.al)
          AND ente.dal <= $3 AND (ente.al IS NULL OR $3 <= ente.al)`,
      [clientId, kind, day],
    );
    return client;
  }
}
