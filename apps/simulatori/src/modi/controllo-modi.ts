import { createHash } from 'node:crypto';
import { type JWTPayload, createLocalJWKSet, decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { Emittente } from '../emittente/emittente.js';
import { SeenAssertions } from '../emittente/seen-assertions.js';
import type { EService } from './e-service.js';

/** What arrives at an e-service. */
export interface Richiesta {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly corpo: Buffer;
}

/** Why a request is not let in; for the log of the simulator. */
export class NonAmmessa extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NonAmmessa';
  }
}

const TOLERANCE_SECONDS = 5;
const MAX_AGE_SECONDS = 300;

/**
 * Checks a request as the gateway of an administration does: voucher, digest, signature of the headers (INTEGRITY_REST_02), evidence of who
 * asks (AUDIT_REST_02). Written apart from what it checks.
 */
export class ControlloModi {
  readonly #seen = new SeenAssertions();

  constructor(
    private readonly emittente: Emittente,
    private readonly issuer: string,
    private readonly base: string,
  ) {}

  /** @returns who asks, as the evidence says @throws NonAmmessa */
  async check({ path, purposeId }: EService, richiesta: Richiesta): Promise<string> {
    const audience = `${this.base}/${path}`;
    const voucher = await this.#voucher(headerOf(richiesta, 'authorization'), audience);
    if (voucher['purposeId'] !== purposeId) throw new NonAmmessa('voucher for another purpose');
    checkDigest(richiesta);
    const clientId = String(voucher['client_id']);
    await this.#signature(richiesta, clientId, audience);
    return this.#evidence(richiesta, voucher, clientId, audience);
  }

  async #voucher(authorization: string, audience: string): Promise<JWTPayload> {
    const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
    if (token === undefined) throw new NonAmmessa('no bearer voucher');
    const keys = createLocalJWKSet(this.emittente.publicKeys());
    const options = { algorithms: ['RS256'], typ: 'at+jwt', issuer: this.issuer, audience };
    try {
      return (await jwtVerify(token, keys, { ...options, clockTolerance: TOLERANCE_SECONDS })).payload;
    } catch (error) {
      throw new NonAmmessa(`voucher: ${(error as Error).message}`);
    }
  }

  async #signature(richiesta: Richiesta, clientId: string, audience: string): Promise<void> {
    const { signed_headers: signed } = await this.#jws(headerOf(richiesta, 'agid-jwt-signature'), clientId, audience);
    if (!Array.isArray(signed)) throw new NonAmmessa('signature without signed_headers');
    const told = new Map(signed.flatMap((one: object) => Object.entries(one)));
    for (const name of ['digest', 'content-type']) {
      if (told.get(name) !== headerOf(richiesta, name)) throw new NonAmmessa(`${name} is not the one that was signed`);
    }
  }

  async #evidence(richiesta: Richiesta, voucher: JWTPayload, clientId: string, audience: string): Promise<string> {
    const jws = headerOf(richiesta, 'agid-jwt-trackingevidence');
    const claims = await this.#jws(jws, clientId, audience);
    const digest = voucher['digest'] as { value?: string } | undefined;
    const hash = createHash('sha256').update(jws).digest('hex');
    if (digest?.value !== hash) throw new NonAmmessa('the voucher is for another evidence');
    if (claims['purposeId'] !== voucher['purposeId']) throw new NonAmmessa('evidence for another purpose');
    for (const name of ['userID', 'userLocation', 'LoA']) {
      if (typeof claims[name] !== 'string' || claims[name] === '') throw new NonAmmessa(`evidence without ${name}`);
    }
    if (String(claims['userLocation']).length > 20) throw new NonAmmessa('userLocation is too long');
    return String(claims['userID']);
  }

  /** One that this client signed with the key that it registered, for this service, now and never before. */
  async #jws(jws: string, clientId: string, audience: string): Promise<JWTPayload> {
    const key = this.emittente.clientKey(clientId);
    try {
      if (key === undefined || decodeProtectedHeader(jws).kid !== key.kid) throw new Error('unknown kid');
      const options = { algorithms: ['RS256'], typ: 'JWT', audience, issuer: clientId, maxTokenAge: MAX_AGE_SECONDS };
      const required = { requiredClaims: ['jti', 'exp'], clockTolerance: TOLERANCE_SECONDS };
      await jwtVerify(jws, await importJWK(key, 'RS256'), { ...options, ...required });
    } catch (error) {
      throw new NonAmmessa(`signed token: ${(error as Error).message}`);
    }
    const claims = decodeJwt(jws);
    if (!this.#seen.note(clientId, claims.jti!, claims.exp! + TOLERANCE_SECONDS))
      throw new NonAmmessa('jti used before');
    return claims;
  }
}

function checkDigest(richiesta: Richiesta): void {
  const digest = `SHA-256=${createHash('sha256').update(richiesta.corpo).digest('base64')}`;
  if (headerOf(richiesta, 'digest') !== digest) throw new NonAmmessa('digest is not of this body');
}

function headerOf({ headers }: Richiesta, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw new NonAmmessa(`no ${name}`);
  return value;
}
