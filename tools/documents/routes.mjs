import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';

/** The keys that an ingestion needs to be described; nothing is ever encrypted with them. */
const NO_KEY = Buffer.alloc(32).toString('base64');
const ENVIRONMENT = {
  SNODO_ENV: 'test',
  SNODO_CHIAVI_INGESTION: NO_KEY,
  SNODO_CHIAVI_MESSAGGI: NO_KEY,
  SNODO_CHIAVE_RECORD: NO_KEY,
  SNODO_CHIAVI_RICEVUTE: NO_KEY,
  SNODO_CHIAVI_ANAGRAFE: NO_KEY,
  SNODO_CHIAVE_INDICE_ANAGRAFE: NO_KEY,
  SNODO_CHIAVE_PSEUDONIMI: NO_KEY,
  SNODO_CHIAVI_INPS_GATEWAY: NO_KEY,
};

/**
 * Every route of the processes that hold all apps, without starting any of them. `pagine` are those served beside Nest, which no
 * guard sees.
 * @returns {Promise<{ process: string, routes: object[], pagine: string[] }[]>}
 */
export async function routesOfProcesses(root, extension, { http, security, settings: { readGroups, readSettings } }) {
  const from = (path) => import(pathToFileURL(join(root, `${path}${extension}`)).href);
  // One after the other: Jest's loader loses modules that two imports ask for at once.
  const { HUB_GROUPS } = await from('apps/hub/src/hub.config');
  const { HubModule } = await from('apps/hub/src/hub.module');
  const { SIMULATORI_SETTINGS } = await from('apps/simulatori/src/simulatori.config');
  const { SimulatoriModule } = await from('apps/simulatori/src/simulatori.module');
  const hub = readGroups(HUB_GROUPS, ENVIRONMENT);
  const simulatori = readSettings(SIMULATORI_SETTINGS, ENVIRONMENT);
  return [
    { process: 'hub', ...(await describe(HubModule.forSettings(hub), hub.hub, { http, security })) },
    {
      process: 'simulatori',
      ...(await describe(SimulatoriModule.forDevelopment(simulatori), simulatori, { http, security })),
    },
  ];
}

async function describe(module, settings, { http, security }) {
  const options = { ...http.HTTP_APPLICATION_OPTIONS, preview: true, logger: false, abortOnError: false };
  const app = await NestFactory.create(module, http.httpAdapter(settings), options);
  const pagine = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => method === 'HEAD' || pagine.push(`${method} ${url}`));
  await http.configureHttp(app, { settings });
  const routes = security
    .routesOf(app)
    .toSorted((one, other) => `${one.path} ${one.method}`.localeCompare(`${other.path} ${other.method}`));
  await app.close();
  return { routes, pagine };
}

/** The page of who may call what, in Italian: a new route, or one opened to more, is a line that somebody reads. */
export function routesPage(processes, { POLICY }) {
  const sections = processes.map(({ process, routes, pagine }) =>
    [
      `## ${process}`,
      '',
      '| metodo | percorso | azione | ruoli |',
      '|---|---|---|---|',
      ...routes.map(({ method, path, access }) => `| ${method} | \`${path}\` | ${accessCells(access, POLICY)} |`),
      '',
      `Pagine servite senza passare dalla guardia, uguali per tutti: ${pagine.map((one) => `\`${one}\``).join(', ')}.`,
    ].join('\n'),
  );
  return `${HEAD}\n${sections.join('\n\n')}\n`;
}

function accessCells(access, policy) {
  if (access === 'pubblico') return 'pubblica | chiunque';
  if (access === 'negato') return '**non dichiarata** | nessuno';
  const roles = [...new Set(access.flatMap((azione) => policy[azione]))];
  return `${access.join(', ')} | ${roles.join(', ')}`;
}

const HEAD = `# Rotte

Generata dal codice (dopo la compilazione: \`node tools/write-documents.mjs\`); una prova la confronta con le rotte che ci sono. Una rotta
che non dichiara chi può chiamarla è chiusa a tutti. Il ruolo apre la porta; *di quali* invii e righe si vedano i dati lo decidono ente
erogatore e deleghe, nel database. \`hub\` contiene tutte le app; ogni app avviata da sola serve le proprie rotte, \`/health\` e \`/metrics\`.
Le API aggiungono le pagine pubbliche \`<base>/openapi.json\`, \`<base>/documentazione\` e \`<base>/documentazione/avvio.js\`, e i file di Swagger UI.
\`/metrics\` si protegge da sé: con \`SNODO_METRICS_TOKEN\` vuole quel gettone, senza risponde solo alla macchina su cui gira.
I simulatori non girano in produzione; \`/inps\`, con cui si guida INPS, risponde solo alla macchina su cui girano.
`;
