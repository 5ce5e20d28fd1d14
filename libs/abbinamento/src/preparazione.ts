import type { Bilancia } from './bilancia.js';
import { Indice, VIE_PERSONA, furtherVie } from './indice.js';
import type { Genere } from './livelli.js';
import { CIFRE_INIZIALI, MODELLO_ITALIANO, type Modello } from './modello.js';
import type { Preparato } from './preparato.js';
import type { Soggetto } from './soggetto.js';

/** How fields of another layout are compared, by name. */
export type Altri = Readonly<Record<string, Genere>>;

/** The figures to begin with, for persons and for fields of other layouts. */
export function startOf(altri: Altri = {}): Modello {
  const campi = Object.entries(altri).map(([campo, genere]) => ({ campo, genere, ...CIFRE_INIZIALI[genere]! }));
  return { ...MODELLO_ITALIANO, campi: [...MODELLO_ITALIANO.campi, ...campi] };
}

export function prepareAll(list: readonly Soggetto[], bilancia: Bilancia): Preparato[] {
  return list.map((soggetto) => bilancia.prepare(soggetto));
}

/** The second list made ready to be searched for records like those of the first. */
export function indiceOf(uno: readonly Preparato[], altro: readonly Preparato[], altri: Altri | undefined): Indice {
  return new Indice(altro, [...VIE_PERSONA, ...furtherVie(uno, altro, Object.keys(altri ?? {}).length)]);
}
