import { STATI_RIGA_IN_PAROLE } from '#libs/codici';
import { headOfCsv, lineOfCsv } from '../csv.js';
import type { RigaInElenco } from './leggi-righe.js';

export const TESTA_RIGHE = headOfCsv([
  'riga',
  'linea',
  'colonna',
  'stato',
  'silente',
  'motivo',
  'messaggio_inps',
  'codice_inps',
  'descrizione_inps',
  'risposta_il',
  'riga_id',
]);

export function righeAsCsv(righe: readonly RigaInElenco[]): string {
  return righe.map(lineOf).join('');
}

/** For people: the state in words. Instants are UTC. */
function lineOf({ id, numero, linea, colonna, stato, silente, motivo_descrizione, esito_inps }: RigaInElenco): string {
  return lineOfCsv([
    numero,
    linea,
    colonna,
    STATI_RIGA_IN_PAROLE[stato],
    silente ? 'sì' : 'no',
    motivo_descrizione,
    esito_inps?.flusso ?? null,
    esito_inps?.codice ?? null,
    esito_inps?.descrizione ?? null,
    esito_inps?.il.toISOString() ?? null,
    id,
  ]);
}
