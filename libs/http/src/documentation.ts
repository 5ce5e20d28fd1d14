import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { SECURITY_ERRORS } from '#libs/security';
import { type ErrorSection, errorsHtml, page } from './errors-page.js';
import { HTTP_ERRORS } from './http.errors.js';
import { type ApiDescription, basePathOf, buildOpenApi } from './open-api.js';
import type { HttpSettings } from './settings.js';

/** Errors that every process of the hub may give. */
export const SHARED_ERRORS: readonly ErrorSection[] = [
  { title: 'Comuni a tutti i servizi', table: HTTP_ERRORS },
  { title: 'Autenticazione e autorizzazione', table: SECURITY_ERRORS },
];

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
  for (const api of apis) {
    const base = basePathOf(api).slice(1);
    SwaggerModule.setup(`${base}/documentazione`, app, await buildOpenApi(api, settings.publicUrl), {
      jsonDocumentUrl: `${base}/openapi.json`,
      raw: ['json'],
      customSiteTitle: `${api.title} · Snodo`,
    });
  }
  const pages = {
    '/documentazione': indexPage(apis),
    '/documentazione/errori': errorsHtml([...SHARED_ERRORS, ...errors]),
  };
  for (const [path, html] of Object.entries(pages)) {
    app
      .getHttpAdapter()
      .getInstance()
      .get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
  }
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
