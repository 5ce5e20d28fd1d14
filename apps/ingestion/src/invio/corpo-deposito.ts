import type { Readable } from 'node:stream';
import { openModulo } from './modulo-deposito.js';
import type { RichiestaInvio } from './ricevi-invio.js';

type Corpo = Pick<RichiestaInvio, 'dimensioneDichiarata' | 'body'> &
  Partial<Pick<RichiestaInvio, 'tracciato' | 'ente' | 'chiaveIdempotenza'>>;

/**
 * The document of a request, alone or in a form; what a form says of it counts more than the request around it.
 * @throws Problem, those of `openModulo`
 */
export async function openCorpo(headers: Readonly<Record<string, string | undefined>>, body: Readable): Promise<Corpo> {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) {
    // Not destroyed on refusal: that would cut the connection before the answer.
    const bytes = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    return { body: bytes, dimensioneDichiarata: headers['content-length'] };
  }
  const { documento, tracciato, ente, chiave_idempotenza: chiaveIdempotenza } = await openModulo(headers, body);
  return {
    body: documento,
    dimensioneDichiarata: undefined,
    ...(tracciato === undefined ? {} : { tracciato }),
    ...(ente === undefined ? {} : { ente }),
    ...(chiaveIdempotenza === undefined ? {} : { chiaveIdempotenza }),
  };
}
