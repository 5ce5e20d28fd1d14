import type { IncomingHttpHeaders } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import type { VerifiedIdentity } from './caller.js';
import { InvalidToken, TokenVerifier } from './token-verifier.js';

/** What is needed of a request: satisfied by Fastify's. */
export interface HttpRequest {
  readonly headers: IncomingHttpHeaders;
  readonly raw: { readonly rawHeaders: readonly string[] };
}

/** `Bearer` and a token of RFC 6750 characters; the scheme in any case (RFC 9110 §11.1). */
const BEARER = /^bearer ([\w.~+/-]+=*)$/i;

/** Reads who calls from a request, once per request whoever asks. */
@Injectable()
export class Authenticator {
  readonly #logger = new Logger(Authenticator.name);
  readonly #outcomes = new WeakMap<object, Promise<VerifiedIdentity | undefined>>();

  constructor(private readonly verifier: TokenVerifier) {}

  /**
   * The verified identity, or undefined if the request does not prove one, whatever the reason.
   * @throws Problem `autorizzazione_non_disponibile`
   */
  async identify(request: HttpRequest): Promise<VerifiedIdentity | undefined> {
    let outcome = this.#outcomes.get(request);
    if (outcome === undefined) {
      outcome = this.#identify(request);
      this.#outcomes.set(request, outcome);
    }
    return outcome;
  }

  /** The message of the request proved who calls: from now on, and for the log, this is who does. */
  remember(request: HttpRequest, identity: VerifiedIdentity): void {
    this.#outcomes.set(request, Promise.resolve(identity));
  }

  async #identify(request: HttpRequest): Promise<VerifiedIdentity | undefined> {
    const token = bearerToken(request);
    if (token === undefined) return undefined;
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      this.#logger.warn(error.message);
      return undefined;
    }
  }
}

/** The token of the one Authorization header. Node keeps the first of several: they are counted where all are still seen. */
function bearerToken({ headers, raw }: HttpRequest): string | undefined {
  const count = raw.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization',
  ).length;
  return count === 1 ? BEARER.exec(headers.authorization ?? '')?.[1] : undefined;
}
