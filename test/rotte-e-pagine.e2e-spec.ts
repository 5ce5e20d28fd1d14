import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as http from '#libs/http';
import { metrics } from '#libs/observability';
import * as security from '#libs/security';
import * as settings from '#libs/settings';

interface Process {
  readonly process: string;
  readonly routes: readonly security.RouteAccess[];
  readonly pagine: readonly string[];
}

/** What may be open to anyone: public reads and translation of reference codes, the WSDL, probes, the keys of ricevute, the heads of the sealed registers, the hashes of accesses, and in the simulators the token endpoint, the simulated registries and the reins of INPS. */
const OPEN =
  /^POST \/rest\/nomenclatore\/v1\/traduzioni$|^GET \/(soap\/invii\/v1$|rest\/nomenclatore\/v1\/|rest\/(invii|esiti|anagrafe|inps|reporting)\/v1\/status$|rest\/tracciati\/v1\/|rest\/(esiti|anagrafe)\/v1\/teste-registro(\/(ultima|coerenze|:dimensione))?$|rest\/anagrafe\/v1\/registro\/foglie$|waas\/:codice_ente\/v1\/status$|health\/(live|ready)$|metrics$|\.well-known\/jwks\.json$)/;
const OPEN_IN_SIMULATORI = ['GET /.well-known/jwks.json', 'POST /token.oauth2'];
/** From the machine itself only, for which a guard of their own sees. */
const FROM_THE_MACHINE = /^(GET|PUT|DELETE|POST) \/(inps\/(enti|slot|guasti)(\/|$)|(anpr|sanitaria)\/)/;

let processes: readonly Process[];
beforeAll(async () => {
  // Not a static import: the generator is a plain script without types.
  const { routesOfProcesses } = (await import(resolve('tools/documents/routes.mjs'))) as {
    routesOfProcesses: (root: string, extension: '.ts', libs: object) => Promise<Process[]>;
  };
  processes = await routesOfProcesses(resolve('.'), '.ts', { http, security, settings });
});

const routesOf = (name: string) => processes.find(({ process }) => process === name)!.routes;
const open = (name: string) =>
  routesOf(name)
    .filter(({ access }) => access === 'pubblico')
    .map(({ method, path }) => `${method} ${path}`);

describe('the routes of every process', () => {
  it('say who may call them', () => {
    expect(routesOf('hub').length).toBeGreaterThan(25);
    expect(processes.flatMap(({ routes }) => routes.filter(({ access }) => access === 'negato'))).toEqual([]);
  });

  it('are open to anyone only where nothing of an ente can be read or written', () => {
    expect(open('hub').filter((route) => !OPEN.test(route))).toEqual([]);
    expect(open('simulatori').filter((route) => !FROM_THE_MACHINE.test(route))).toEqual(OPEN_IN_SIMULATORI);
  });

  it('are not joined by others that no guard sees, but for the pages of the documentation', () => {
    const pages = ['/', '/documentazione', '/documentazione/termini', '/documentazione/errori'];
    for (const { pagine } of processes) expect(pagine).toEqual(pages.map((page) => `GET ${page}`));
  });
});

describe('the pages for operators and enti', () => {
  const pages = async (): Promise<{ path: string; text: string }[]> => {
    const found = (await readdir('docs', { recursive: true })).filter(
      (path) => path.endsWith('.md') && !path.startsWith('adr'),
    );
    return Promise.all(found.map(async (path) => ({ path, text: await readFile(join('docs', path), 'utf8') })));
  };
  const named = (text: string, pattern: RegExp): string[] => [...new Set(text.match(pattern) ?? [])];

  it('explain every metric of ours, and none that does not exist', async () => {
    const ours = (await metrics.registry.getMetricsAsJSON())
      .map(({ name }) => name)
      .filter((name) => name.startsWith('snodo_'));
    const page = await readFile('docs/operazioni.md', 'utf8');
    const explained = named(page, /(?<=^\| `)snodo_[a-z_]+(?=` \|)/gm);
    expect(explained.toSorted()).toEqual(ours.toSorted());
  });

  it('name only settings that exist', async () => {
    const example = await readFile('config/.env.example', 'utf8');
    const known = new Set([...named(example, /(?<=^#)[A-Z][A-Z0-9_]+(?==)/gm), ...COMMAND_LINE]);
    for (const { path, text } of await pages()) {
      const unknown = named(text, /\b(SNODO_[A-Z][A-Z0-9_]*|DATABASE_[A-Z_]+|AMQP_URL)\b/g).filter(
        (name) => !known.has(name),
      );
      expect({ path, unknown }).toEqual({ path, unknown: [] });
    }
  });

  it('name only addresses that exist', async () => {
    const known = new Set([...routesOf('hub').map(({ path }) => path.replace(/:\w+/g, '*')), ...PAGES]);
    for (const { path, text } of await pages()) {
      const unknown = named(text, /\/rest\/[a-z]+\/v1\/[^\s"'`?)>|]+/g)
        .map((address) => address.replace(/<[^>]*>?|\$\w+|\{\w+\}|:\w+/g, '*').replace(/[.,;:]$/, ''))
        .filter((address) => !known.has(address));
      expect({ path, unknown }).toEqual({ path, unknown: [] });
    }
  });
});

/** Of programs that read no schema: the command line and the tools. */
const COMMAND_LINE = [
  'SNODO_ENV',
  'SNODO_URL',
  'SNODO_TOKEN',
  'SNODO_TOKEN_URL',
  'SNODO_BENCH_PICCOLA',
  'SNODO_BENCH_GRANDE',
  'SNODO_BENCH_PERSONE',
  'SNODO_BENCH_TIENI',
];
const PAGES = ['invii', 'esiti', 'nomenclatore', 'tracciati', 'anagrafe', 'inps', 'reporting'].flatMap((domain) =>
  ['documentazione', 'openapi.json'].map((page) => `/rest/${domain}/v1/${page}`),
);
