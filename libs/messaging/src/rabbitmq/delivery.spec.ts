import { describe, expect, it } from '@jest/globals';
import type { ConsumeMessage } from 'amqplib';
import { readDelivery } from './delivery.js';

const ENVELOPE = {
  id: '0197a5d0-0000-7000-8000-000000000001',
  name: 'nota.scritta',
  version: 2,
  key: 'k',
  ente: 'A',
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: '0197a5d0-0000-4000-8000-000000000002',
};

function delivery(envelope: unknown, content = '{}', contentType = 'application/json'): ConsumeMessage {
  const headers =
    envelope === undefined ? {} : { envelope: typeof envelope === 'string' ? envelope : JSON.stringify(envelope) };
  return { content: Buffer.from(content), properties: { headers, contentType } } as unknown as ConsumeMessage;
}

describe('a delivery of the broker', () => {
  it('is read from its envelope, its body untouched', () => {
    const read = readDelivery(delivery(ENVELOPE, 'sealed bytes', 'application/octet-stream'));
    expect(read).toMatchObject({ id: ENVELOPE.id, ente: 'A', key: 'k', type: 'nota.scritta.v2', sealed: true });
    expect(read.body.toString()).toBe('sealed bytes');
    expect(read.reason).toBeUndefined();
  });

  it.each([
    ['no envelope', undefined],
    ['an envelope that is not JSON', '{'],
    ['a list', '[]'],
    ['a foreign object', '{"pattern":"x","data":1}'],
    ['an id that is none', { ...ENVELOPE, id: '1' }],
    ['no ente', { ...ENVELOPE, ente: undefined }],
    ['a version below one', { ...ENVELOPE, version: 0 }],
    ['a key PostgreSQL cannot hold', { ...ENVELOPE, key: 'a\0b' }],
    ['a key beyond measure', { ...ENVELOPE, key: 'x'.repeat(121) }],
  ])('with %s is a stray: parked, never lost, the same row when it comes again', (_, envelope) => {
    const read = readDelivery(delivery(envelope, 'body'));
    expect(read.reason).toBe('no valid envelope');
    expect(read.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(readDelivery(delivery(envelope, 'body')).id).toBe(read.id);
    expect(readDelivery(delivery(envelope, 'other')).id).not.toBe(read.id);
  });
});
