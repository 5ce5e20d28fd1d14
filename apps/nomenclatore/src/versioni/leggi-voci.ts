import type { Readable } from 'node:stream';
import { readBody } from '#libs/http';
import { leggiFoglioVoci } from './leggi-foglio-voci.js';
import { leggiJsonVoci } from './leggi-json-voci.js';
import type { Provenienza, VociInviate } from './voci-inviate.js';

/** Media types in which items are taken. */
export const TIPI_VOCI = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/json',
] as const;
const MOST_BYTES = 8 * 1024 ** 2;

/**
 * Reads the items of a body, in any of the forms in which they are taken.
 * @throws Problem `corpo_troppo_grande`
 */
export async function leggiVoci(
  body: Readable,
  mediaType: string | undefined,
  provenienza: Provenienza,
): Promise<VociInviate> {
  const bytes = await readBody(body, MOST_BYTES);
  const isJson = (mediaType ?? '').trim().toLowerCase().startsWith('application/json');
  return isJson ? leggiJsonVoci(bytes, provenienza) : leggiFoglioVoci(bytes, provenienza);
}
