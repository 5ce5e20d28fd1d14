import { type Type } from '@nestjs/common';
import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  PARAMTYPES_METADATA,
  PIPES_METADATA,
  PROPERTY_DEPS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
} from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeOperations, standardComponents } from './open-api-standard.js';

/** One API: one OpenAPI document, one e-service of PDND's catalogue. */
export interface ApiDescription {
  /** Last part of the base path: `/rest/<domain>/v<major>`. */
  readonly domain: string;
  /** Semantic version of the document; its major is in the base path. */
  readonly version: string;
  readonly title: string;
  /** One line for the catalogue. */
  readonly summary: string;
  /** Markdown for who must use it. */
  readonly description: string;
  readonly controllers: readonly Type[];
}

/** Server written in the committed documents, where no installation is known. */
const EXAMPLE_URL = 'https://snodo.regione.example';

/** `/rest/<domain>/v<major>`, where all paths of the API are. */
export function basePathOf({ domain, version }: Pick<ApiDescription, 'domain' | 'version'>): string {
  return `/rest/${domain}/v${version.split('.')[0]}`;
}

/**
 * The OpenAPI 3.0 document of an API, from its controllers alone: nothing is started. Every operation gets the answers that the edge
 * gives to all (limits, refusals, unavailability) with their headers, as AgID's rules for PDND ask.
 */
export async function buildOpenApi(api: ApiDescription, publicUrl: string = EXAMPLE_URL): Promise<OpenAPIObject> {
  const document = await describeControllers(api, publicUrl);
  const basePath = basePathOf(api);
  document.paths = Object.fromEntries(
    Object.entries(document.paths)
      .filter(([path]) => path.startsWith(`${basePath}/`))
      .map(([path, item]) => [path.slice(basePath.length), item]),
  );
  document.components = standardComponents(document.components ?? {});
  completeOperations(document);
  return JSON.parse(JSON.stringify(document)) as OpenAPIObject;
}

async function describeControllers(api: ApiDescription, publicUrl: string): Promise<OpenAPIObject> {
  class DescribedApi {}
  const app = await NestFactory.create(
    { module: DescribedApi, controllers: api.controllers.map(withoutDependencies) },
    new FastifyAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
  try {
    return SwaggerModule.createDocument(app, documentHead(api, publicUrl));
  } finally {
    await app.close();
  }
}

/** What Nest would build to run a controller: its dependencies, and the classes named by `@UseInterceptors` and its sisters. */
const DEPENDENCIES = [
  PARAMTYPES_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  PROPERTY_DEPS_METADATA,
  INTERCEPTORS_METADATA,
  GUARDS_METADATA,
  PIPES_METADATA,
  EXCEPTION_FILTERS_METADATA,
];

/** The same routes on a class that needs nothing: the document must not need the database that its controllers need. */
function withoutDependencies(controller: Type): Type {
  const described = { [controller.name]: class extends controller {} }[controller.name]!;
  for (const key of DEPENDENCIES) Reflect.defineMetadata(key, [], described);
  return described;
}

function documentHead(api: ApiDescription, publicUrl: string): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle(api.title)
    .setVersion(api.version)
    .setDescription(api.description)
    .setTermsOfService(`${publicUrl}/documentazione/termini`)
    .setContact('Assistenza Snodo', `${publicUrl}/documentazione`, 'snodo@regione.example')
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addServer(`${publicUrl}${basePathOf(api)}`, 'Server della Regione')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'Voucher PDND o token del server di autorizzazione della Regione (at+jwt, RS256), verificati secondo RFC8725.',
    })
    .addExtension('x-summary', api.summary, 'info')
    .addExtension('x-api-id', `snodo-${api.domain}`, 'info');
  const head = builder.build();
  if (publicUrl.startsWith('http:')) Object.assign(head.servers![0]!, { 'x-sandbox': true });
  return head;
}
