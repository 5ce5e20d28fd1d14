import { types } from 'node:util';

import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';

import { currentCorrelation } from './correlation.js';
import { maskDeep, maskText } from './mask.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

let threshold: LogLevel | 'silent' = 'info';

/** What this process writes: this level and the graver ones. Applies to every logger, also those made before. */
export function setLogLevel(level: LogLevel | 'silent'): void {
  threshold = level;
}

function isWritten(level: LogLevel): boolean {
  return threshold !== 'silent' && LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold);
}

export interface LoggerOptions {
  /** Field `app` of every line. */
  readonly app: string;
  /** Where lines go; standard output unless told. */
  readonly destination?: DestinationStream;
}

/** Facts of a log line. Personal keys are masked, see `mask.ts`; still, log codes and counts, not contents. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One JSON object per line, with app, context and correlation, never with personal data. Serves Nest (`app.useLogger`) and our own
 * code: `logger.log('invio stored', { invio: id, bytes })`.
 *
 * Nest's own calls pass a context text last, and an error's stack before it; both are understood.
 */
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(options: LoggerOptions | Pino) {
    this.pino = isPino(options)
      ? options
      : pino(
          {
            level: 'trace',
            base: { app: options.app },
            timestamp: pino.stdTimeFunctions.isoTime,
            messageKey: 'message',
          },
          ...(options.destination === undefined ? [] : [options.destination]),
        );
  }

  /** The same logger with fields of its own on every line, usually `{ context: 'Relay' }`. */
  child(fields: LogFields): Logger {
    return new Logger(this.pino.child(maskDeep(fields) as Record<string, unknown>));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Whether lines of this level are written: what only they would say need not be made up. */
  writes(level: LogLevel): boolean {
    return isWritten(level);
  }

  private write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    if (!isWritten(level)) return;
    const fields: Record<string, unknown> = { ...currentCorrelation() };
    for (const item of [...(typeof message === 'string' ? [] : [message]), ...rest])
      Object.assign(fields, asFields(item));
    this.pino[level](fields, typeof message === 'string' ? maskText(message) : undefined);
  }
}

function asFields(item: unknown): Record<string, unknown> {
  if (item === undefined || item === null) return {};
  if (types.isNativeError(item)) return { error: maskDeep(item) };
  if (typeof item === 'string')
    return item.includes('\n    at ') ? { stack: maskText(item) } : { context: maskText(item) };
  if (typeof item === 'object' && !Array.isArray(item)) return maskDeep(item) as Record<string, unknown>;
  return { value: maskDeep(item) };
}

function isPino(options: LoggerOptions | Pino): options is Pino {
  return 'child' in options;
}
