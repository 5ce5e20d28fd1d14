import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
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

/**
 * The last of the guards that stand before every route: checks the media type and reads JSON bodies, within limits. As an interceptor it
 * would make each answer an observable, which costs more than the reading.
 */
@Injectable()
export class BodyReader implements CanActivate {
  /** @throws Problem `tipo_non_ammesso`, `corpo_troppo_grande`, `richiesta_non_valida` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!(request.body instanceof Readable)) return true;
    const streamed = Reflect.getMetadata(STREAMED, context.getHandler()) as string[] | undefined;
    checkMediaType(request, streamed ?? ['application/json']);
    if (streamed === undefined) request.body = await readJson(request, request.body);
    return true;
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
  if (!isUtf8(bytes)) throw httpProblem('richiesta_non_valida');
  const text = bytes.toString();
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
export function readBody(stream: Readable, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    if (stream.readableEnded) return resolve(Buffer.alloc(0));
    if (stream.destroyed) return reject(cutOff());
    const leave = (): unknown => stream.off('data', take).off('end', end).off('error', fail).off('close', gone);
    const end = (): void => {
      leave();
      resolve(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, length));
    };
    const fail = (error: unknown): void => {
      leave();
      reject(error);
    };
    const gone = (): void => fail(cutOff());
    const take = (piece: Buffer): void => {
      pieces.push(piece);
      length += piece.length;
      if (length <= limit) return;
      // Not destroyed: that takes the socket from the request, and the log needs the address.
      stream.pause();
      fail(httpProblem('corpo_troppo_grande'));
    };
    stream.on('data', take).on('end', end).on('error', fail).on('close', gone);
  });
}

/** As Node says it of a stream that ends before its time. */
function cutOff(): Error {
  return Object.assign(new Error('the body was cut off'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}
