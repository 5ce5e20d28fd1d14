import { facoltativo, forma, giorno, testo } from './celle.js';
import { findDoppioni } from './coerenza.js';
import type { Testi } from './pacchetto-regione.js';
import type { Problema } from './problema.js';
import { type Colonne, type RigaDi, readTabella } from './tabella.js';

const FILE_FONTI = {
  sigla: forma(/^[a-z0-9][a-z0-9._-]{1,79}$/, 'una sigla di fonte'),
  titolo: testo,
  editore: testo,
  url: facoltativo(forma(/^https:\/\/\S+$/, 'un indirizzo https')),
  licenza: testo,
  aggiornato_al: facoltativo(giorno),
  nota: facoltativo(testo),
} as const satisfies Colonne;

/** What a mark in the column `fonte` of other files stands for. */
export type RigaFonte = RigaDi<typeof FILE_FONTI>;

/** Reads `fonti.csv`, if the folder has one. */
export function readFonti(name: string, testi: Testi, problemi: Problema[]): RigaFonte[] {
  const text = testi.get('fonti');
  return text === undefined ? [] : readTabella(`${name}/fonti.csv`, text, FILE_FONTI, problemi);
}

/** A mark with two meanings would give the rows of one list the licence of another. */
export function findProblemiFonti(fonti: readonly RigaFonte[]): Problema[] {
  return findDoppioni(fonti, 'sigla', ({ sigla }) => sigla);
}
