import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  type ArgumentsHost,
  type CallHandler,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  Optional,
  UseFilters,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, mergeMap } from 'rxjs';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Public } from '#libs/security';

const compress = promisify(gzip);
/** Below this gzip saves nothing worth the work. */
const WORTH_COMPRESSING = 1024;
/** A change reaches readers behind caches after this long at most. */
const CACHE_CONTROL = 'public, max-age=300';

/** The caller has the current content already. */
class NotModified extends Error {}

@Catch(NotModified)
class NotModifiedFilter implements ExceptionFilter<NotModified> {
  catch(_: NotModified, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(304).send();
  }
}

/**
 * Makes public reads cheap: one tag for the whole content (last load that changed something, and the legal day, since "in force"
 * depends on it), 304 without asking for more, gzip for who takes it.
 */
@Injectable()
class CachePubblica implements NestInterceptor {
  /** Optional only because OpenAPI documents are made from the controllers alone, where interceptors are built and nothing else is. */
  constructor(
    @Optional() private readonly database: Database,
    @Optional() private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const tag = await this.#tag();
    void reply.header('etag', tag).header('cache-control', CACHE_CONTROL).header('vary', 'Accept-Encoding');
    if (namesTag(request.headers['if-none-match'], tag)) throw new NotModified();
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(request.headers['accept-encoding'] ?? '');
    return next.handle().pipe(mergeMap((body) => encode(reply, body, takesGzip)));
  }

  async #tag(): Promise<string> {
    const [last] = await this.database.statement<{ id: number }>(
      'api',
      {},
      'SELECT coalesce(max(id), 0) AS id FROM caricamento',
    );
    return `W/"${last!.id}-${legalDayOf(this.clock.now())}"`;
  }
}

/** RFC 9110 §13.1.2: weak comparison, any of a list, or `*`. */
function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const given = ifNoneMatch.split(',').map((one) => one.trim());
  return given.includes('*') || given.includes(tag) || given.includes(tag.slice('W/'.length));
}

async function encode(reply: FastifyReply, body: unknown, takesGzip: boolean): Promise<unknown> {
  const text = JSON.stringify(body);
  if (!takesGzip || text.length < WORTH_COMPRESSING) return body;
  void reply.header('content-encoding', 'gzip').header('content-type', 'application/json; charset=utf-8');
  return compress(text);
}

/** A controller of public reads: no token, cacheable. */
export function LetturaPubblica(): ClassDecorator {
  return applyDecorators(Public(), UseInterceptors(CachePubblica), UseFilters(NotModifiedFilter));
}
