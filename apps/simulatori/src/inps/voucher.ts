import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type JWK, SignJWT, importJWK } from 'jose';

/** Where INPS takes the token that it shows to the enti. */
export interface Voucher {
  /** One that has not expired. */
  current(): Promise<string>;
  /** Somebody did not accept it: the next one is asked anew. */
  forget(): void;
}

interface ClientFile {
  readonly client_id: string;
  readonly purpose_id: string;
  readonly token_url: string;
  readonly assertion_audience: string;
  readonly private_jwk: JWK;
}

const ASSERTION_SECONDS = 60;
/** A voucher is renewed so long before it expires: a call under way must still be good. */
const MARGIN_MILLISECONDS = 5000;

/** Asks PDND's authorization server, as any client does, with the file that the development issuer left for it. */
export class VoucherPdnd implements Voucher {
  #held: { readonly token: string; readonly until: number } | undefined;
  /** Two enti that need one at the same time share the request. */
  #asked: Promise<string> | undefined;

  /** @param clientFile path, read at each request: the issuer may write it later */
  constructor(
    private readonly clientFile: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async current(): Promise<string> {
    if (this.#held !== undefined && this.now().getTime() < this.#held.until) return this.#held.token;
    this.#asked ??= this.#renew();
    return this.#asked;
  }

  forget(): void {
    this.#held = undefined;
  }

  async #renew(): Promise<string> {
    try {
      this.#held = await this.#request();
      return this.#held.token;
    } finally {
      this.#asked = undefined;
    }
  }

  async #request(): Promise<{ token: string; until: number }> {
    const client = JSON.parse(await readFile(this.clientFile, 'utf8')) as ClientFile;
    const asked = this.now().getTime();
    const answer = await fetch(client.token_url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.client_id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await this.#sign(client, Math.floor(asked / 1000)),
      }),
    });
    if (!answer.ok) throw new Error(`no voucher: ${answer.status}`);
    const { access_token: token, expires_in: seconds } = (await answer.json()) as {
      access_token: string;
      expires_in: number;
    };
    return { token, until: asked + seconds * 1000 - MARGIN_MILLISECONDS };
  }

  async #sign(client: ClientFile, issuedAt: number): Promise<string> {
    return new SignJWT({ purposeId: client.purpose_id })
      .setProtectedHeader({ alg: 'RS256', kid: client.private_jwk.kid!, typ: 'JWT' })
      .setIssuer(client.client_id)
      .setSubject(client.client_id)
      .setAudience(client.assertion_audience)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ASSERTION_SECONDS)
      .sign(await importJWK(client.private_jwk, 'RS256'));
  }
}
