import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { bomOf } from '../xml/decodifica.js';
import { LettoreCsv } from './csv.js';
import type { Foglio } from './foglio.js';
import { FoglioIlleggibile } from './foglio-illeggibile.js';
import { RIGHE_DI_RICERCA, scegliIntestazione } from './intestazione.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import { type RecordFoglio, isVuota } from './record.js';

const SEPARATORS = [';', ',', '\t'];
/** First line by which a CSV tells Excel its separator; Excel does not count it among the rows. */
const DECLARED = /^sep=(.)(?:\r\n|\r|\n|$)/i;

/** The text of a CSV: the encoding of its BOM, else UTF-8, else Windows-1252, in which Excel writes in Italy. */
export function decodificaCsv(bytes: Buffer): string {
  const bom = bomOf(bytes);
  const rest = bytes.subarray(bom.length);
  const name = bom.encoding ?? (isUtf8(rest) ? 'utf-8' : 'windows-1252');
  if (name === 'utf-8' && !isUtf8(rest)) throw notItsEncoding('UTF-8');
  if (name.startsWith('utf-16') && rest.length % 2 === 1) throw notItsEncoding('UTF-16');
  const text = name === 'utf-8' ? rest.toString('utf8') : iconv.decode(rest, name, { stripBOM: false });
  if (text.includes('\0')) {
    throw new FoglioIlleggibile(
      'codifica',
      'Il file contiene byte nulli: è un file di altro genere, o UTF-16 senza la marca iniziale (BOM).',
    );
  }
  return text;
}

function notItsEncoding(name: string): FoglioIlleggibile {
  return new FoglioIlleggibile('codifica', `Il file si presenta come ${name} ma i suoi byte non lo sono.`);
}

/** The records of a CSV, with the separator under which most of the declared columns are found. */
export function recordsCsv(text: string, foglio: Foglio, limiti: LimitiFoglio): Generator<RecordFoglio> {
  const declared = DECLARED.exec(text);
  if (declared !== null) return new LettoreCsv(text, declared[1]!, limiti, declared[0].length, 2).records();
  return new LettoreCsv(text, separatoreDi(text, foglio, limiti), limiti).records();
}

function separatoreDi(text: string, foglio: Foglio, limiti: LimitiFoglio): string {
  const scored = SEPARATORS.map((separatore) => {
    const header = scegliIntestazione(firstRecords(text, separatore, limiti), foglio);
    return { separatore, columns: header?.colonne.size ?? 0, cells: header?.record.celle.length ?? 0 };
  });
  return scored.toSorted((a, b) => b.columns - a.columns || b.cells - a.cells)[0]!.separatore;
}

function firstRecords(text: string, separatore: string, limiti: LimitiFoglio): RecordFoglio[] {
  const first: RecordFoglio[] = [];
  try {
    for (const record of new LettoreCsv(text, separatore, limiti).records()) {
      if (!record.celle.every(isVuota)) first.push(record);
      if (first.length === RIGHE_DI_RICERCA) break;
    }
  } catch (error) {
    // Not with this separator, or not at all: the reading that follows says which.
    if (!(error instanceof FoglioIlleggibile)) throw error;
  }
  return first;
}
