import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type JWK, SignJWT, importJWK } from 'jose';
import { v5 } from 'uuid';
import type { SimulatoriSettings } from '../simulatori.config.js';
import { AssertionRefused, type SoundAssertion, type TokenForm, checkAssertion } from './client-assertion.js';
import { type DevelopmentClient, assertionAudience, registerDevelopmentClients } from './development-clients.js';
import { developmentKey, publicHalf } from './development-keys.js';
import { SeenAssertions } from './seen-assertions.js';

const NAMESPACE = '0b3f8f0e-0d5c-4d0a-8d0e-5d9f6a3a7c42';
const CLOCK_TOLERANCE_SECONDS = 5;

/** Answer of the token endpoint (RFC 6749 §5.1). */
export interface VoucherAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}

/** An authorization server that behaves like PDND's: checks client assertions and signs vouchers. */
export class Emittente {
  readonly #seen = new SeenAssertions();

  private constructor(
    private readonly settings: SimulatoriSettings,
    private readonly clients: ReadonlyMap<string, DevelopmentClient>,
    private readonly key: JWK,
  ) {}

  /** Makes what is missing of keys and client files in the folder of the settings. */
  static async open(settings: SimulatoriSettings): Promise<Emittente> {
    const key = await developmentKey(join(settings.folder, 'emittente.json'));
    return new Emittente(settings, await registerDevelopmentClients(settings), key);
  }

  /** What is published of the keys of a client, as PDND does for who must check its signatures; undefined of one that it does not know. */
  clientKey(clientId: string): JWK | undefined {
    return this.clients.get(clientId)?.publicKey;
  }

  /** The keys that verify the vouchers. */
  publicKeys(): { keys: JWK[] } {
    return { keys: [publicHalf(this.key)] };
  }

  /** @throws AssertionRefused */
  async issueVoucher(form: TokenForm): Promise<VoucherAnswer> {
    const assertion = await checkAssertion(form, this.clients, assertionAudience(this.settings));
    const { client, jti, expiresAt } = assertion;
    if (!this.#seen.note(client.clientId, jti, expiresAt + CLOCK_TOLERANCE_SECONDS)) {
      throw new AssertionRefused('jti used before');
    }
    return {
      access_token: await this.#sign(assertion),
      expires_in: Math.floor(this.settings.voucherLife / 1000),
      token_type: 'Bearer',
    };
  }

  async #sign({ client, purposeId, audience, digest }: SoundAssertion): Promise<string> {
    const { issuer, producerId, voucherLife } = this.settings;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      client_id: client.clientId,
      purposeId,
      producerId: producerId ?? v5('producer', NAMESPACE),
      consumerId: client.consumerId,
      eserviceId: v5('eservice', NAMESPACE),
      descriptorId: v5('descriptor', NAMESPACE),
      ...(digest === undefined ? {} : { digest }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', use: 'sig', kid: this.key.kid! })
      .setIssuer(issuer)
      .setSubject(client.clientId)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + Math.floor(voucherLife / 1000))
      .sign(await importJWK(this.key, 'RS256'));
  }
}
