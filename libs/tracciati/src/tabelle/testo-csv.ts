import { testi } from '../documenti/testi.js';
import { LettoreCsv } from './csv.js';
import { FoglioIlleggibile } from './foglio-illeggibile.js';
import { RIGHE_DI_RICERCA } from './intestazione.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import { type RecordFoglio, isVuota } from './record.js';

type LimitiCsv = Pick<LimitiFoglio, 'cella' | 'colonne'>;

/** How much of the columns expected is found in the first rows of a table: names known, cells of the row that names them. */
export type Punteggio = (records: readonly RecordFoglio[]) => { readonly note: number; readonly celle: number };

const SEPARATORS = [';', ',', '\t'];
/** First line by which a CSV tells Excel its separator; Excel does not count it among the rows. */
const DECLARED = /^sep=(.)(?:\r\n|\r|\n|$)/i;
/** Characters among which the separator is found: always the same, however the bytes come. */
const BEGINNING = 262_144;
/** Records given at once: who takes them gives way to others in between. */
const LOTTO = 500;

/**
 * The records of a CSV, as its bytes come, with the separator under which most of the expected columns are found.
 * @throws FoglioIlleggibile
 */
export async function* recordsCsv(
  pezzi: AsyncIterable<Uint8Array>,
  limiti: LimitiCsv,
  punteggio: Punteggio,
  trovato: (separatore: string) => void = () => undefined,
  separatori: readonly string[] = SEPARATORS,
): AsyncGenerator<RecordFoglio[]> {
  let lettore: LettoreCsv | undefined;
  let waiting = '';
  for await (const { testo, guasto, ultimo } of testi(pezzi)) {
    waiting += testo;
    const ends = ultimo || guasto !== undefined;
    if (lettore === undefined) {
      if (!ends && waiting.length < BEGINNING) continue;
      [lettore, waiting] = comincia(waiting, ultimo, limiti, punteggio, separatori);
      trovato(lettore.separatore);
    }
    yield* lotti(lettore.write(waiting));
    waiting = '';
    if (guasto !== undefined) throw new FoglioIlleggibile('codifica', guasto, undefined, postoDi(lettore));
  }
  yield* lotti(lettore!.end());
}

function* lotti(records: Iterable<RecordFoglio>): Generator<RecordFoglio[]> {
  let lotto: RecordFoglio[] = [];
  for (const record of records) {
    if (lotto.push(record) < LOTTO) continue;
    yield lotto;
    lotto = [];
  }
  yield lotto;
}

function postoDi(lettore: LettoreCsv): LettoreCsv['posto'] | undefined {
  const { posto } = lettore;
  return posto.riga === 1 && posto.colonna === 1 ? undefined : posto;
}

/** @returns the reader of the records, and the text left for it */
function comincia(
  text: string,
  whole: boolean,
  limiti: LimitiCsv,
  punteggio: Punteggio,
  separatori: readonly string[],
): [LettoreCsv, string] {
  const declared = DECLARED.exec(text);
  if (declared !== null) return [new LettoreCsv(declared[1]!, limiti, 2), text.slice(declared[0].length)];
  const beginning = text.slice(0, BEGINNING);
  const scored = separatori.map((separatore) => {
    const first = firstRecords(beginning, whole && beginning.length === text.length, separatore, limiti);
    return { separatore, ...punteggio(first) };
  });
  const [best] = scored.toSorted((a, b) => b.note - a.note || b.celle - a.celle);
  return [new LettoreCsv(best!.separatore, limiti), text];
}

function firstRecords(text: string, whole: boolean, separatore: string, limiti: LimitiCsv): RecordFoglio[] {
  const first: RecordFoglio[] = [];
  try {
    for (const record of tutti(new LettoreCsv(separatore, limiti), text, whole)) {
      if (!record.celle.every(isVuota)) first.push(record);
      if (first.length === RIGHE_DI_RICERCA) break;
    }
  } catch (error) {
    // Not with this separator, or not at all: the reading that follows says which.
    if (!(error instanceof FoglioIlleggibile)) throw error;
  }
  return first;
}

function* tutti(lettore: LettoreCsv, text: string, whole: boolean): Generator<RecordFoglio> {
  yield* lettore.write(text);
  if (whole) yield* lettore.end();
}
