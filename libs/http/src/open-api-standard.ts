import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorRow } from '#libs/contracts';
import { SECURITY_ERRORS } from '#libs/security';
import { HTTP_ERRORS } from './http.errors.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Record<string, Record<string, unknown>>;

/** An error that an operation may give, as `@ApiProblems` notes it. */
export interface DeclaredProblem {
  readonly code: string;
  readonly row: Pick<ErrorRow, 'status' | 'title'>;
}

/** Extension under which `@ApiProblems` leaves its errors until the document is completed. */
export const PROBLEMS_EXTENSION = 'x-problems';
/** Extensions under which `@ApiJsonBody` and `@ApiMultipartBody` leave their schema until the document is completed, by media type. */
export const BODY_EXTENSIONS = {
  'application/json': 'x-json-body',
  'multipart/form-data': 'x-multipart-body',
} as const;

/** Extension by which an operation that answers in several forms says so until the document is completed. */
export const FORMS_EXTENSION = 'x-answer-forms';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
const LIMIT_HEADERS = {
  'X-RateLimit-Limit': header('X-RateLimit-Limit'),
  'X-RateLimit-Remaining': header('X-RateLimit-Remaining'),
  'X-RateLimit-Reset': header('X-RateLimit-Reset'),
};
const EVERY_ANSWER = { 'X-Correlation-ID': header('X-Correlation-ID') };

const integer = (description: string, maximum: number) => ({
  description,
  schema: { type: 'integer', format: 'int32', minimum: 0, maximum },
});

/** Adds what every document shares: the problem schema and the standard headers. */
export function standardComponents(components: Components): Components {
  return {
    ...components,
    headers: {
      ...components.headers,
      'X-RateLimit-Limit': integer('Richieste ammesse nella finestra.', 2_147_483_647),
      'X-RateLimit-Remaining': integer('Richieste che restano nella finestra.', 2_147_483_647),
      'X-RateLimit-Reset': integer('Secondi alla fine della finestra.', 86_400),
      'Retry-After': integer('Secondi da attendere prima di ripetere la richiesta.', 86_400),
      'Cache-Control': {
        description: 'Sempre `no-store`, se l’operazione non dice altro.',
        schema: { type: 'string', maxLength: 100, pattern: '^[a-z0-9=, -]+$' },
      },
      'X-Correlation-ID': {
        description: 'Identificativo della richiesta: quello ricevuto, se è un UUID, oppure uno nuovo.',
        schema: { type: 'string', format: 'uuid', maxLength: 36 },
      },
    },
    schemas: { ...bounded(components.schemas ?? {}), Problem: PROBLEM_SCHEMA },
  };
}

const text = (description: string, example: string) => ({ type: 'string', description, example, maxLength: 2048 });

/** Objects may gain fields in a minor version, so they are not closed; the bound is what the guidelines ask instead. */
const MAX_PROPERTIES = 100;

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'Errore (RFC 9457). I campi oltre a questi dipendono da `code`.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'fault', 'retryable', 'correlation_id'],
  properties: {
    type: {
      ...text('Pagina che spiega l’errore.', 'https://snodo.regione.example/documentazione/errori#campi_non_validi'),
      format: 'uri',
    },
    title: text('Che cosa è successo.', 'Uno o più campi della richiesta non sono validi'),
    status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599, description: 'Stato HTTP.', example: 422 },
    detail: text('Che cosa fare.', 'Correggere i campi elencati in campi e ripetere la richiesta.'),
    instance: text('Percorso della richiesta.', '/rest/invii/v1/invii'),
    code: { ...text('Codice stabile dell’errore.', 'campi_non_validi'), pattern: '^[a-z][a-z0-9_]*$' },
    fault: { type: 'string', enum: ['sender', 'hub', 'upstream', 'network'], description: 'Chi deve rimediare.' },
    retryable: { type: 'boolean', description: 'Se ripetere la stessa richiesta può riuscire.' },
    correlation_id: { type: 'string', format: 'uuid', maxLength: 36, description: 'Da indicare chiedendo assistenza.' },
  },
  additionalProperties: {},
  maxProperties: MAX_PROPERTIES,
};

function bounded(schemas: NonNullable<Components['schemas']>): NonNullable<Components['schemas']> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      'properties' in schema ? { additionalProperties: {}, maxProperties: MAX_PROPERTIES, ...schema } : schema,
    ]),
  );
}

/** Adds to every operation the answers and headers that do not depend on it. */
export function completeOperations(document: OpenAPIObject): void {
  const tags = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      for (const tag of operation.tags ?? []) tags.add(tag);
      if (!path.endsWith('/status')) completeOperation(operation, path);
    }
  }
  const described = new Map((document.tags ?? []).map((tag) => [tag.name, tag]));
  document.tags = [...tags].sort().map((name) => described.get(name) ?? { name, description: name });
}

function completeOperation(operation: Operation, path: string): void {
  const responses = operation.responses as unknown as Responses;
  const extended = operation as unknown as Record<string, unknown>;
  const declared = [...((extended[PROBLEMS_EXTENSION] ?? []) as DeclaredProblem[])];
  delete extended[PROBLEMS_EXTENSION];
  describeBodies(operation, extended);
  const refusedForm = { code: 'richiesta_non_valida', row: HTTP_ERRORS.richiesta_non_valida };
  if (FORMS_EXTENSION in extended) declared.push(refusedForm);
  delete extended[FORMS_EXTENSION];
  for (const problem of [...declared, ...edgeProblems(operation, path)]) addProblem(responses, problem);
  for (const [status, response] of Object.entries(responses)) {
    response['headers'] = { ...headersOf(status), ...(response['headers'] as object | undefined) };
  }
  operation.security ??= [];
}

function describeBodies(operation: Operation, extended: Record<string, unknown>): void {
  for (const [mediaType, extension] of Object.entries(BODY_EXTENSIONS)) {
    const schema = extended[extension];
    delete extended[extension];
    if (schema === undefined) continue;
    const { content } = operation.requestBody as { content: Record<string, { schema: unknown }> };
    content[mediaType] = { schema };
  }
}

/** What the edge may answer to this operation, by what it takes and who may call it. */
function edgeProblems(operation: Operation, path: string): DeclaredProblem[] {
  const takesBody = operation.requestBody !== undefined;
  const takesFields = takesBody || (operation.parameters ?? []).some((one) => 'in' in one && one.in === 'query');
  const edge = (...codes: (keyof typeof HTTP_ERRORS)[]) => codes.map((code) => ({ code, row: HTTP_ERRORS[code] }));
  const guard = (...codes: (keyof typeof SECURITY_ERRORS)[]) =>
    codes.map((code) => ({ code, row: SECURITY_ERRORS[code] }));
  return [
    ...(operation.security === undefined
      ? []
      : guard('non_autenticato', 'non_consentito', 'autorizzazione_non_disponibile')),
    ...(path.includes('{') ? edge('risorsa_sconosciuta') : []),
    ...(takesBody ? edge('richiesta_non_valida', 'corpo_troppo_grande', 'tipo_non_ammesso') : []),
    ...(takesFields ? edge('campi_non_validi') : []),
    ...edge('troppe_richieste', 'errore_interno', 'servizio_non_pronto'),
  ];
}

function addProblem(responses: Responses, { code, row }: DeclaredProblem): void {
  const line = `\`${code}\`: ${row.title}`;
  const known = responses[row.status];
  if (known === undefined) {
    responses[row.status] = {
      description: line,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  } else if (!String(known['description']).includes(`\`${code}\``)) {
    known['description'] = `${String(known['description'])}\n\n${line}`;
  }
}

function headersOf(status: string): Record<string, unknown> {
  const retry = status === '429' || status === '503' ? { 'Retry-After': header('Retry-After') } : {};
  const cache = status.startsWith('2') ? { 'Cache-Control': header('Cache-Control') } : {};
  return { ...EVERY_ANSWER, ...LIMIT_HEADERS, ...retry, ...cache };
}
