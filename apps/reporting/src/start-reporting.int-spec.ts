import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fattiCollegatiV1 } from '#libs/contracts';
import { Bus, MESSAGING_MIGRATIONS } from '#libs/messaging';
import { setLogLevel } from '#libs/observability';
import { type TestDatabase, createTestDatabase, eventually, testBrokerUrl } from '#libs/testing';
import { dropBus } from '../../../test/prova/broker.js';
import { EmittenteInProva } from '../../../test/prova/ingestion.js';
import { REPORTING_MIGRATIONS } from './migrations/index.js';
import { ENTI_DI_PROVA as ENTI, fatto } from './prova/fatti-di-prova.js';
import { learnVoci, vociDiProva } from './prova/reporting-di-prova.js';
import { startReporting } from './start-reporting.js';

interface Cella {
  readonly ambito: string;
  readonly area: string;
}

/** This process has the clock of the machine. */
const ANNO = new Date().getUTCFullYear();

describe('reporting alone in its process, joined by RabbitMQ', () => {
  let database: TestDatabase;
  let emittente: EmittenteInProva;
  let anagrafe: Bus;
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase([
      { app: 'reporting', migrations: REPORTING_MIGRATIONS },
      { app: 'anagrafe-regionale', migrations: MESSAGING_MIGRATIONS },
    ]);
    emittente = await EmittenteInProva.start();
    await learnVoci(database, vociDiProva());
    app = await startReporting({
      SNODO_ENV: 'test',
      SNODO_LOG_LEVEL: 'fatal',
      DATABASE_URL: database.adminUrl,
      AMQP_URL: testBrokerUrl(),
      SNODO_BUS_PREFIX: database.name,
      SNODO_REPORTING_DB_PASSWORD: database.password,
      SNODO_REPORTING_PORT: '0',
      SNODO_REPORTING_INTERVALLO: '200ms',
      SNODO_AUDIENCE: 'https://snodo.test',
      SNODO_PDND_ISSUER: 'prova',
      SNODO_PDND_JWKS_URL: emittente.jwksUrl,
    });
    url = await app.getUrl();
    const transport = { kind: 'rabbitmq', url: testBrokerUrl() } as const;
    anagrafe = new Bus(await database.open('anagrafe-regionale'), {
      app: 'anagrafe-regionale',
      transport,
      prefix: database.name,
    });
    await anagrafe.open([]);
  });
  afterAll(async () => {
    await anagrafe?.close();
    await app?.close();
    await emittente?.stop();
    await dropBus(testBrokerUrl(), database.name);
    await database?.drop();
    setLogLevel('info');
  });

  const table = async () => {
    const authorization = `Bearer ${await emittente.token('regione')}`;
    const response = await fetch(`${url}/rest/reporting/v1/tabelle/prestazioni-per-ambito?anno=${ANNO}`, {
      headers: { authorization },
    });
    return { status: response.status, body: (await response.json()) as { celle: Cella[] } };
  };

  it('publishes by itself what the registry says, within its interval', async () => {
    await eventually(async () => (await fetch(`${url}/health/ready`)).ok);
    await eventually(async () => (await table()).status === 200);
    const fatti = Array.from({ length: 7 }, (_, index) =>
      fatto(String(index), String(index), { anni: [{ anno: ANNO, spesa: 10_000 }] }),
    );
    const body = { collegatiIl: new Date().toISOString(), ricostruzione: false, fatti };
    await (
      await database.open('anagrafe-regionale')
    ).transaction('consumer', {}, (tx) =>
      anagrafe.outbox.publish(tx, fattiCollegatiV1, body, { key: 'fatti', ente: ENTI.uno }),
    );
    const shown = { persone: { stato: 'valore', valore: 7 }, spesa: { valore: '700.00' } };
    await eventually(async () => {
      const { celle } = (await table()).body;
      expect(celle.find(({ ambito, area }) => ambito === 'NORD' && area === '3')).toMatchObject(shown);
    });
  });

  it('says in its status that it works, and counts its revisions', async () => {
    expect((await fetch(`${url}/rest/reporting/v1/status`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(
      /snodo_reporting_revisioni_total\{[^}]*esito="pubblicata"[^}]*\} [1-9]/,
    );
  });
});
