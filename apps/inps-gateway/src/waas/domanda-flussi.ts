import { inpsGatewayProblem } from '../inps-gateway.errors.js';

/** What INPS asks for: flussi strictly after a millisecond, at most so many. */
export interface DomandaFlussi {
  /** As it was sent: INPS's document allows more than a number of ours can hold. */
  readonly since: bigint;
  readonly limit: number;
}

const LIMITE_PREDEFINITO = 10;
const LIMITE_MASSIMO = 100;
const SINCE_MASSIMO = 10n ** 20n;

/**
 * Reads the query of `GET /flussi`; parameters that INPS's document does not name are ignored. `limit=0` is refused although the
 * document allows it: its only answer would be an empty list, which tells INPS to stop asking.
 * @throws Problem parametro_waas_non_valido
 */
export function leggiDomanda(query: Readonly<Record<string, unknown>>): DomandaFlussi {
  const since = wholeNumber(query['since']);
  if (since === undefined || since > SINCE_MASSIMO)
    throw inpsGatewayProblem('parametro_waas_non_valido', 'since è obbligatorio: millisecondi dal 1970, da 0 in su.');
  if (query['limit'] === undefined) return { since, limit: LIMITE_PREDEFINITO };
  const limit = wholeNumber(query['limit']);
  if (limit === undefined || limit < 1n || limit > LIMITE_MASSIMO)
    throw inpsGatewayProblem('parametro_waas_non_valido', `limit va da 1 a ${LIMITE_MASSIMO}.`);
  return { since, limit: Number(limit) };
}

/** Written once, with digits only. */
function wholeNumber(text: unknown): bigint | undefined {
  return typeof text === 'string' && /^\d{1,21}$/.test(text) ? BigInt(text) : undefined;
}

/** A `since` as a number the log can be compared with; beyond 2^53 there is no flusso anyway. */
export function sinceConfrontabile(since: bigint): number {
  return since > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(since);
}
