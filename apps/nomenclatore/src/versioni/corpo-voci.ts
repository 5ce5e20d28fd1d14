import { Readable } from 'node:stream';
import { type ExecutionContext, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiJsonBody, ApiProblems, StreamedBody, readBody } from '#libs/http';
import { NOMENCLATORE_ERRORS } from '../nomenclatore.errors.js';
import { leggiFoglioVoci } from './leggi-foglio-voci.js';
import { leggiJsonVoci } from './leggi-json-voci.js';
import { VociJson } from './modelli-versioni.js';
import type { Provenienza, VociInviate } from './voci-inviate.js';

const DESCRIZIONE =
  'Le voci arrivano come CSV o XLSX (colonne `codice`, `codice_padre`, `denominazione`, `descrizione`, `sostituisce`, `isee`, ' +
  '`solo_con_presa_in_carico`, `fonte`, `affidabilita`; ogni altra colonna è una caratteristica) o come JSON `{"voci": […]}`, nella forma ' +
  'in cui si leggono. `sostituisce` dice di quali codici della versione prima la voce prende il posto. Con un errore non si tiene nulla.';
const TIPI = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/json',
] as const;
const MOST_BYTES = 8 * 1024 ** 2;

/** Items as they arrive, not yet read. */
export interface CorpoConVoci {
  readonly body: Readable;
  readonly mediaType: string;
}

/** A route that takes the items of a version, in any of the forms in which they are taken. */
export function TakesVoci(
  operation: { readonly operationId: string; readonly summary: string },
  ...problems: (keyof typeof NOMENCLATORE_ERRORS)[]
): MethodDecorator {
  return applyDecorators(
    StreamedBody(...TIPI),
    ApiJsonBody(VociJson),
    ApiOperation({ ...operation, description: DESCRIZIONE }),
    ApiProblems(NOMENCLATORE_ERRORS, 'nomenclatura_sconosciuta', 'nomenclatura_locale', 'file_con_errori', ...problems),
  );
}

/** Parameter: the body of such a route; empty if there is none. */
export const CorpoVoci = createParamDecorator((_: unknown, context: ExecutionContext): CorpoConVoci => {
  const { body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const mediaType = (headers['content-type'] ?? '').trim().toLowerCase();
  return { body: body instanceof Readable ? body : Readable.from([]), mediaType };
});

/**
 * Reads the items of a body.
 * @throws Problem `corpo_troppo_grande`
 */
export async function leggiVoci({ body, mediaType }: CorpoConVoci, provenienza: Provenienza): Promise<VociInviate> {
  const bytes = await readBody(body, MOST_BYTES);
  return mediaType.startsWith('application/json')
    ? leggiJsonVoci(bytes, provenienza)
    : leggiFoglioVoci(bytes, provenienza);
}
