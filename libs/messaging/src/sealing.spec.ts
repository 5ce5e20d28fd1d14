import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type Envelope, messageType } from '#libs/contracts';
import { KeyRing } from '#libs/security';
import { IsString } from 'class-validator';
import { PermanentError } from './outcomes.js';
import { seal, sealWritten, unseal } from './sealing.js';

class Lettera {
  @IsString() testo: string;
}
const lettera = messageType('lettera.scritta', 1, Lettera, { personal: true });
const ring = KeyRing.fromSetting(randomBytes(32).toString('base64'));
const envelope: Envelope = {
  id: '018f0000-0000-7000-8000-000000000000',
  name: lettera.name,
  version: 1,
  key: 'chiave',
  ente: 'ente',
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: '018f0000-0000-7000-8000-000000000001',
};

describe('a sealed body', () => {
  it.each([10, 100_000])('of %p letters opens as it was, however it was sealed', async (letters) => {
    const body = { testo: 'à'.repeat(letters) };
    expect(unseal(lettera, seal(lettera, body, envelope, ring), envelope, ring)).toEqual(body);
    const written = await sealWritten(lettera, JSON.stringify(body), envelope, ring);
    expect(unseal(lettera, written, envelope, ring)).toEqual(body);
  });

  it('is far smaller than its text when the text repeats itself', async () => {
    const { body } = await sealWritten(lettera, JSON.stringify({ testo: 'ripetuto '.repeat(10_000) }), envelope, ring);
    expect(body.length).toBeLessThan(2_000);
  });

  it('is refused when it would swell beyond what a message may hold', () => {
    const bomb = deflateSync(Buffer.alloc(50 * 1024 * 1024, 0x20));
    const body = ring.encrypt(bomb, `${envelope.id} ${envelope.name}`);
    expect(() => unseal(lettera, { sealed: true, body }, envelope, ring)).toThrow(PermanentError);
  });

  it('is not made of a text that is too large to travel', async () => {
    const text = JSON.stringify({ testo: 'x'.repeat(2 * 1024 * 1024) });
    await expect(sealWritten(lettera, text, envelope, ring)).rejects.toThrow('too large');
  });
});
