import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

/** INPS's own description of `/waas`, where the shared oracles are at hand. */
const PATH = join(process.env['SNODO_SHARED'] ?? '../shared', 'oracles/inps/api-comuni.yaml');
export const documentoInpsMancante = existsSync(PATH) ? undefined : `manca il documento di INPS (${PATH})`;

type Nodo = Readonly<Record<string, unknown>>;
/** Whatever the document holds at a path; the test fails loudly where it holds nothing. */
const at = (node: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Nodo | undefined)?.[key], node);

export interface Risposta {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** Judges requests and answers by INPS's document alone. */
export class DocumentoInps {
  readonly documento: unknown = parse(readFileSync(PATH, 'utf8'));
  readonly #ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });

  constructor() {
    this.#ajv.addFormat('uri', { validate: (text: string) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) });
    this.#ajv.addFormat('date-time', { validate: isDateTime });
    this.#ajv.addFormat('byte', { validate: isBase64 });
    this.#ajv.addFormat('int32', { type: 'number', validate: (value: number) => Math.abs(value) < 2 ** 31 });
    this.#ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
    this.#ajv.addSchema(modern(this.documento) as object, 'inps');
  }

  /** What the document says against an answer; nothing if it allows it. */
  faultsOf(method: 'get' | 'post', route: '/flussi' | '/esiti' | '/status', { status, type, body }: Risposta): unknown {
    const responses = at(this.documento, 'paths', route, method, 'responses') as Nodo;
    const response = this.#resolved(responses[String(status)] ?? this.#defined(status) ?? responses['default']);
    if (response === undefined) return `status ${status} is not documented`;
    const content = at(response, 'content') as Nodo | undefined;
    if (content === undefined) return type === undefined ? [] : `no body is documented for ${status}`;
    const mediaType = type?.split(';')[0] ?? '';
    if (content[mediaType] === undefined) return `${mediaType} is not documented for ${status}`;
    return this.#against(at(content, mediaType, 'schema'), body);
  }

  /** What the document says against a body of `POST /esiti`. */
  faultsOfEsiti(body: unknown): unknown {
    const schema = at(
      this.documento,
      'paths',
      '/esiti',
      'post',
      'requestBody',
      'content',
      'application/json',
      'schema',
    );
    return this.#against(schema, body);
  }

  /** What the document says against the query of `GET /flussi`. */
  faultsOfQuery(query: Readonly<Record<string, number>>): unknown[] {
    const parameters = at(this.documento, 'paths', '/flussi', 'get', 'parameters') as Nodo[];
    return parameters.flatMap(({ name, required, schema }) => {
      const value = query[name as string];
      if (value === undefined) return required === true ? [`${String(name)} is required`] : [];
      return this.#against(schema, value);
    });
  }

  /** Answers that the document defines and attaches to no route: refusals of the voucher, limits, unavailability. */
  #defined(status: number): unknown {
    const responses = at(this.documento, 'components', 'responses') as Nodo;
    return Object.entries(responses).find(([name]) => name.startsWith(String(status)))?.[1];
  }

  #resolved(response: unknown): unknown {
    const ref = at(response, '$ref') as string | undefined;
    return ref === undefined ? response : at(this.documento, ...ref.slice(2).split('/'));
  }

  #against(schema: unknown, value: unknown): readonly unknown[] {
    const ref = at(schema, '$ref') as string | undefined;
    const validate = this.#ajv.compile(ref === undefined ? (modern(schema) as object) : { $ref: `inps${ref}` });
    return validate(value) ? [] : (validate.errors ?? []);
  }
}

/** OpenAPI 3.0 writes an exclusive bound as JSON Schema did in its fourth draft. */
function modern(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(modern);
  if (typeof node !== 'object' || node === null) return node;
  const { exclusiveMaximum, maximum, ...rest } = node as Nodo;
  const bounds = exclusiveMaximum === true ? { exclusiveMaximum: maximum } : maximum === undefined ? {} : { maximum };
  return { ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, modern(value)])), ...bounds };
}

function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}
