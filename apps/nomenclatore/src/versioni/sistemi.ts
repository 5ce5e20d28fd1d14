import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';

/** Code systems that the region keeps by API. A misspelt name would else become one more system, for everybody to see. */
const SISTEMI: ReadonlySet<string> = new Set(['REG', 'SIUSS', 'ISTAT', 'FNPS', 'LEPS']);

/**
 * Parameter: the code system of the path, one that the region keeps.
 * @throws Problem `nomenclatura_locale` for the list of an ente, which has its own way in; `nomenclatura_sconosciuta`
 */
export const SistemaDellaRegione = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { sistema } = context.switchToHttp().getRequest<FastifyRequest>().params as { readonly sistema: string };
  if (sistema.startsWith('LOC:')) throw nomenclatoreProblem('nomenclatura_locale');
  if (!SISTEMI.has(sistema)) throw nomenclatoreProblem('nomenclatura_sconosciuta');
  return sistema;
});
