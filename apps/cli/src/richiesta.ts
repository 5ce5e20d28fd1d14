import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { json } from 'node:stream/consumers';
import { Impossibile } from './comando.js';

/** How long a server that is asked whether it wants a body may say nothing. */
const CONTINUE_MILLISECONDS = 2000;

export type Risposta = Readonly<Record<string, unknown>>;

export interface Richiesta {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it comes, never held whole: a delivery may be gigabytes. */
  readonly body?: string | AsyncIterable<Uint8Array>;
}

/**
 * Sends an HTTP request and reads the JSON that answers it.
 * @throws Impossibile in the words of the hub's problem, with its remedy and the correlation id that its operators will ask for
 */
export function requestJson(url: string, richiesta: Richiesta): Promise<Risposta> {
  return requestAnd(url, richiesta, bodyOf);
}

/** A file as the hub gives it, taken while it comes: it may be as large as a delivery. @throws Impossibile as `requestJson` */
export function requestFile(
  url: string,
  richiesta: Richiesta,
  take: (nome: string, bytes: IncomingMessage) => Promise<void>,
): Promise<void> {
  return requestAnd(url, richiesta, (response) => take(nameOf(response), response));
}

async function requestAnd<T>(
  url: string,
  richiesta: Richiesta,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> {
  const outgoing = open(new URL(url), richiesta);
  try {
    const response = await exchange(outgoing, richiesta.body);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return await read(response);
    throw new Impossibile(refusalOf(status, await bodyOf(response), response.statusMessage));
  } catch (error) {
    if (error instanceof Impossibile) throw error;
    throw new Impossibile(
      `${new URL(url).origin} non risponde (${(error as NodeJS.ErrnoException).code ?? 'errore di rete'})`,
    );
  } finally {
    // What is left of a body that was refused need not be sent.
    outgoing.destroy();
  }
}

/** What the hub calls the file: letters, digits, dots and dashes, so that it stays in the folder where one is. */
function nameOf({ headers }: IncomingMessage): string {
  return /filename="([\w-][\w.-]{0,120})"/.exec(headers['content-disposition'] ?? '')?.[1] ?? 'scaricato';
}

function refusalOf(status: number, body: Risposta, statusMessage = ''): string {
  const labelled = [
    [body.detail, ''],
    [body.code, 'codice: '],
    [body.correlation_id, 'da citare chiedendo assistenza: '],
  ] as const;
  const lines = labelled.flatMap(([value, label]) => (typeof value === 'string' ? [label + value] : []));
  return [`rifiutato (${status}): ${textOf(body.title) || statusMessage}`, ...lines].join('\n  ');
}

/** Not `fetch`: it fails when the hub refuses before it has read the whole body, and the refusal is what the sender must read. */
function open(url: URL, { method = 'GET', headers = {}, body }: Richiesta): ClientRequest {
  const asking = typeof body === 'object' ? { ...headers, expect: '100-continue' } : headers;
  return (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, headers: asking, agent: false });
}

async function exchange(outgoing: ClientRequest, body: Richiesta['body']): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    outgoing.once('response', resolve).on('error', reject),
  );
  answered.catch(() => undefined);
  if (typeof body === 'object' && !(await mayGoOn(outgoing, answered))) return answered;
  const sent = pipeline(Readable.from(typeof body === 'string' ? [body] : (body ?? [])), outgoing);
  sent.catch(() => undefined);
  // An answer may come while the body is still on its way; a body that ends badly is told only if no answer came before.
  await Promise.race([answered, sent]);
  return answered;
}

/** A body that may be gigabytes waits for the hub's word; a server that does not know of it gets the body anyway. */
async function mayGoOn(outgoing: ClientRequest, answered: Promise<IncomingMessage>): Promise<boolean> {
  const patience = new AbortController();
  try {
    return await Promise.race([
      new Promise<boolean>((resolve) => outgoing.once('continue', () => resolve(true))),
      pause(CONTINUE_MILLISECONDS, true, { signal: patience.signal }),
      answered.then(() => false),
    ]);
  } finally {
    patience.abort();
  }
}

async function bodyOf(response: IncomingMessage): Promise<Risposta> {
  try {
    return partOf(await json(response));
  } catch {
    return {};
  }
}

/** A part of an answer that is itself an object; empty when the hub gave none. */
export function partOf(value: unknown): Risposta {
  return typeof value === 'object' && value !== null ? (value as Risposta) : {};
}

/** A value of an answer as text; empty when it is no text and no number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
