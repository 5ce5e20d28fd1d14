import { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { httpProblem } from './http.errors.js';

const STREAMED = 'snodo:streamed-body';

/** Longest JSON body. Larger things are files and arrive as a stream. */
const MAX_JSON_BYTES = 1024 * 1024;

/** The escape of NUL, and not a backslash before `u0000`: no text has a NUL, and PostgreSQL takes none. */
const NUL_ESCAPE = /(?<!\\)(?:\\\\)*\\u0000/;

/** The route takes its body as it arrives, in one of these media types, and reads it with `@BodyStream()`. */
export function StreamedBody(...mediaTypes: [string, ...string[]]): MethodDecorator {
  return applyDecorators(
    SetMetadata(STREAMED, mediaTypes),
    ApiConsumes(...mediaTypes),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );
}

/** Parameter: the bytes of the body, untouched and not yet read; an empty stream if there is no body. */
export const BodyStream = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  return body instanceof Readable ? body : Readable.from([]);
});

/** Fastify reads no body by itself: a body is touched only after the guard has let the request in. */
export function leaveBodiesUnread(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, stream, done) => done(null, stream));
}

/** Runs after the guard and before the pipes: checks the media type and reads JSON bodies, within limits. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  /** @throws Problem `tipo_non_ammesso`, `corpo_troppo_grande`, `richiesta_non_valida` */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!(request.body instanceof Readable)) return next.handle();
    const streamed = Reflect.getMetadata(STREAMED, context.getHandler()) as string[] | undefined;
    checkMediaType(request, streamed ?? ['application/json']);
    if (streamed === undefined) request.body = await readJson(request, request.body);
    return next.handle();
  }
}

function checkMediaType({ headers }: FastifyRequest, allowed: readonly string[]): void {
  const mediaType = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const encoding = headers['content-encoding'] ?? 'identity';
  if (!allowed.includes(mediaType) || encoding.toLowerCase() !== 'identity') throw httpProblem('tipo_non_ammesso');
}

async function readJson(request: FastifyRequest, stream: Readable): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_JSON_BYTES) throw httpProblem('corpo_troppo_grande');
  const bytes = await readBody(stream, MAX_JSON_BYTES);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw httpProblem('richiesta_non_valida');
  }
  if (NUL_ESCAPE.test(text)) throw httpProblem('richiesta_non_valida');
  const parse = request.server.getDefaultJsonParser('error', 'error');
  return new Promise((resolve, reject) => {
    void parse(request, text, (error, body) => {
      if (error === null) resolve(body);
      else reject(httpProblem('richiesta_non_valida'));
    });
  });
}

/**
 * The whole of a small body that came as a stream.
 * @param limit bytes
 * @throws Problem `corpo_troppo_grande`
 */
export async function readBody(stream: Readable, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  // Not destroyed on refusal: that takes the socket from the request, and the log needs the address.
  for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limit) throw httpProblem('corpo_troppo_grande');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
