import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FirmaRicevute, leafBytes } from '#libs/security';
import { issueRicevuta, numeroRicevuta } from './ricevuta.js';

const contenuto = {
  id: '0190f3c0-0000-7000-8000-000000000001',
  numero: '2026/1',
  invio_id: '0190f3c0-0000-7000-8000-000000000002',
  ente: '0190f3c0-0000-7000-8000-000000000003',
  tracciato: 'PS_PSA_SINA@201812',
  dimensione: 7,
  impronta_sha256: 'a'.repeat(64),
  ricevuto_il: '2026-01-02T03:04:05.678Z',
};

describe('a ricevuta', () => {
  it.each([
    ['2025-12-31T22:59:59.999Z', '2025/7'],
    ['2025-12-31T23:00:00.000Z', '2026/7'],
    ['2026-07-01T00:00:00.000Z', '2026/7'],
  ])('received at %s has a number of the legal year: %s', (instant, numero) => {
    expect(numeroRicevuta(7, new Date(instant))).toBe(numero);
  });

  it('is signed as a ricevuta and nothing else, and its leaf says the same', async () => {
    const firma = await FirmaRicevute.fromSetting(randomBytes(32).toString('base64'));
    const ricevuta = issueRicevuta(contenuto, firma);
    expect(await firma.verify('ricevuta+jws', ricevuta.firma)).toEqual(contenuto);
    await expect(firma.verify('testa+jws', ricevuta.firma)).rejects.toThrow('not valid');
    expect(ricevuta.foglia).toEqual(leafBytes('ricevuta.v1', contenuto));
  });
});
