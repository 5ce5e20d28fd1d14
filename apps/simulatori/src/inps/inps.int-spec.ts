import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '#libs/observability';
import { TokenVerifier } from '#libs/security';
import { eventually } from '#libs/testing';
import { freePort } from '#tools/servers/ports.mjs';
import { startSimulatori } from '../start-simulatori.js';
import { startInps } from './prova/inps-di-prova.js';
import { WaasDiProva } from './prova/waas-di-prova.js';

const ID = 'A271.PS.20260105.0000001';
const XSD = resolve(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/PS_PSA_SINA201812.xsd');

let waas: WaasDiProva;
let folder: string;
let app: NestFastifyApplication;
let base: string;

async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
  const port = await freePort();
  app = await startSimulatori({
    SNODO_ENV: 'test',
    SNODO_LOG_LEVEL: 'fatal',
    SNODO_SIMULATORI_PORT: String(port),
    SNODO_SIMULATORI_URL: `http://127.0.0.1:${port}`,
    SNODO_SIMULATORI_FOLDER: join(folder, 'chiavi'),
    SNODO_SIMULATORI_REGIONS: join(folder, 'regioni'),
    SNODO_AUDIENCE: 'https://snodo.example',
    SNODO_INPS_WAAS_URL: waas.url,
    SNODO_INPS_ENTI: 'A271,G479',
    SNODO_INPS_INTERVAL: '0s',
    SNODO_INPS_ESITI_DELAY: '0s',
    ...env,
  });
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

beforeEach(async () => {
  waas = await WaasDiProva.start();
  folder = await mkdtemp(join(tmpdir(), 'snodo-inps-'));
  const pack = join(folder, 'regioni', 'prova', 'dimostrazione');
  await mkdir(pack, { recursive: true });
  await writeFile(join(pack, 'client.csv'), 'client_id,ente\ndemo-inps,codice_fiscale:80078750587\n');
});
afterEach(async () => {
  await app?.close();
  await waas.close();
  await rm(folder, { recursive: true });
});

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${base}/inps/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: (text.startsWith('<') || text === '' ? {} : JSON.parse(text)) as never };
}

describe('INPS in the process of the simulators', () => {
  it('asks the issuer for its voucher, one for many calls, and PDND’s verifier takes it', async () => {
    await start();
    await call('POST', 'slot', {});
    await call('POST', 'slot', {});
    const tokens = new Set(waas.chiamate.map(({ token }) => token));
    expect(waas.chiamate).toHaveLength(4);
    expect(tokens.size).toBe(1);
    const verifier = new TokenVerifier([
      {
        kind: 'pdnd',
        issuer: 'simulatori.snodo.localhost',
        jwksUrl: `${base}/.well-known/jwks.json`,
        audience: ['https://snodo.example'],
      },
    ]);
    expect(await verifier.verify([...tokens][0]!)).toMatchObject({ kind: 'pdnd', clientId: 'demo-inps' });
  });

  it('begins slots by itself, and stops when the process does', async () => {
    await start({ SNODO_INPS_INTERVAL: '30ms' });
    waas.publish('A271', 1000, ID);
    await eventually(() => waas.esiti('A271').length === 1);
    await app.close();
    const calls = waas.chiamate.length;
    await new Promise((done) => setTimeout(done, 120));
    expect(waas.chiamate).toHaveLength(calls);
  });

  it('is led step by step', async () => {
    await start();
    waas.publish('A271', 1000, ID);
    expect((await call('POST', 'slot', { ente: 'A271', solo: 'flussi' })).body).toEqual([
      { ente: 'A271', acquisiti: 1, consegnati: 0, saltato: false },
    ]);
    expect((await call('GET', 'enti/A271')).body).toMatchObject({
      ente: 'A271',
      since: 1000,
      acquisiti: [ID],
      in_attesa: [{ id_flusso: ID, codice_esito: 'OK' }],
      consegnati: [],
    });
    expect((await call('POST', 'slot', { solo: 'esiti' })).body).toMatchObject([{ consegnati: 1 }, { consegnati: 0 }]);
    expect((await call('GET', 'enti')).body).toMatchObject([
      { ente: 'A271', acquisiti: 1, in_attesa: 0, consegnati: 1, per_codice: { OK: 1 }, problemi: 0 },
      { ente: 'G479', acquisiti: 0 },
    ]);
    const document = await call('GET', `enti/A271/flussi/${ID}`);
    expect(document.text).toMatch(/^<Flusso .*Nome="A271\.PS\.20260105\.0000001"/);
    expect((await call('GET', 'enti/A271/flussi/altro')).body).toMatchObject({ code: 'flusso_non_acquisito' });
  });

  it('takes and leaves enti, by Belfiore code only', async () => {
    await start();
    expect((await call('PUT', 'enti/E388')).status).toBe(204);
    expect((await call('POST', 'slot', { ente: 'E388' })).status).toBe(200);
    expect((await call('DELETE', 'enti/G479')).status).toBe(204);
    expect(((await call('GET', 'enti')).body as { ente: string }[]).map(({ ente }) => ente)).toEqual(['A271', 'E388']);
    for (const [method, path, body] of [
      ['GET', 'enti/G479', undefined],
      ['DELETE', 'enti/G479', undefined],
      ['PUT', 'enti/..%2Fx', undefined],
      ['POST', 'slot', { ente: 'G479' }],
      ['PUT', 'guasti', { ente: 'G479', down: 1 }],
    ] as const) {
      expect((await call(method, path, body)).body).toMatchObject({ status: 404, code: 'ente_non_seguito' });
    }
  });

  it('misbehaves as it is told, and keeps what is not named', async () => {
    await start();
    expect((await call('PUT', 'guasti', { down: 1, late: 2 })).status).toBe(204);
    expect((await call('PUT', 'guasti', { ente: 'A271', duplicate: true })).status).toBe(204);
    expect((await call('GET', 'enti')).body).toMatchObject([
      { ente: 'A271', guasti: { down: 1, late: 2, duplicate: true, contradict: false, bad_token: false, rollback: 0 } },
      { ente: 'G479', guasti: { down: 1, late: 2, duplicate: false } },
    ]);
    expect((await call('POST', 'slot', { ente: 'A271' })).body).toMatchObject([{ saltato: true }]);
    for (const wrong of [{ down: -1 }, { late: 1.5 }, { duplicate: 'yes' }, { altro: true }, { ente: 'x', down: 1 }]) {
      expect((await call('PUT', 'guasti', wrong)).status).toBe(422);
    }
  });

  it('shows a voucher that is refused when told, and the good one again after', async () => {
    await start();
    await call('PUT', 'guasti', { bad_token: true });
    await call('POST', 'slot', { ente: 'A271' });
    await call('PUT', 'guasti', { bad_token: false });
    await call('POST', 'slot', { ente: 'A271' });
    const [bad, good] = waas.chiamate.map(({ token }) => token!);
    expect(bad!.slice(0, -12)).toBe(good!.slice(0, -12));
    expect(bad).not.toBe(good);
  });

  it('asks for another voucher when its own is not taken any more', async () => {
    await start();
    await call('POST', 'slot', { ente: 'A271' });
    waas.refuse(waas.chiamate[0]!.token!);
    await call('POST', 'slot', { ente: 'A271' });
    waas.publish('A271', 1000, ID);
    expect((await call('POST', 'slot', { ente: 'A271' })).body).toMatchObject([{ acquisiti: 1 }]);
    const { problemi } = (await call('GET', 'enti/A271')).body as { problemi: { genere: string; dettaglio: string }[] };
    expect(problemi).toMatchObject([{ genere: 'rifiuto', dettaglio: '401' }]);
  });

  it('does not stop when nobody answers', async () => {
    await start({ SNODO_INPS_WAAS_URL: 'http://127.0.0.1:9/waas' });
    expect((await call('POST', 'slot', { ente: 'A271' })).status).toBe(200);
    expect((await call('GET', 'enti/A271')).body).toMatchObject({ since: 0, problemi: [{ genere: 'rete' }] });
  });

  it('without a voucher asks nobody', async () => {
    await start({ SNODO_INPS_CLIENT: 'demo-nessuno' });
    await call('POST', 'slot', { ente: 'A271' });
    expect((await call('GET', 'enti/A271')).body).toMatchObject({ problemi: [{ genere: 'rete' }] });
    expect(waas.chiamate).toEqual([]);
  });
});

if (!existsSync(XSD)) process.stderr.write(`SALTATO: manca lo schema ufficiale (${XSD}): impostare SNODO_SHARED\n`);

(existsSync(XSD) ? describe : describe.skip)('INPS with libxml2 beside it', () => {
  const lines: string[] = [];
  const logger = new Logger({ app: 'prova', destination: { write: (line: string) => void lines.push(line) } });

  it('has nothing to say while both judges agree, also on documents that both refuse', async () => {
    await start();
    waas.publish('A271', 1, ID);
    waas.publish('A271', 2, 'A271.PS.20260105.0000002', { prestazione: { CodicePrestazione: 'A1' } });
    waas.publish('A271', 3, 'A271.PS.20260105.0000003', { xml: 'non XML' });
    const inps = await startInps(waas, { schema: XSD, logger });
    await inps.poll();
    expect(inps.stato('A271')).toMatchObject({ per_codice: { OK: 1, RICHIESTA_INVALIDA: 2 }, problemi: [] });
    await inps.close();
  });

  it('logs an error where they disagree', async () => {
    await start();
    const otherSchema = join(folder, 'altro.xsd');
    await writeFile(
      otherSchema,
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="altro"/></xs:schema>',
    );
    waas.publish('A271', 1, ID);
    const inps = await startInps(waas, { schema: otherSchema, logger });
    await inps.poll();
    expect(inps.stato('A271').problemi).toMatchObject([{ genere: 'libxml_discorda' }]);
    expect(lines.some((line) => line.includes('libxml_discorda') && line.includes('"level":50'))).toBe(true);
    await inps.close();
  });

  it('says at the start that it has no second opinion when the schema is not where it was told', async () => {
    await start();
    const inps = await startInps(waas, { schema: join(folder, 'manca.xsd'), logger });
    expect(lines.some((line) => line.includes('no second opinion'))).toBe(true);
    await inps.close();
  });
});
