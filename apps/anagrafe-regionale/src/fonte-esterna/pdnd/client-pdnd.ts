import { createHash, createPublicKey, type KeyObject, randomInt, randomUUID } from 'node:crypto';
import { SignJWT, calculateJwkThumbprint, exportJWK } from 'jose';
import { readRsaKey } from '#libs/security';
import { RispostaTroppoLunga, testoLimitato } from './testo-limitato.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Long enough for a slow call, too short to be of use to who finds it in a log. */
const VITA_SECONDI = 60;
const ATTESA_MS = 10_000;
/** A voucher is some hundreds of bytes. */
const MAX_BYTES = 64 * 1024;

/** How this installation is known to PDND. */
export interface IdentitaPdnd {
  readonly clientId: string;
  readonly tokenUrl: string;
  /** Value of `aud` in client assertions; PDND's is no address. */
  readonly audience: string;
  /** PKCS#8 DER of an RSA key, base64. */
  readonly chiave: string;
}

/** Who asks, from where and how surely known: what the tracking evidence says (AUDIT_REST_02). */
export interface Evidenza {
  readonly userID: string;
  readonly userLocation: string;
  readonly LoA: string;
}

/** No voucher: PDND does not answer, or does not know the purpose. */
export class SenzaVoucher extends Error {
  constructor(readonly causa: string) {
    super(`no voucher: ${causa}`);
    this.name = 'SenzaVoucher';
  }
}

/** Signs as a client of PDND, and takes its vouchers. */
export class ClientPdnd {
  readonly #key: KeyObject;
  readonly #kid: Promise<string>;

  /** Signatures are judged by the clocks of others, hence by the real one, whatever the day that is asked about. */
  constructor(private readonly identita: IdentitaPdnd) {
    this.#key = readRsaKey(identita.chiave);
    this.#kid = exportJWK(createPublicKey(this.#key)).then((jwk) => calculateJwkThumbprint(jwk));
  }

  /** Proof of who asks, for one call: the voucher of that call names its hash. */
  signEvidence(audience: string, purposeId: string, evidenza: Evidenza): Promise<string> {
    return this.#sign(audience, { ...evidenza, purposeId, dnonce: String(randomInt(1e12, 1e13)) });
  }

  /** That the headers, and through its digest the body, are ours (INTEGRITY_REST_02). */
  signHeaders(audience: string, headers: readonly Readonly<Record<string, string>>[]): Promise<string> {
    return this.#sign(audience, { signed_headers: headers });
  }

  /**
   * One for each evidence: a voucher of PDND is for one purpose, and names the evidence it was asked with.
   * @throws SenzaVoucher
   */
  async voucher(purposeId: string, evidence: string): Promise<string> {
    const digest = { alg: 'SHA256', value: createHash('sha256').update(evidence).digest('hex') };
    const { clientId, tokenUrl, audience } = this.identita;
    const assertion = await this.#sign(audience, { purposeId, digest });
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    };
    try {
      const init = { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(ATTESA_MS) } as const;
      const answer = await fetch(tokenUrl, { ...init, body: new URLSearchParams(form) });
      if (!answer.ok) throw new SenzaVoucher(String(answer.status));
      const { access_token: token } = JSON.parse(await testoLimitato(answer, MAX_BYTES)) as { access_token?: unknown };
      if (typeof token !== 'string') throw new SenzaVoucher('answer without token');
      return token;
    } catch (error) {
      if (error instanceof RispostaTroppoLunga) throw new SenzaVoucher('too long');
      throw error instanceof SenzaVoucher ? error : new SenzaVoucher('network');
    }
  }

  async #sign(audience: string, claims: Readonly<Record<string, unknown>>): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: await this.#kid })
      .setIssuer(this.identita.clientId)
      .setSubject(this.identita.clientId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + VITA_SECONDI)
      .sign(this.#key);
  }
}
