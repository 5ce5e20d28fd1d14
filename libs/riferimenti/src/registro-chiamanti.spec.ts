import { describe, expect, it } from '@jest/globals';
import { SetClock } from '#libs/testing';
import type { Voce } from './contenuti.js';
import { RegistroChiamanti } from './registro-chiamanti.js';
import { Riferimenti } from './riferimenti.js';
import { Vista } from './vista.js';

const ENTE = '00000000-0000-5000-8000-00000000000a';
const identity = { kind: 'pdnd', issuer: 'x', clientId: 'c1', subject: 's1', jti: 'j', expiresAt: 0 } as const;

function registro(
  ente: { dal: string; al: string | null },
  now = '2026-03-10T09:00:00Z',
  complete = true,
): RegistroChiamanti {
  const voci: Voce[] = [
    {
      genere: 'ente',
      id: ENTE,
      revisione: 1,
      contenuto: { denominazione: 'Uno', tipo: 'comune', codici: [], ...ente },
    },
    {
      genere: 'client',
      id: '1',
      revisione: 1,
      contenuto: {
        clientId: 'c1',
        identita: 'pdnd',
        ente: ENTE,
        gestore: null,
        ruoli: ['titolare'],
        dal: '2026-01-01',
        al: '2026-03-10',
      },
    },
  ];
  const riferimenti = new Riferimenti();
  riferimenti.replace(Vista.empty.with(voci), complete);
  return new RegistroChiamanti(riferimenti, new SetClock(new Date(now)));
}
const open = { dal: '2000-01-01', al: null };

describe('who calls', () => {
  it('is the ente and the roles of the registry, never of the token', async () => {
    expect(await registro(open).findCaller(identity)).toMatchObject({
      clientId: 'c1',
      subject: 's1',
      ente: ENTE,
      ruoli: ['titolare'],
      identity: 'pdnd',
    });
  });

  it('is nobody when the client is not registered', async () => {
    expect(await registro(open).findCaller({ ...identity, clientId: 'c2' })).toBeUndefined();
  });

  it('is not the client to whom another authorization server gave the same id', async () => {
    expect(await registro(open).findCaller({ ...identity, kind: 'client_credentials' })).toBeUndefined();
  });

  it.each([
    ['the last day of the registration, seen in Rome', '2026-03-10T22:59:59Z', true],
    ['one second later', '2026-03-10T23:00:00Z', false],
  ])('ends at midnight in Rome: %s', async (_, now, known) => {
    expect((await registro(open, now).findCaller(identity)) !== undefined).toBe(known);
  });

  it('is nobody when the ente has ceased', async () => {
    expect(await registro({ dal: '2000-01-01', al: '2026-03-09' }).findCaller(identity)).toBeUndefined();
  });

  it('is not decided before the copy is complete: the caller is told to come back', async () => {
    await expect(registro(open, undefined, false).findCaller(identity)).rejects.toMatchObject({
      code: 'autorizzazione_non_disponibile',
      row: { retryable: true },
    });
  });
});
