import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Caller, CallerDirectory, type Ruolo, type VerifiedIdentity } from '#libs/security';

/** The registry of clients itself; the other services ask their copy of it. */
@Injectable()
export class RegistroClient extends CallerDirectory {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async findCaller({ clientId, subject, kind }: VerifiedIdentity): Promise<Caller | undefined> {
    const [client] = await this.database.statement<{ ente: string; ruoli: Ruolo[] }>(
      'consumer',
      {},
      `SELECT client.ente, client.ruoli FROM client JOIN ente ON ente.id = client.ente
        WHERE client_id = $1 AND client.dal <= $2 AND (client.al IS NULL OR $2 <= client.al)
          AND ente.dal <= $2 AND (ente.al IS NULL OR $2 <= ente.al)`,
      [clientId, legalDayOf(this.clock.now())],
    );
    return client === undefined ? undefined : new Caller({ clientId, subject, identity: kind, ...client });
  }
}
