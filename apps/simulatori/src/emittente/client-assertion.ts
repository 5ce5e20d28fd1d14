import { type JWTPayload, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import type { DevelopmentClient } from './development-clients.js';

/** The form of a request for a voucher, each parameter at most once. */
export type TokenForm = Readonly<Record<string, string>>;

/** What a sound assertion asks for. */
export interface SoundAssertion {
  readonly client: DevelopmentClient;
  readonly purposeId: string;
  /** Value of `aud` for the voucher. */
  readonly audience: string;
  readonly jti: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Digest of the tracking evidence (pattern AUDIT_REST_02), to be repeated in the voucher. */
  readonly digest?: { readonly alg: 'SHA256'; readonly value: string };
}

/** Why a voucher is not given; for the log, never for the caller. */
export class AssertionRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'AssertionRefused';
  }
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CLAIMS = new Set(['iss', 'sub', 'aud', 'jti', 'iat', 'nbf', 'exp', 'purposeId', 'digest']);
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Checks a request for a voucher as PDND does (form, header, claims, signature). Whether the `jti` was seen before is the caller's
 * question, to be asked last: only a signed assertion may use up a `jti`.
 * @throws AssertionRefused
 */
export async function checkAssertion(
  form: TokenForm,
  clients: ReadonlyMap<string, DevelopmentClient>,
  audience: string,
): Promise<SoundAssertion> {
  if (form['grant_type'] !== 'client_credentials') throw new AssertionRefused('grant_type');
  if (form['client_assertion_type'] !== ASSERTION_TYPE) throw new AssertionRefused('client_assertion_type');
  const client = clients.get(form['client_id'] ?? '');
  if (client === undefined) throw new AssertionRefused('unknown client_id');
  const assertion = form['client_assertion'] ?? '';
  checkHeader(assertion, client);
  const payload = await checkSignature(assertion, client, audience);
  return checkClaims(payload, client);
}

function checkHeader(assertion: string, { publicKey }: DevelopmentClient): void {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(assertion);
  } catch {
    throw new AssertionRefused('not a JWT');
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(header.kid ?? '')) throw new AssertionRefused('kid is not a thumbprint');
  if (header.kid !== publicKey.kid) throw new AssertionRefused('kid is not of this client');
  if (header.typ !== undefined && header.typ !== 'JWT') throw new AssertionRefused('typ is not JWT');
}

async function checkSignature(assertion: string, client: DevelopmentClient, audience: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(assertion, await importJWK(client.publicKey, 'RS256'), {
      algorithms: ['RS256'],
      issuer: client.clientId,
      subject: client.clientId,
      audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['jti', 'iat', 'exp', 'purposeId'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new AssertionRefused(`${error.code} ${error.message}`);
    throw error;
  }
}

function checkClaims(payload: JWTPayload, client: DevelopmentClient): SoundAssertion {
  const { aud, jti, iat, exp, purposeId } = payload;
  const unknown = Object.keys(payload).find((claim) => !CLAIMS.has(claim));
  if (unknown !== undefined) throw new AssertionRefused('a claim that PDND does not know');
  if (typeof aud !== 'string') throw new AssertionRefused('aud is not one text');
  if (typeof jti !== 'string' || jti === '') throw new AssertionRefused('jti');
  if (iat! > Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS) throw new AssertionRefused('issued in the future');
  const eservice = client.purposes.get(String(purposeId));
  if (eservice === undefined) throw new AssertionRefused('purposeId is not of this client');
  const digest = checkDigest(payload['digest']);
  return {
    client,
    purposeId: String(purposeId),
    audience: eservice,
    jti,
    expiresAt: exp!,
    ...(digest === undefined ? {} : { digest }),
  };
}

function checkDigest(claim: unknown): SoundAssertion['digest'] {
  if (claim === undefined) return undefined;
  const { alg, value, ...rest } = (claim ?? {}) as Record<string, unknown>;
  const isSound = alg === 'SHA256' && typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value);
  if (!isSound || Object.keys(rest).length > 0) throw new AssertionRefused('digest');
  return { alg, value };
}
