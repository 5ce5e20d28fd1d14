import { type EsitoFoglio, type RilievoFoglio, readFoglio, rilievoSuCella } from '#libs/tracciati';
import type { Trovato } from '../lettura/rilievi.js';
import type { DifettoLista } from './difetti-lista.js';
import { FOGLIO_LISTA, LIMITI_LISTA } from './foglio-lista.js';
import { type RigaLista, rigaOf } from './lista-letta.js';

/** A file as the engine read it. */
export interface FoglioLetto extends Trovato {
  readonly righe: readonly RigaLista[];
  /** The finding of a fault, on the cell it is about. */
  rilievoOf(difetto: DifettoLista): RilievoFoglio;
}

/** Reads the list of an ente, CSV or XLSX. Whatever the bytes, it answers. */
export async function leggiFoglioLista(bytes: Uint8Array): Promise<FoglioLetto> {
  const esito = await readFoglio(bytes, FOGLIO_LISTA, LIMITI_LISTA);
  const byRow = new Map(esito.righe.map((riga) => [riga.riga, riga]));
  return {
    righe: esito.righe.map(rigaOf),
    errori: esito.errori,
    avvisi: esito.avvisi,
    rilievi: esito.rilievi,
    rilievoOf({ riga, campo, regola, messaggio }) {
      const row = riga === null ? undefined : byRow.get(riga);
      if (row === undefined)
        return onFile(esito, { riga, campo, regola, ...(messaggio === undefined ? {} : { messaggio }) });
      return rilievoSuCella(esito, FOGLIO_LISTA, row, campo, regola, messaggio === undefined ? {} : { messaggio });
    },
  };
}

function onFile({ foglio }: Pick<EsitoFoglio, 'foglio'>, { campo, regola, messaggio }: DifettoLista): RilievoFoglio {
  const { codice, gravita, fonte, colpa, rimedio } = regola;
  const words = { regola: codice, gravita, messaggio: messaggio ?? regola.messaggio, rimedio, fonte, colpa };
  return { foglio, riga: null, linea: 1, colonna: 1, cella: '', campo, ...words };
}
