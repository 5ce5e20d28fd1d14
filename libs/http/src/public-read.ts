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
import { Public } from '#libs/security';
import { AnswerFile } from './answer-file.js';
import { type ChosenForm, chosenForm } from './answer-forms.js';

const compress = promisify(gzip);
/** Below this gzip saves nothing worth the work. */
const WORTH_COMPRESSING = 1024;
/** A change reaches readers behind caches after this long at most. */
const CACHE_CONTROL = 'public, max-age=300';

/** What tells the content of an app's public reads from what it was before; each app with such reads provides its own. */
export abstract class ContentTag {
  /** Asked at every request. Opaque, without quotes; equal only while every public read of the app gives the same. */
  abstract current(): string | Promise<string>;
}

/** The caller has the current content already. */
class NotModified extends Error {}

@Catch(NotModified)
class NotModifiedFilter implements ExceptionFilter<NotModified> {
  catch(_: NotModified, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().status(304).send();
  }
}

/** Makes public reads cheap: one tag for the whole content, 304 without asking for more, gzip for who takes it. */
@Injectable()
class PublicReadCache implements NestInterceptor {
  /** Optional only because OpenAPI documents are made from the controllers alone, where interceptors are built and nothing else is. */
  constructor(@Optional() private readonly content: ContentTag) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const form = chosenForm(context);
    const tag = `W/"${await this.content.current()}${form?.isOther === true ? `-${form.name}` : ''}"`;
    const vary = form === undefined ? 'Accept-Encoding' : 'Accept, Accept-Encoding';
    if (namesTag(request.headers['if-none-match'], tag)) {
      addCacheHeaders(reply, tag, vary);
      throw new NotModified();
    }
    const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(request.headers['accept-encoding'] ?? '');
    return next.handle().pipe(
      mergeMap((body) => {
        // Not before: an error is not to be kept by anyone.
        addCacheHeaders(reply, tag, vary);
        return encode(reply, contentOf(reply, body, form), takesGzip);
      }),
    );
  }
}

function addCacheHeaders(reply: FastifyReply, tag: string, vary: string): void {
  void reply.header('etag', tag).header('cache-control', CACHE_CONTROL).header('vary', vary);
}

/** A file goes as it is, under the content type of its form or of its route, and its own name. */
function contentOf(reply: FastifyReply, body: unknown, form: ChosenForm | undefined): unknown {
  if (form !== undefined) void reply.header('content-type', `${form.mediaType}; charset=utf-8`);
  if (!(body instanceof AnswerFile)) return body;
  void reply.header('content-disposition', `attachment; filename="${body.name}"`);
  return body.content;
}

/** RFC 9110 §13.1.2: weak comparison, any of a list, or `*`. */
function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const given = ifNoneMatch.split(',').map((one) => one.trim());
  return given.includes('*') || given.includes(tag) || given.includes(tag.slice('W/'.length));
}

/** Texts and bytes go as they are, under the content type that the route says; anything else is JSON. */
async function encode(reply: FastifyReply, body: unknown, takesGzip: boolean): Promise<unknown> {
  const isContent = typeof body === 'string' || body instanceof Uint8Array;
  const content = isContent ? body : JSON.stringify(body);
  if (!takesGzip || content.length < WORTH_COMPRESSING) return body;
  void reply.header('content-encoding', 'gzip');
  if (!isContent) void reply.header('content-type', 'application/json; charset=utf-8');
  return compress(content);
}

/** A controller of public reads: no token, cacheable. Its app provides a `ContentTag`. */
export function PublicRead(): ClassDecorator {
  return applyDecorators(Public(), UseInterceptors(PublicReadCache), UseFilters(NotModifiedFilter));
}
