import { RELAZIONI } from '#libs/riferimenti';
import { PROVENIENZA, VALIDITA, codiceVoce, facoltativo, scelta, sequenza, siglaSistema, testo } from './celle.js';
import type { Testi } from './pacchetto-regione.js';
import type { Problema } from './problema.js';
import { type Colonne, type RigaDi, readTabella } from './tabella.js';

const FILE_ASSOCIAZIONI = {
  da: siglaSistema,
  codice: codiceVoce,
  a: siglaSistema,
  relazione: scelta(RELAZIONI),
  destinazioni: sequenza(codiceVoce),
  ...VALIDITA,
  /** What the association does not say, in words: whoever reads a number made with it must know. */
  limite: facoltativo(testo),
  ...PROVENIENZA,
} as const satisfies Colonne;

/** What a code of one system is in another, from a day to a day. */
export type RigaAssociazione = RigaDi<typeof FILE_ASSOCIAZIONI>;

/** Reads `associazioni.csv`, if the folder has one. */
export function readAssociazioni(name: string, testi: Testi, problemi: Problema[]): RigaAssociazione[] {
  const text = testi.get('associazioni');
  return text === undefined ? [] : readTabella(`${name}/associazioni.csv`, text, FILE_ASSOCIAZIONI, problemi);
}
