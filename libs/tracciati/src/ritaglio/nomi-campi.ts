import type { CampoPiano } from '../piano/piano.js';

/** Name of the column, or key, of each field as rilievi call it; of a field that repeats, its first. */
export function nomiDeiCampi(piano: readonly CampoPiano[]): ReadonlyMap<string, string> {
  const nomi = new Map<string, string>();
  for (const { nome, elemento, attributo } of piano) {
    if (elemento === undefined) continue;
    const campo = attributo === undefined ? elemento.nome : `${elemento.nome}/@${attributo.nome}`;
    if (!nomi.has(campo)) nomi.set(campo, nome);
  }
  return nomi;
}
