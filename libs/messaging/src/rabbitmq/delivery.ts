import { Envelope } from '#libs/contracts';
import type { ConsumeMessage } from 'amqplib';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { createHash } from 'node:crypto';
import type { Incoming } from '../inbox.js';

/**
 * Reads what the broker hands over. What is not one of our messages (a stray publish by hand, a broken envelope) cannot be handled
 * and must not be lost: it becomes a parked row under an id made from its bytes, so that a redelivery is the same row.
 */
export function readDelivery({ properties, content }: ConsumeMessage): Incoming {
  const text = textOf((properties.headers ?? {})['envelope']);
  const envelope = text === undefined ? undefined : readEnvelope(text);
  const sealed = properties.contentType === 'application/octet-stream';
  if (text === undefined || envelope === undefined) return stray(content, sealed);
  const { id, ente, key, name, version } = envelope;
  return { id, ente, key, type: `${name}.v${version}`, envelope: text, sealed, body: content };
}

function textOf(header: unknown): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

function readEnvelope(text: string): Envelope | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const envelope = plainToInstance(Envelope, json);
  const sound = validateSync(envelope).length === 0;
  // PostgreSQL cannot hold a NUL in a text: one such message would keep its whole batch from being stored.
  return sound && !`${envelope.name}${envelope.key}${envelope.ente}`.includes('\0') ? envelope : undefined;
}

function stray(body: Buffer, sealed: boolean): Incoming {
  const digest = createHash('sha256').update(body).digest('hex');
  const id = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  return { id, ente: 'hub', key: id, type: 'unknown', envelope: '{}', sealed, body, reason: 'no valid envelope' };
}
