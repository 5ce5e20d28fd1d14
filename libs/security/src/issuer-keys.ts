import {
  type JWKSCacheInput,
  type JWTVerifyGetKey,
  type RemoteJWKSet,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwksCache,
} from 'jose';

/** The issuer's keys cannot be had and none is known: whether a token is good cannot be said. */
export class KeysUnavailable extends Error {
  constructor() {
    super('the keys of the issuer cannot be had');
    this.name = 'KeysUnavailable';
  }
}

const FRESH_MILLISECONDS = 600_000;
/** An unknown `kid` fetches the keys again at most this often: forged tokens must not make us flood the issuer. */
const COOLDOWN_MILLISECONDS = 30_000;
const FETCH_TIMEOUT_MILLISECONDS = 5000;
/** After a failed fetch the issuer is left alone this long, so that its silence does not cost every request the time limit. */
const RETRY_MILLISECONDS = 2000;
/** Keys of an issuer that does not answer are used this long: longer than its outages, shorter than a compromised key may live. */
const STALE_MILLISECONDS = 12 * 3_600_000;

/** The public keys of an issuer, fetched when needed and kept while the issuer does not answer. */
export class IssuerKeys {
  readonly #remote: RemoteJWKSet & JWTVerifyGetKey;
  readonly #cache: JWKSCacheInput = {};
  #retryAt = 0;

  constructor(url: string) {
    this.#remote = createRemoteJWKSet(new URL(url), {
      cacheMaxAge: FRESH_MILLISECONDS,
      cooldownDuration: COOLDOWN_MILLISECONDS,
      timeoutDuration: FETCH_TIMEOUT_MILLISECONDS,
      [jwksCache]: this.#cache,
    });
  }

  /**
   * The key that a token names.
   * @throws JOSEError if the issuer has no such key
   * @throws KeysUnavailable
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (Date.now() < this.#retryAt) return this.#findKnown(header, token);
    try {
      return await this.#remote(header, token);
    } catch (error) {
      if (isVerdict(error)) throw error;
      this.#retryAt = Date.now() + RETRY_MILLISECONDS;
      return this.#findKnown(header, token);
    }
  };

  #findKnown(...token: Parameters<JWTVerifyGetKey>): ReturnType<JWTVerifyGetKey> {
    const known = this.#remote.jwks();
    if (known === undefined || Date.now() > (this.#cache.uat ?? 0) + STALE_MILLISECONDS) throw new KeysUnavailable();
    return createLocalJWKSet(known)(...token);
  }
}

/** An error about the token, not about reaching the issuer; jose reports an answer that is not 200 with its plain error. */
function isVerdict(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== errors.JOSEError.code;
}
