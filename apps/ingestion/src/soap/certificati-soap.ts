import { X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { Clock } from '#libs/persistence';
import { IDENTITA_CLIENT, type IdentitaClient } from '#libs/riferimenti';
import { IngestionSettings } from '../ingestion.config.js';
import { FirmaRifiutata, type Sicurezza } from './sicurezza.js';

/** A certificate registered for a client. */
export interface CertificatoClient {
  readonly identita: IdentitaClient;
  readonly clientId: string;
  readonly x509: X509Certificate;
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const SUFFIX = '.pem';
/** A certificate put into the folder, or taken out of it, counts within this time. */
const REREAD_MILLISECONDS = 60_000;
const LEAST_KEY_BITS = 2048;

/** The certificates that operators have put into the folder: who signs with another one is nobody. */
@Injectable()
export class CertificatiSoap implements OnModuleInit {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'CertificatiSoap' });
  #known: readonly CertificatoClient[] = [];
  #readAt = 0;

  constructor(
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /** A folder that cannot be read stops the start: a wrong setting must not look like clients that are wrong. */
  async onModuleInit(): Promise<void> {
    if (this.settings.certificatiSoap !== undefined) await this.#read(this.settings.certificatiSoap);
  }

  /** The registered certificate that a message names. @throws FirmaRifiutata when there is none, or it does not hold today */
  async find(named: Sicurezza['certificato']): Promise<CertificatoClient> {
    await this.#refresh();
    const wanted = 'sha1' in named ? named.sha1 : undefined;
    const found = this.#known.filter(({ x509 }) =>
      'der' in named ? x509.raw.equals(named.der) : hexOf(x509.fingerprint) === wanted,
    );
    if (found.length !== 1) throw new FirmaRifiutata(found.length === 0 ? 'unknown certificate' : 'certificate of two');
    const { x509 } = found[0]!;
    const now = this.clock.now();
    if (now < new Date(x509.validFrom) || now > new Date(x509.validTo)) {
      throw new FirmaRifiutata('the certificate is not valid today');
    }
    return found[0]!;
  }

  async #refresh(): Promise<void> {
    const folder = this.settings.certificatiSoap;
    const now = this.clock.now().getTime();
    if (folder === undefined || now - this.#readAt < REREAD_MILLISECONDS) return;
    this.#readAt = now;
    await this.#read(folder).catch((error: unknown) =>
      this.#logger.error('certificates were not read again: those known still count', { error }),
    );
  }

  async #read(folder: string): Promise<void> {
    const read = await Promise.all(IDENTITA_CLIENT.map((identita) => this.#readKind(join(folder, identita), identita)));
    this.#known = read.flat();
    this.#readAt = this.clock.now().getTime();
  }

  /** `<folder>/<client id>.pem`, one or more certificates; the id percent-encoded where a file cannot be called so. */
  async #readKind(folder: string, identita: IdentitaClient): Promise<CertificatoClient[]> {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const files = names.filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'));
    const certificates = files.map(async (name) => {
      const clientId = decodeURIComponent(name.slice(0, -SUFFIX.length));
      const pems = (await readFile(join(folder, name), 'utf8')).match(PEM) ?? [];
      return pems.flatMap((pem) => this.#usable(pem, identita, clientId));
    });
    return (await Promise.all(certificates)).flat();
  }

  /** One bad file must not shut out the clients of the others. */
  #usable(pem: string, identita: IdentitaClient, clientId: string): CertificatoClient[] {
    try {
      const x509 = new X509Certificate(pem);
      const { asymmetricKeyType, asymmetricKeyDetails } = x509.publicKey;
      const bits = asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0;
      if (bits >= LEAST_KEY_BITS) return [{ identita, clientId, x509 }];
      this.#logger.error('a certificate is passed by: its key is weak or not RSA', { identita, clientId });
    } catch (error) {
      this.#logger.error('a certificate is passed by: it does not read', { identita, clientId, error });
    }
    return [];
  }
}

function hexOf(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
