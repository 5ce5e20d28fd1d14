import { createHash } from 'node:crypto';
import { type JWTPayload, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { VerifiedIdentity } from './caller.js';
import { IssuerKeys, KeysUnavailable } from './issuer-keys.js';
import { securityProblem } from './security.errors.js';

/** An authorization server whose tokens are taken. */
export interface TrustedIssuer {
  readonly kind: 'pdnd' | 'client_credentials';
  /** Exact value of `iss`, e.g. `interop.pagopa.it`. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Values of `aud` under which our e-services are registered there; one of them must be in the token. */
  readonly audience: readonly string[];
  /** If given, a voucher must name it: our id on PDND as the body that provides the e-service. */
  readonly producerId?: string;
}

/** A token that does not prove who calls. The reason is for our log; the caller gets one answer for all of them. */
export class InvalidToken extends Error {
  constructor(readonly reason: string) {
    super(`token refused: ${reason}`);
    this.name = 'InvalidToken';
  }
}

const CLOCK_TOLERANCE_SECONDS = 5;
const CACHE_SECONDS = 60;
const CACHE_ENTRIES = 10_000;
/** A voucher is about 1 KiB; longer ones are not worth hashing. */
const MAX_TOKEN_LENGTH = 8192;

/**
 * Verifies access tokens: PDND vouchers and tokens of our own authorization server, both JWT of type `at+jwt` signed RS256
 * (RFC 9068, RFC 8725).
 */
export class TokenVerifier {
  readonly #issuers: ReadonlyMap<string, { settings: TrustedIssuer; keys: IssuerKeys }>;
  readonly #verified = new Map<string, { identity: VerifiedIdentity; until: number }>();

  /** @param now milliseconds since 1970; given by tests */
  constructor(
    issuers: readonly TrustedIssuer[],
    private readonly now: () => number = () => Date.now(),
  ) {
    this.#issuers = new Map(
      issuers.map((settings) => [settings.issuer, { settings, keys: new IssuerKeys(settings.jwksUrl) }]),
    );
  }

  /**
   * @throws InvalidToken if the token proves nothing
   * @throws Problem `autorizzazione_non_disponibile` if the keys of the issuer cannot be had
   */
  async verify(token: string): Promise<VerifiedIdentity> {
    if (token.length > MAX_TOKEN_LENGTH) throw new InvalidToken('too long');
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(hash);
    if (known !== undefined && this.now() < known.until) return known.identity;
    const identity = await this.#verifyNow(token);
    this.#remember(hash, identity);
    return identity;
  }

  async #verifyNow(token: string): Promise<VerifiedIdentity> {
    const { settings, keys } = this.#issuerOf(token);
    try {
      const { payload } = await jwtVerify(token, keys.find, {
        algorithms: ['RS256'],
        typ: 'at+jwt',
        issuer: settings.issuer,
        audience: [...settings.audience],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.now()),
        requiredClaims: ['exp', 'iat', 'nbf', 'jti', 'sub', 'client_id'],
      });
      return this.#identityOf(payload, settings);
    } catch (error) {
      throw outcomeOf(error);
    }
  }

  /** The issuer is chosen before the signature is checked, among ours only; the check then uses that issuer's keys alone. */
  #issuerOf(token: string) {
    let issuer: string | undefined;
    try {
      if (typeof decodeProtectedHeader(token).kid !== 'string') throw new InvalidToken('no kid');
      issuer = decodeJwt(token).iss;
    } catch (error) {
      throw error instanceof InvalidToken ? error : new InvalidToken('not a JWT');
    }
    const trusted = this.#issuers.get(issuer ?? '');
    if (trusted === undefined) throw new InvalidToken('unknown issuer');
    return trusted;
  }

  #identityOf(payload: JWTPayload, settings: TrustedIssuer): VerifiedIdentity {
    const { sub, client_id: clientId, jti, iat, exp, purposeId, consumerId, producerId, cnf } = payload;
    if (typeof clientId !== 'string' || sub !== clientId) throw new InvalidToken('sub is not client_id');
    if (typeof jti !== 'string' || jti === '') throw new InvalidToken('no jti');
    if (iat! > this.now() / 1000 + CLOCK_TOLERANCE_SECONDS) throw new InvalidToken('issued in the future');
    // Bound to a key by DPoP: taken as a plain bearer token it would lose the protection its client asked for.
    if (cnf !== undefined) throw new InvalidToken('bound to a key');
    if (settings.kind === 'pdnd' && typeof purposeId !== 'string') throw new InvalidToken('no purposeId');
    if (settings.producerId !== undefined && producerId !== settings.producerId) {
      throw new InvalidToken('for another producer');
    }
    return {
      kind: settings.kind,
      issuer: settings.issuer,
      clientId,
      subject: sub,
      jti,
      ...(typeof purposeId === 'string' ? { purposeId } : {}),
      ...(typeof consumerId === 'string' ? { consumerId } : {}),
      expiresAt: exp!,
    };
  }

  #remember(hash: string, identity: VerifiedIdentity): void {
    if (this.#verified.size >= CACHE_ENTRIES) {
      const oldest = this.#verified.keys().next();
      if (!oldest.done) this.#verified.delete(oldest.value);
    }
    // Inserted last again: eviction takes the token verified longest ago.
    this.#verified.delete(hash);
    this.#verified.set(hash, {
      identity,
      until: Math.min(this.now() + CACHE_SECONDS * 1000, identity.expiresAt * 1000),
    });
  }
}

function outcomeOf(error: unknown): unknown {
  if (error instanceof KeysUnavailable) return securityProblem('autorizzazione_non_disponibile');
  return error instanceof errors.JOSEError ? new InvalidToken(error.code) : error;
}
