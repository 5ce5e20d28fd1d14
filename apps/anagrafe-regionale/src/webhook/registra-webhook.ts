import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { judgeLiteral } from './indirizzi.js';
import { sealIndirizzo } from './indirizzo-cifrato.js';

/** From what will be told from now on; registered again, from where it was left. */
const REGISTRA = `INSERT INTO webhook (ente, indirizzo, registrato_il, stato, consegnate_fino, prossimo_il)
  SELECT $1, $2, $3, 'attivo', coalesce((SELECT ultimo FROM canale WHERE ente = $1), 0), $3
  ON CONFLICT (ente) DO UPDATE SET indirizzo = excluded.indirizzo, registrato_il = excluded.registrato_il, stato = 'attivo', tentativi = 0,
    fallito_dal = NULL, ultimo_errore = NULL, prossimo_il = excluded.prossimo_il`;

/** Where receivers may be. */
export class WebhookLocali {
  /** @param ammessi on this machine too, without TLS */
  constructor(readonly ammessi: boolean) {}
}

/** Notes where an ente wants its notifiche brought. */
@Injectable()
export class RegistraWebhook {
  constructor(
    private readonly database: Database,
    private readonly chiavi: KeyRing,
    private readonly locali: WebhookLocali,
    private readonly clock: Clock,
  ) {}

  /** A name is judged at each delivery, when it is known where it leads. @throws Problem webhook_non_ammesso */
  async register({ ente }: Caller, indirizzo: string): Promise<void> {
    if (!mayReceive(indirizzo, this.locali.ammessi)) throw anagrafeProblem('webhook_non_ammesso');
    const sealed = sealIndirizzo(this.chiavi, ente, indirizzo);
    await this.database.statement('api', { ente }, REGISTRA, [ente, sealed, this.clock.now()]);
  }
}

function mayReceive(indirizzo: string, locali: boolean): boolean {
  try {
    const url = new URL(indirizzo);
    const { protocol, username, password, hash } = url;
    if (protocol !== 'https:' && !(locali && protocol === 'http:')) return false;
    judgeLiteral(url.hostname, locali);
    return username === '' && password === '' && hash === '';
  } catch {
    return false;
  }
}
