import type { Limiti } from '../limiti.js';
import { FoglioIlleggibile } from '../tabelle/foglio-illeggibile.js';
import type { Provenienza, RecordFoglio } from '../tabelle/record.js';
import { type Punteggio, recordsCsv } from '../tabelle/testo-csv.js';
import { leggiCartella } from '../tabelle/xlsx/cartella.js';
import { CartellaAperta } from '../tabelle/xlsx/cartella-aperta.js';
import type { Archivio } from './archivio.js';

/** One table of a document. */
export interface Tavola {
  /** Name of the sheet, in a workbook. */
  readonly foglio: string | undefined;
  readonly provenienza: Provenienza;
  /** @throws FoglioIlleggibile */
  records(): AsyncIterable<readonly RecordFoglio[]>;
}

/** The one table of a CSV. */
export async function* tavolaCsv(
  pezzi: AsyncIterable<Uint8Array>,
  limiti: Limiti,
  punteggio: Punteggio,
): AsyncGenerator<Tavola> {
  // Known with the first record, and asked for with the header.
  const provenienza = { rettangolare: true, dal1904: false, separatore: ';' };
  const trovato = (separatore: string): void => void (provenienza.separatore = separatore);
  yield { foglio: undefined, provenienza, records: () => recordsCsv(pezzi, limiti, punteggio, trovato) };
}

/** The visible sheets of a workbook, in its order. @throws FoglioIlleggibile */
export async function* tavoleXlsx(archivio: Archivio, limiti: Limiti): AsyncGenerator<Tavola> {
  const cartella = await leggiCartella(archivio, limiti);
  const visibili = cartella.fogli.filter(({ visibile }) => visibile);
  if (visibili.length === 0) {
    throw new FoglioIlleggibile('rotto', 'Nella cartella di lavoro non c’è nessun foglio visibile.');
  }
  const aperta = await CartellaAperta.open(archivio, cartella, limiti);
  const { provenienza } = aperta;
  for (const foglio of visibili) yield { foglio: foglio.nome, provenienza, records: () => aperta.records(foglio) };
}
