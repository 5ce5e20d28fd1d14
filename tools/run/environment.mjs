import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../servers/account.mjs';
import { isAlive } from '../servers/processes.mjs';
import { sharedFolder } from '../prepare/oracles.mjs';
import { STATE } from '../prepare/place.mjs';

/** What the hub, the simulators and the command line are told, for one run on one machine. */
export function runEnvironment(prepared, ports = { hub: 0, simulatori: 0 }) {
  const { databaseUrl, databaseGiven, amqpUrl, place, installation, secrets } = prepared;
  const name = place.number === 0 ? installation : `${installation}_${place.number}`;
  const adminUrl = databaseOf(databaseUrl, databaseGiven, `snodo_${name}`);
  const hubUrl = `http://localhost:${ports.hub}`;
  const simulatoriUrl = `http://127.0.0.1:${ports.simulatori}`;
  const keys = join(place.folder, 'simulatori');
  return {
    ...process.env,
    ...secrets,
    SNODO_ENV: 'development',
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_URL: adminUrl,
    ...(amqpUrl === undefined ? { SNODO_TRANSPORT: 'embedded' } : { SNODO_TRANSPORT: 'rabbitmq', AMQP_URL: amqpUrl }),
    // Two installations may share one RabbitMQ: neither may hear the other.
    SNODO_BUS_PREFIX: process.env.SNODO_BUS_PREFIX ?? `snodo-${name}`,
    SNODO_PORT: String(ports.hub),
    SNODO_PUBLIC_URL: hubUrl,
    SNODO_AUDIENCE: hubUrl,
    SNODO_PDND_JWKS_URL: `${simulatoriUrl}/.well-known/jwks.json`,
    SNODO_DIMOSTRAZIONE: 'true',
    SNODO_ATTO_RIESAME_REGIONALE: process.env.SNODO_ATTO_RIESAME_REGIONALE ?? 'DEMO RIESAME/1',
    SNODO_LOG_LEVEL: process.env.SNODO_LOG_LEVEL ?? 'warn',
    SNODO_SIMULATORI_PORT: String(ports.simulatori),
    SNODO_SIMULATORI_URL: simulatoriUrl,
    SNODO_SIMULATORI_FOLDER: keys,
    SNODO_URL: hubUrl,
    SNODO_TOKEN_URL: `${simulatoriUrl}/token.oauth2`,
    // Tables soon: a demonstration is watched.
    SNODO_REPORTING_INTERVALLO: process.env.SNODO_REPORTING_INTERVALLO ?? '3s',
    ...anprEnvironment(simulatoriUrl),
    ...inpsEnvironment(place.folder, hubUrl),
  };
}

/**
 * ANPR is asked by an invented act, of few persons: of the thousands that the demonstration sends the simulated one knows one. What is
 * given in the environment wins.
 */
function anprEnvironment(simulatoriUrl) {
  const finalita = ['C015', 'C018', 'C019', 'C020', 'C030'].map(
    (caso) => `${caso}=00000000-0000-4000-8000-${caso.toLowerCase().padStart(12, '0')}`,
  );
  const given = Object.entries(process.env).filter(([name]) =>
    /^SNODO_(ANPR|PDND_TOKEN|PDND_ASS|PDND_CLIENT)/.test(name),
  );
  return {
    SNODO_PDND_TOKEN_URL: `${simulatoriUrl}/token.oauth2`,
    SNODO_PDND_ASSERTION_AUDIENCE: 'simulatori.snodo.localhost/client-assertion',
    SNODO_PDND_CLIENT_ID: 'anagrafe-regionale',
    SNODO_ANPR_URL: `${simulatoriUrl}/anpr`,
    SNODO_ANPR_AUDIENCE: `${simulatoriUrl}/anpr`,
    SNODO_ANPR_FINALITA: finalita.join(','),
    SNODO_ANPR_ATTO: 'DEMO ANPR/1',
    SNODO_ANPR_SOGLIA: '200',
    ...Object.fromEntries(given),
  };
}

/** INPS in a hurry, so that a whole trip is seen in seconds; it remembers over a restart, as the database does. */
function inpsEnvironment(folder, hubUrl) {
  const schema = join(sharedFolder(), 'oracles/inps/PS_PSA_SINA201812.xsd');
  const given = Object.entries(process.env).filter(([name]) => name.startsWith('SNODO_INPS_'));
  return {
    SNODO_INPS_ENTI: 'A271,E388,G479',
    SNODO_INPS_WAAS_URL: `${hubUrl}/waas`,
    SNODO_INPS_INTERVAL: '2s',
    SNODO_INPS_ESITI_DELAY: '1s',
    SNODO_INPS_GENERIC_ERRORS: '2',
    SNODO_INPS_JOURNAL: join(folder, 'inps.ndjson'),
    ...(existsSync(schema) ? { SNODO_INPS_XSD: schema } : {}),
    ...Object.fromEntries(given),
  };
}

/** The part by which the command line finds the hub and the development issuer. */
export function commandLine({ SNODO_URL, SNODO_TOKEN_URL, SNODO_SIMULATORI_FOLDER }) {
  return { SNODO_URL, SNODO_TOKEN_URL, SNODO_SIMULATORI_FOLDER };
}

/** The command-line settings of a hub that `npm start` keeps up in this folder right now, the first one if there are several. */
export function runningHub(state = STATE) {
  if (!existsSync(state)) return undefined;
  for (const name of readdirSync(state)
    .filter((one) => one.startsWith('start-'))
    .toSorted()) {
    const text = readIfThere(join(state, name, 'running.json'));
    const { pid, ...settings } = text === undefined ? {} : JSON.parse(text);
    if (pid !== undefined && isAlive(pid)) return settings;
  }
  return undefined;
}

/** A database that the user named is used as it is; otherwise this installation has its own. */
function databaseOf(url, given, name) {
  const parsed = new URL(url);
  if (!given || parsed.pathname.length <= 1) parsed.pathname = `/${name}`;
  return parsed.href;
}
