import type { RispostaFonte } from './fonte-persone.js';
import { RispostaIlleggibile } from './lettura.js';
import { NessunaRisposta, type RispostaModi } from './pdnd/chiamata-modi.js';

/** The outcomes that are no answer about a person. */
export type SenzaRisposta = Exclude<RispostaFonte, { readonly esito: 'trovata' }>;

/**
 * What an answer other than 200 means. Credentials that are refused are refused for everybody: the questions wait until an operator mends
 * them. A gateway on the way also answers 404, of a path it does not know, with a problem document: that says nothing of the person.
 */
export function esitoDi({ stato, tipo, attesa }: RispostaModi): SenzaRisposta {
  if (stato === 404 && tipo === 'application/json') return { esito: 'sconosciuta' };
  if (stato === 429) return { esito: 'soglia_raggiunta', attesa };
  if (stato === 400 || stato === 422) return { esito: 'rifiutata', causa: String(stato) };
  return { esito: 'non_disponibile', causa: String(stato), attesa };
}

/** What a failure means; others are ours, and are thrown on. */
export function esitoDiErrore(error: unknown): SenzaRisposta {
  if (error instanceof NessunaRisposta) return { esito: 'non_disponibile', causa: error.causa };
  if (error instanceof RispostaIlleggibile) return { esito: 'malformata', causa: error.causa };
  throw error;
}
