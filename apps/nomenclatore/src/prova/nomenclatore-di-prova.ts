import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HTTP_APPLICATION_OPTIONS, HTTP_SETTINGS, configureHttp, httpAdapter } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { HealthModule, Logger } from '#libs/observability';
import { Clock } from '#libs/persistence';
import { type IdentityKind, TokenVerifier, type VerifiedIdentity } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase, createTestDatabase } from '#libs/testing';
import { NOMENCLATORE_MIGRATIONS, NomenclatoreModule } from '../index.js';

const BASE = '/rest/nomenclatore/v1';
export const RELOAD = '/rest/amministrazione/v1/nomenclatore/ricaricamenti';
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const config = fileURLToPath(new URL('../../../../config/', import.meta.url));

/** Every token is good and says `<kind> <client id>` in base64url: who may do what is the matter here, tokens are not. */
const verifier = {
  verify(token: string): Promise<VerifiedIdentity> {
    const [kind, clientId] = Buffer.from(token, 'base64url').toString().split(' ') as [IdentityKind, string];
    return Promise.resolve({ kind, issuer: kind, clientId, subject: clientId, jti: clientId, expiresAt: 4e9 });
  },
};

function signed(test: request.Test, kind: IdentityKind, clientId: string | undefined): request.Test {
  if (clientId === undefined) return test;
  return test.set('authorization', `Bearer ${Buffer.from(`${kind} ${clientId}`).toString('base64url')}`);
}

/** A nomenclatore alone with a database and a pack of its own, at 10:00 of 10 March 2026 in Rome. */
export class NomenclatoreDiProva {
  readonly clock = new SetClock(new Date('2026-03-10T09:00:00Z'));

  private constructor(
    readonly database: TestDatabase,
    readonly folder: string,
    public app: NestFastifyApplication | undefined,
    private readonly dimostrazione: boolean,
  ) {}

  /** @param spedito with the packs that are shipped, demonstration too, in the place of those for tests */
  static async start({ spedito = false } = {}): Promise<NomenclatoreDiProva> {
    const database = await createTestDatabase([{ app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS }]);
    const folder = await mkdtemp(join(tmpdir(), 'snodo-pacchetto-'));
    if (!spedito) await cp(fixtures, folder, { recursive: true });
    if (spedito) await cp(join(config, 'nazionale'), join(folder, 'nazionale'), { recursive: true });
    if (spedito) await cp(join(config, 'regioni/marche'), join(folder, 'borea'), { recursive: true });
    const made = new NomenclatoreDiProva(database, folder, undefined, spedito);
    await made.restart();
    return made;
  }

  /** Ends the process, if there is one, and starts it on the same database, or on another. */
  async restart(database: TestDatabase = this.database): Promise<void> {
    await this.app?.close();
    this.app = undefined;
    const module = await Test.createTestingModule({
      imports: [
        HealthModule,
        NomenclatoreModule.forApp({
          databaseUrl: database.adminUrl,
          databasePassword: database.password,
          transport: { kind: 'embedded' },
          prefix: database.name,
          publicUrl: 'https://snodo.example',
          issuers: [],
          cartelle: {
            nazionale: join(this.folder, 'nazionale'),
            regione: join(this.folder, 'borea'),
            dimostrazione: this.dimostrazione,
          },
        }),
      ],
    })
      .overrideProvider(TokenVerifier)
      .useValue(verifier)
      .overrideProvider(Clock)
      .useValue(this.clock)
      .compile();
    const settings = readSettings(HTTP_SETTINGS, { SNODO_RATE_LIMIT: '100000' });
    const created = module.createNestApplication<NestFastifyApplication>(httpAdapter(settings), {
      ...HTTP_APPLICATION_OPTIONS,
      logger: false,
    });
    await configureHttp(created, { settings, logger: new Logger({ app: 'http', level: 'error' }) });
    await startMessaging(created);
    await created.init().catch(async (error: unknown) => {
      await created.close();
      throw error;
    });
    await created.getHttpAdapter().getInstance().ready();
    this.app = created;
  }

  async close(): Promise<void> {
    await this.app?.close();
    await rm(this.folder, { recursive: true, force: true });
    await this.database.drop();
  }

  /** Changes a file of the pack. */
  async edit(file: string, change: (text: string) => string): Promise<void> {
    const path = join(this.folder, file);
    const before = await readFile(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${file} holds nothing to change`);
    await writeFile(path, after);
  }

  get(path: string): request.Test {
    return request(this.app!.getHttpServer()).get(BASE + path);
  }

  /** A request of a client that showed a PDND voucher, or of nobody. */
  send(method: 'get' | 'post' | 'put', path: string, clientId?: string): request.Test {
    return signed(request(this.app!.getHttpServer())[method](BASE + path), 'pdnd', clientId);
  }

  /** Asks for the pack to be read again, as a client that showed an identity of this kind. */
  reload(clientId?: string, kind: IdentityKind = 'pdnd'): request.Test {
    return signed(request(this.app!.getHttpServer()).post(RELOAD), kind, clientId);
  }

  /** What the other services have been told, in order. */
  sent() {
    return this.database.admin<{
      name: string;
      voci: { genere: string; id: string; revisione: number; contenuto: unknown }[];
    }>(`SELECT type AS name, convert_from(body, 'UTF8')::jsonb->'voci' AS voci FROM nomenclatore.outbox ORDER BY id`);
  }
}
