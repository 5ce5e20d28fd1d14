import { nomiUguali, nomiVicini } from '#libs/abbinamento';
import type { Criterio } from './criterio.js';
import { PERSONE_MOSTRATE, type RispostaPersona } from './risposta.js';

type Nominata = Pick<RispostaPersona, 'cognome' | 'nome'>;

/**
 * What of the persons that the caller may see is answered: to an operator, who chooses, those that a name leads to, the nearest first; to
 * a system the one person that is meant, or nobody.
 * @returns `troppe` when an operator must say more
 */
export function scegli<T extends { readonly persona: Nominata }>(
  visibili: readonly T[],
  criterio: Criterio,
  umano: boolean,
): readonly T[] | 'troppe' {
  if (!umano) return visibili.length === 1 ? visibili : [];
  if (criterio.per === 'codice') return visibili.slice(0, PERSONE_MOSTRATE);
  if (visibili.length > PERSONE_MOSTRATE) return 'troppe';
  const { cognome, nome } = criterio;
  const nearness = ({ persona }: T): number =>
    2 * likeness(persona.nome, nome?.testo) + likeness(persona.cognome, cognome.testo);
  return visibili.toSorted((one, other) => nearness(other) - nearness(one));
}

/** 2 the same, 1 near, 0 another, or how it begins. */
function likeness(nome: string, cercato: string | undefined): number {
  if (cercato === undefined) return 0;
  return nomiUguali(nome, cercato) ? 2 : nomiVicini(nome, cercato) ? 1 : 0;
}
