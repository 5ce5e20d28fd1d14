import type { Aggregato } from './aggregato.js';
import { aggregatiOfRegione } from './aggregati-regione.js';
import { aggregatiOfAssociazioni } from './aggregati-associazioni.js';
import { aggregatiOfTerritorio } from './aggregati-territorio.js';
import type { Pacchetto } from './pacchetto.js';

/** Everything a pack holds but its code systems, which are published by version. */
export function aggregatiOf(pacchetto: Pacchetto): Aggregato[] {
  return [
    ...aggregatiOfTerritorio(pacchetto.territorio),
    ...aggregatiOfRegione(pacchetto),
    ...aggregatiOfAssociazioni(pacchetto.associazioni),
  ];
}
