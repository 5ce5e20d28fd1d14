import type { Evidenza, Veto } from '#libs/abbinamento';
import type { OrigineDubbio, RispostaEvidenza } from './risposta.js';

/** As it was sealed with the pair, where of a common code there is nothing else; or as two persons compare once opened. */
export interface EvidenzaLetta {
  readonly probabilita?: number;
  readonly veti?: readonly Veto[];
  readonly evidenza?: readonly Evidenza[];
}

export function origineOf(punteggio: number | null): OrigineDubbio {
  return punteggio === null ? 'codice' : 'somiglianza';
}

/** What may be said of a pair that is not open: which fields speak for one person, not how near they are nor how sure. */
export function campiFavorevoli({ evidenza = [] }: EvidenzaLetta): string[] {
  return evidenza.filter(({ peso }) => peso > 0).map(({ campo }) => campo);
}

export function evidenzaMostrata(punteggio: number | null, letta: EvidenzaLetta): RispostaEvidenza {
  const { probabilita = null, veti = [], evidenza = [] } = letta;
  return {
    origine: origineOf(punteggio),
    probabilita,
    campi: evidenza.map(({ campo, livello, peso }) => ({ campo, livello, peso: Math.round(peso * 100) / 100 })),
    veti: [...veti],
  };
}
