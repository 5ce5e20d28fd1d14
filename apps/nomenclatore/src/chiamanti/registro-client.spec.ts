import { expect, it, jest } from '@jest/globals';
import type { Database } from '#libs/persistence';
import type { VerifiedIdentity } from '#libs/security';
import { SetClock } from '#libs/testing';
import { RegistroClient } from './registro-client.js';

const uno: VerifiedIdentity = {
  kind: 'pdnd',
  issuer: 'prova',
  clientId: 'uno',
  subject: 'uno',
  jti: 'j',
  expiresAt: 4e9,
};

it('asks the database once for a burst of requests of a client, once more for another client or another day', async () => {
  const statement = jest.fn(() => Promise.resolve([{ ente: 'e', ruoli: ['titolare'] }]));
  const clock = new SetClock(new Date('2026-03-10T22:59:59Z'));
  const registro = new RegistroClient({ statement } as unknown as Database, clock);
  const found = await Promise.all(['s1', 's2', 's3'].map((subject) => registro.findCaller({ ...uno, subject })));
  expect(found.map((caller) => caller!.subject)).toEqual(['s1', 's2', 's3']);
  expect(statement).toHaveBeenCalledTimes(1);

  await registro.findCaller({ ...uno, kind: 'client_credentials' });
  expect(statement).toHaveBeenCalledTimes(2);

  clock.set(new Date('2026-03-10T23:00:00Z'));
  await registro.findCaller(uno);
  expect(statement).toHaveBeenCalledTimes(3);
});
