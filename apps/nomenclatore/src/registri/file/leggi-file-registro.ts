import { type EsitoFoglio, type RigaFoglio, readFoglio, rilievoSuCella } from '#libs/tracciati';
import type { RilievoLetto, Trovato } from '../../lettura/rilievi.js';
import { CellaErrata } from '../../pacchetto/celle.js';
import { FILE_REGIONE, type RigaRegione } from '../../pacchetto/pacchetto-regione.js';
import type { Problema } from '../../pacchetto/problema.js';
import type { Provenienza } from '../detti.js';
import { CHIAVI } from '../registro.js';
import { LIMITI, type NomeRegistro, foglioOf } from './foglio-registro.js';
import { REGOLE_REGISTRO } from './regole-registro.js';

/** Name of a row's place in the messages about another: "negli stessi giorni vale la riga 3 di questo file". */
const FILE = 'questo file';

/** A file of a registry, read; where something is wrong, the right rows only. */
export interface FileLetto<F extends NomeRegistro> extends Trovato {
  /** Rows met, right or wrong. */
  readonly lette: number;
  readonly righe: readonly RigaRegione<F>[];
  /** Columns that the file does not have, and of which it therefore says nothing. */
  readonly taciute: readonly string[];
  /** The finding of a fault that the registry has with these rows. */
  readonly rilievoDi: (problema: Problema) => RilievoLetto;
}

/**
 * Reads a CSV or XLSX file whose columns are those of the registry's file in a pack.
 * @param provenienza of rows that do not say their own
 */
export async function readFileRegistro<F extends NomeRegistro>(
  bytes: Uint8Array,
  registro: F,
  provenienza: Provenienza,
): Promise<FileLetto<F>> {
  const foglio = foglioOf(registro);
  const esito = await readFoglio(bytes, foglio, LIMITI);
  const byRow = new Map(esito.righe.map((riga) => [riga.riga, riga]));
  const rilievo = (riga: RigaFoglio, campo: string, regola: keyof typeof REGOLE_REGISTRO, messaggio: string) =>
    rilievoSuCella(esito, foglio, riga, campo, REGOLE_REGISTRO[regola], { messaggio });
  const found: RilievoLetto[] = [];
  const righe = esito.righe.flatMap((riga) => {
    const { row, faults } = readRow(registro, riga, provenienza);
    found.push(...faults.map(([campo, messaggio]) => rilievo(riga, campo, 'valore', messaggio)));
    return row ?? [];
  });
  const keyOf = CHIAVI[registro] as (riga: RigaRegione<F>) => string;
  const seen = new Set<string>();
  for (const riga of righe) {
    const first = Object.keys(foglio.colonne)[0]!;
    const place = byRow.get(riga.posto.riga!)!;
    if (seen.has(keyOf(riga))) found.push(rilievo(place, first, 'ripetuta', REGOLE_REGISTRO.ripetuta.messaggio));
    seen.add(keyOf(riga));
  }
  return {
    lette: esito.lette,
    righe,
    taciute: Object.keys(foglio.colonne).filter((campo) => esito.colonne[campo] === undefined),
    errori: esito.errori + found.length,
    avvisi: esito.avvisi,
    rilievi: [...esito.rilievi, ...found],
    rilievoDi: ({ file, riga, campo, messaggio }) => {
      const place = file === FILE && riga !== null ? byRow.get(riga) : undefined;
      return place === undefined
        ? onWholeFile(esito, campo, `${file}: ${messaggio}`)
        : rilievo(place, campo, 'incoerente', messaggio);
    },
  };
}

/** One row by the cells of the pack: the row, or what is wrong with it. */
function readRow<F extends NomeRegistro>(
  registro: F,
  { riga, valori }: RigaFoglio,
  provenienza: Provenienza,
): { row?: RigaRegione<F>; faults: [campo: string, messaggio: string][] } {
  const texts = valori as Readonly<Record<string, unknown>>;
  const faults: [string, string][] = [];
  const cells = Object.entries(FILE_REGIONE[registro]).map(([campo, cella]) => {
    const text = textOf(texts[campo]) || ((provenienza as unknown as Record<string, string>)[campo] ?? '');
    try {
      return [campo, cella(text)];
    } catch (error) {
      if (!(error instanceof CellaErrata)) throw error;
      faults.push([campo, error.message]);
      return [campo, undefined];
    }
  });
  const row = { ...Object.fromEntries(cells), posto: { file: FILE, riga } } as unknown as RigaRegione<F>;
  return faults.length > 0 ? { faults } : { row, faults };
}

/** A value of the engine as the cell of a pack would write it: texts, days and yes or no are all that is asked for. */
function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'sì' : 'no';
  return typeof value === 'string' ? value : '';
}

function onWholeFile({ foglio }: EsitoFoglio, campo: string, messaggio: string): RilievoLetto {
  const { codice, gravita, fonte, colpa, rimedio } = REGOLE_REGISTRO.incoerente;
  const posto = { foglio, riga: null, linea: 1, colonna: 1, cella: '' };
  return { ...posto, campo, regola: codice, gravita, messaggio, rimedio, fonte, colpa };
}
