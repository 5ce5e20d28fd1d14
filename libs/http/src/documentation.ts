import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { type ErrorSection, errorsHtml, page } from './errors-page.js';
import { type ApiDescription, basePathOf, buildOpenApi } from './open-api.js';
import type { HttpSettings } from './settings.js';
import { serveSwaggerUi, swaggerUiPage, swaggerUiScript } from './swagger-ui.js';

const PAGE = 'text/html; charset=utf-8';
const TERMS = page(
  'Condizioni d’uso',
  '<h1>Condizioni d’uso</h1><p>Le API che chiedono un token sono per gli enti iscritti al registro della Regione e per chi li ' +
    'rappresenta, ciascuno per i flussi e nei limiti delle deleghe registrate. La lettura del nomenclatore è pubblica.</p>' +
    '<p>Snodo è software libero, con licenza ' +
    '<a href="https://www.gnu.org/licenses/agpl-3.0.html">AGPL-3.0-or-later</a>.</p>',
);

/**
 * Serves the documents of the APIs, without a token and without leaving this machine: `<base>/openapi.json`, `<base>/documentazione`
 * (Swagger UI), `/documentazione/errori` and an index at `/documentazione`.
 */
export async function addDocumentation(
  app: NestFastifyApplication,
  apis: readonly ApiDescription[],
  errors: readonly ErrorSection[],
  settings: HttpSettings,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  for (const api of apis) await serveApi(fastify, api, settings);
  if (apis.length > 0) await serveSwaggerUi(fastify);
  fastify.get('/', (_request, reply) => reply.redirect('/documentazione'));
  serve(fastify, '/documentazione', PAGE, indexPage(apis));
  serve(fastify, '/documentazione/termini', PAGE, TERMS);
  serve(fastify, '/documentazione/errori', PAGE, errorsHtml(errors));
}

async function serveApi(fastify: FastifyInstance, api: ApiDescription, settings: HttpSettings): Promise<void> {
  const base = basePathOf(api);
  const script = `${base}/documentazione/avvio.js`;
  const document = JSON.stringify(await buildOpenApi(api, settings.publicUrl));
  serve(fastify, `${base}/openapi.json`, 'application/json; charset=utf-8', document);
  serve(fastify, `${base}/documentazione`, PAGE, swaggerUiPage(api.title, script));
  serve(fastify, script, 'text/javascript; charset=utf-8', swaggerUiScript(`${base}/openapi.json`));
}

function serve(fastify: FastifyInstance, path: string, type: string, content: string): void {
  fastify.get(path, (_request, reply) => reply.type(type).send(content));
}

function indexPage(apis: readonly ApiDescription[]): string {
  const items = apis.map((api) => {
    const base = basePathOf(api);
    return `<li><a href="${base}/documentazione">${api.title}</a> (<a href="${base}/openapi.json">OpenAPI</a>)</li>`;
  });
  return page(
    'Documentazione',
    `<h1>Documentazione</h1><ul>${items.join('')}<li><a href="/documentazione/errori">Errori</a></li></ul>`,
  );
}
