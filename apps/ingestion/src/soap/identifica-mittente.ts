import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Clock } from '#libs/persistence';
import type { VerifiedIdentity } from '#libs/security';
import type { Nodo } from '#libs/tracciati';
import { ingestionProblem } from '../ingestion.errors.js';
import { IngestionSettings } from '../ingestion.config.js';
import type { Busta } from './busta.js';
import { CertificatiSoap } from './certificati-soap.js';
import { PERCORSO } from './contratto.js';
import { MessaggiVisti } from './messaggi-visti.js';
import { FirmaRifiutata, WSU, only, readSicurezza } from './sicurezza.js';
import { type Firmato, verifyFirma } from './verifica-firma.js';

/** Tolerances of ModI's implementers: a message is good for five minutes, and clocks may differ by five seconds. */
const MOST_AGE = 300_000;
const FUTURE = 5000;
/** A MessageID is kept longer than its message is good for: the clocks of replicas differ too. */
const REMEMBERED = 600_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export interface Mittente {
  readonly identita: VerifiedIdentity;
  /** The body as it was signed; undefined when the signature does not cover it. */
  readonly corpo: Nodo | undefined;
}

/** Finds out who signed a message (ID_AUTH_SOAP_01 and _02, INTEGRITY_SOAP_01). */
@Injectable()
export class IdentificaMittente {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'IdentificaMittente' });

  constructor(
    private readonly certificati: CertificatiSoap,
    private readonly visti: MessaggiVisti,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns undefined when the message is not signed at all
   * @throws Problem firma_non_valida, one answer whatever the cause
   */
  async identify(busta: Busta, testo: string): Promise<Mittente | undefined> {
    try {
      return await this.#identify(busta, testo);
    } catch (error) {
      if (!(error instanceof FirmaRifiutata)) throw error;
      this.#logger.warn(error.message);
      throw ingestionProblem('firma_non_valida');
    }
  }

  async #identify(busta: Busta, testo: string): Promise<Mittente | undefined> {
    const sicurezza = readSicurezza(busta);
    if (sicurezza === undefined) return undefined;
    // Looked up before any signature is computed: who is nobody costs nothing.
    const { identita, clientId, x509 } = await this.certificati.find(sicurezza.certificato);
    const firmato = verifyFirma(testo, sicurezza, x509.toString());
    const expiresAt = this.#checkTimes(firmato);
    if (firmato.to?.testo.trim() !== `${this.settings.publicUrl}${PERCORSO}`)
      throw new FirmaRifiutata('for another To');
    const messageId = firmato.messageId?.testo.trim();
    if (messageId === '') throw new FirmaRifiutata('an empty MessageID');
    const client = `${identita} ${clientId}`;
    if (messageId !== undefined && !(await this.visti.take(client, messageId, new Date(expiresAt + REMEMBERED)))) {
      throw new FirmaRifiutata('a MessageID that was used before');
    }
    const jti = messageId ?? createHash('sha256').update(testo).digest('hex');
    return {
      identita: {
        kind: identita,
        issuer: 'ws-security',
        clientId,
        subject: clientId,
        jti: jti.slice(0, 200),
        expiresAt: Math.floor(expiresAt / 1000),
      },
      corpo: firmato.corpo,
    };
  }

  /** @returns when the message stops being good, in milliseconds since 1970 */
  #checkTimes({ timestamp }: Firmato): number {
    if (timestamp === undefined) throw new FirmaRifiutata('an unsigned Timestamp');
    const created = instantOf(only(timestamp, WSU, 'Created'));
    const expires = instantOf(only(timestamp, WSU, 'Expires'));
    const now = this.clock.now().getTime();
    if (created > now + FUTURE) throw new FirmaRifiutata('created in the future');
    if (created < now - MOST_AGE) throw new FirmaRifiutata('created too long ago');
    if (expires <= now) throw new FirmaRifiutata('expired');
    return Math.min(expires, created + MOST_AGE);
  }
}

function instantOf({ testo }: Nodo): number {
  const text = testo.trim();
  const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) throw new FirmaRifiutata('not an instant');
  return instant;
}
