import type { GruppoVariazione } from '../variazione/gruppi.js';
import type { DatiPersona } from './dati-persona.js';
import type { VitaPersona } from './vita.js';

/** What of a golden person is compared. */
export type Confronto = VitaPersona & { readonly dati: DatiPersona };

/** The number an ente gave is shown to that ente alone: told to others, it would say that one more archive holds the person. */
const isLocale = (sistema: string): boolean => sistema.startsWith('locale:');

const GRUPPI: readonly { readonly gruppo: GruppoVariazione; readonly of: (persona: Confronto) => unknown }[] = [
  {
    gruppo: 'identita',
    of: ({ dati }) => [dati.cognome, dati.nome, dati.sesso, dati.annoNascita, dati.dataNascita, dati.luogoNascita],
  },
  {
    gruppo: 'identificativi',
    of: ({ dati: { codici } }) =>
      codici.flatMap(({ sistema, codice, stato }) => (isLocale(sistema) ? [] : [[sistema, codice, stato]])),
  },
  { gruppo: 'residenza', of: ({ dati }) => dati.comuneResidenza },
  { gruppo: 'stato_civile', of: ({ dati: { statoCivile } }) => statoCivile && [statoCivile.codice, statoCivile.dal] },
  { gruppo: 'vita', of: ({ vita, dataDecesso }) => [vita, dataDecesso] },
  { gruppo: 'cittadinanza', of: ({ dati }) => dati.cittadinanze.toSorted() },
];

/** The kinds of thing that changed of a person. */
export function gruppiVariati(prima: Confronto, dopo: Confronto): GruppoVariazione[] {
  return GRUPPI.filter(({ of }) => JSON.stringify([of(prima)]) !== JSON.stringify([of(dopo)])).map(
    ({ gruppo }) => gruppo,
  );
}
