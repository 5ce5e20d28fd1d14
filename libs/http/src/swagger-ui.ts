import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** Folder of the addresses below. */
const ROOT = '/documentazione/swagger-ui';
const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

/** Serves the files of Swagger UI from this machine: no page of ours loads anything from elsewhere. */
export async function serveSwaggerUi(fastify: FastifyInstance): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(FILES)) {
    const content = await readFile(join(folder, name));
    fastify.get(`${ROOT}/${name}`, (_request, reply) =>
      reply.headers({ 'content-type': type, 'cache-control': 'public, max-age=86400' }).send(content),
    );
  }
}

/** The page that shows one API. Its start is a file of its own, because our pages run no inline script. */
export function swaggerUiPage(title: string, scriptUrl: string): string {
  return (
    `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title} · Snodo</title><link rel="stylesheet" href="${ROOT}/swagger-ui.css">` +
    `<link rel="icon" type="image/png" href="${ROOT}/favicon-32x32.png"></head><body><div id="swagger-ui"></div>` +
    `<script src="${ROOT}/swagger-ui-bundle.js"></script><script src="${scriptUrl}"></script></body></html>`
  );
}

/** The start of that page: reads the document at `documentUrl`. */
export function swaggerUiScript(documentUrl: string): string {
  const options = { url: documentUrl, dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null };
  return `window.onload = () => { window.ui = SwaggerUIBundle(${JSON.stringify(options)}); };\n`;
}
