import { ARCHIVI_OSTILI } from './corpus/archivi.js';
import type { DocumentoOstile } from './corpus/documento-ostile.js';
import { JSON_INSIDIOSO, JSON_OSTILE } from './corpus/json.js';
import { CARTELLE_OSTILI, CSV_OSTILE, TABELLE_INSIDIOSE } from './corpus/tabelle.js';
import { XML_OSTILE } from './corpus/xml.js';

/** What senders with bad intentions, or broken programs, have sent to systems like this one, in every form that is read (I9). */
export const CORPUS_OSTILE: readonly DocumentoOstile[] = [
  ...XML_OSTILE,
  ...CSV_OSTILE,
  ...CARTELLE_OSTILI,
  ...JSON_OSTILE,
  ...ARCHIVI_OSTILI,
];

/** Documents that are read and hold something hostile in their first riga: `regola` is one that speaks there. */
export const CORPUS_INSIDIOSO: readonly DocumentoOstile[] = [...TABELLE_INSIDIOSE, ...JSON_INSIDIOSO];
