import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#libs/contracts';
import { type Logger, currentCorrelation } from '#libs/observability';
import { DatabaseUnavailable } from '#libs/persistence';
import { codeOfStatus, httpProblem } from './http.errors.js';
import { maskPath } from './mask-path.js';
import type { HttpSettings } from './settings.js';

/** Seconds to wait before another try, when the error does not say. */
const RETRY_AFTER_SECONDS = 30;
/** A refused body up to this size is read to its end, so that the sender gets to read the answer on the same connection. */
const DRAINED_BODY_BYTES = 1024 * 1024;

/** Writes every error as `application/problem+json` (RFC 9457) with the fields of our error tables, and nothing internal. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    protected readonly settings: HttpSettings,
    private readonly logger: Logger,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(exception);
    this.#log(problem, exception);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
      reply.raw.destroy();
      return;
    }
    writeHeaders(problem, request, reply);
    this.answer(problem, request, reply);
  }

  /** Another protocol has another form for the same problem. */
  protected answer(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
    void reply.status(problem.row.status).send(problemBody(problem, request.url, this.settings.publicUrl));
  }

  /** "Not now" is an outcome, asked for every second by who waits for us to be ready; a failure comes with its trace. */
  #log({ code, row }: Problem, exception: unknown): void {
    const named = exception instanceof Problem || exception instanceof HttpException;
    if (row.status === 503) this.logger.warn('request refused', { code, ...(named ? {} : { error: exception }) });
    else if (row.status >= 500) this.logger.error('request failed', { code, error: exception });
  }
}

function writeHeaders({ row, extra }: Problem, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('content-type', 'application/problem+json; charset=utf-8');
  if (row.status === 401) void reply.header('www-authenticate', 'Bearer');
  if ((row.status === 429 || row.status === 503) && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', Number(extra['retry_after'] ?? RETRY_AFTER_SECONDS));
  }
  const length = Number(request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Infinity : 0));
  // Who asked before sending may now send nothing: what follows on the connection could not be told from a body.
  const unwanted = length > DRAINED_BODY_BYTES || request.headers.expect !== undefined;
  if (unwanted && !request.raw.readableEnded) void reply.header('connection', 'close');
}

/** INPS's own interface: its document closes the object of an error to RFC 9457's fields, two of which must be absolute URIs. */
const CLOSED_PROBLEMS = /^\/waas\//;

/** The body of a problem answer, with the fields that every error of the hub has. */
export function problemBody(
  { code, row, detail, extra }: Problem,
  url: string,
  publicUrl: string,
): Record<string, unknown> {
  const { retry_after: _, ...shown } = extra;
  const correlationId = currentCorrelation()?.correlationId;
  const standard = {
    type: `${publicUrl}/documentazione/errori#${code}`,
    title: row.title,
    status: row.status,
    detail,
  };
  if (CLOSED_PROBLEMS.test(url))
    return { ...standard, ...(correlationId === undefined ? {} : { instance: `urn:uuid:${correlationId}` }) };
  return {
    ...shown,
    ...standard,
    // Without the query, and masked: what a caller wrongly put in the address must not come back.
    instance: maskPath(url),
    code,
    fault: row.fault,
    retryable: row.retryable,
    correlation_id: correlationId ?? null,
  };
}

function problemOf(exception: unknown): Problem {
  if (exception instanceof Problem) return exception;
  if (exception instanceof DatabaseUnavailable) return httpProblem('servizio_non_pronto');
  const status = statusOf(exception);
  if (status === undefined) return httpProblem('errore_interno');
  // Readiness names its failing checks: they hold no values and no addresses.
  const response = exception instanceof HttpException ? exception.getResponse() : undefined;
  const checks = typeof response === 'object' && 'checks' in response ? { checks: response.checks } : {};
  return httpProblem(codeOfStatus(status), undefined, checks);
}

/** The status of an error of Nest or of Fastify; other errors carry nothing that may be told. */
function statusOf(exception: unknown): number | undefined {
  if (exception instanceof HttpException) return exception.getStatus();
  const { code, statusCode } = (exception ?? {}) as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}
