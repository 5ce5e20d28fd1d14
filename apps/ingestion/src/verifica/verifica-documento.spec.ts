import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTerritorio } from '#libs/codici';
import type { Riferimenti } from '#libs/riferimenti';
import { SetClock } from '#libs/testing';
import { findTracciato } from '#libs/tracciati';
import type { IngestionSettings } from '../ingestion.config.js';
import { ContestiGiudizio } from '../validazione/contesto-giudizio.js';
import { VerificaDocumento } from './verifica-documento.js';

const PS_PSA_SINA = findTracciato('PS_PSA_SINA')!;
const nomenclatura = { versione: '1', voceInVigore: () => undefined };
const contesti = new ContestiGiudizio({
  ready: true,
  vista: {
    nomenclatura: () => nomenclatura,
    territorio: createTerritorio({ comuni: [], stati: [], province: [], regioni: [] }),
  },
} as unknown as Riferimenti);
const caller = { ente: 'e0000000-0000-5000-8000-000000000001' };
const settings = { limiteVerifica: 1000, verificheInsieme: 2 } as IngestionSettings;

describe('verifiche under way together', () => {
  let verifica: VerificaDocumento;
  let open: PassThrough[];
  beforeEach(() => {
    verifica = new VerificaDocumento(contesti, settings, new SetClock());
    open = [new PassThrough(), new PassThrough()];
  });
  const verify = (body: AsyncIterable<Uint8Array>) => verifica.verify(caller, PS_PSA_SINA, body);

  it('are as many as the setting says; one more is told to come back, and no byte of it is read', async () => {
    const running = open.map(verify);
    const third = new PassThrough();
    third.end('<a/>');
    await expect(verify(third)).rejects.toMatchObject({
      code: 'troppe_verifiche',
      row: { status: 503, retryable: true },
      extra: { retry_after: 5 },
    });
    expect(third.readableDidRead).toBe(false);

    for (const body of open) body.end('<a/>');
    await Promise.all(running);
    expect(await verify(third)).toMatchObject({ schema_valido: false });
  });

  it.each([
    ['is refused', (body: PassThrough) => body.end(Buffer.alloc(1001))],
    ['is empty', (body: PassThrough) => body.end()],
    ['breaks off', (body: PassThrough) => body.destroy(new Error('aborted'))],
  ])('leave their place also when the document %s', async (_, end) => {
    const running = open.map(verify);
    open.forEach(end);
    expect((await Promise.allSettled(running)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = new PassThrough();
    next.end('<a/>');
    expect(await verify(next)).toMatchObject({ nomenclatura: '1' });
  });
});

describe('a verifica', () => {
  it('of an unreadable document does not list checks that a deposit would not come to either', async () => {
    const verifica = new VerificaDocumento(contesti, settings, new SetClock());
    const body = new PassThrough();
    body.end('<Flusso');
    expect(await verifica.verify(caller, PS_PSA_SINA, body)).toMatchObject({
      stato: 'illeggibile',
      non_verificato: [],
    });
  });
});
