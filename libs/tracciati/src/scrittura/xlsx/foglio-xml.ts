import { letteraColonna } from '../../tabelle/rilievo-foglio.js';
import { compilaRiga, intestazioneXml } from './cella.js';
import type { CellaScritta, ColonnaScritta, FoglioScritto } from './foglio-scritto.js';
import { stileColonna } from './stili.js';
import { INIZIO_XML, SPAZIO_FOGLI } from './xml.js';

/** Rows of a sheet, the header's among them. */
export const RIGHE_FOGLIO = 1_048_576;
/** Characters written at once: small writes cost more than what they write. */
const CHUNK = 64 * 1024;
/** A part of an archive ends at 4 GiB; a character can be three bytes. */
const CHARACTERS = 1024 ** 3;
const WIDTH = 16;

/** The rows of a table as they are wanted, with a look at whether there is another: who runs out of sheet must know. */
export class Righe {
  readonly #source: Iterator<readonly CellaScritta[]> | AsyncIterator<readonly CellaScritta[]>;
  #next: readonly CellaScritta[] | undefined;

  constructor(righe: FoglioScritto['righe']) {
    this.#source = Symbol.asyncIterator in righe ? righe[Symbol.asyncIterator]() : righe[Symbol.iterator]();
  }

  /** The row that `take` will give, or undefined after the last. */
  async peek(): Promise<readonly CellaScritta[] | undefined> {
    if (this.#next === undefined) {
      const { done, value } = await this.#source.next();
      this.#next = done === true ? undefined : value;
    }
    return this.#next;
  }

  take(): void {
    this.#next = undefined;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

/** One sheet, with as many of the rows as it holds: the others are left where they are. */
export async function* foglioXml(
  { colonne, filtro, primaFerma }: FoglioScritto,
  righe: Righe,
  convalide: string,
  massimo: number,
): AsyncGenerator<Buffer> {
  const write = compilaRiga(colonne);
  let text = `${apertura(colonne, primaFerma === true)}${intestazioneXml(colonne)}`;
  let numero = 1;
  let written = 0;
  for (let riga = await righe.peek(); riga !== undefined; riga = await righe.peek()) {
    if (numero === massimo || written > CHARACTERS) break;
    righe.take();
    text += write(++numero, riga);
    if (text.length < CHUNK) continue;
    written += text.length;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}${chiusura(colonne, numero, filtro === true, convalide)}`);
}

const FERMA_TESTA =
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>';
const FERME_TESTA_E_PRIMA =
  '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/><selection pane="topRight"/>' +
  '<selection pane="bottomLeft"/><selection pane="bottomRight"/>';

function apertura(colonne: readonly ColonnaScritta[], primaFerma: boolean): string {
  const columns = colonne.map((colonna, index) => {
    const place = `min="${index + 1}" max="${index + 1}"`;
    return `<col ${place} width="${colonna.larghezza ?? WIDTH}" style="${stileColonna(colonna)}" customWidth="1"/>`;
  });
  return (
    `${INIZIO_XML}<worksheet xmlns="${SPAZIO_FOGLI}"><sheetViews><sheetView workbookViewId="0">` +
    `${primaFerma ? FERME_TESTA_E_PRIMA : FERMA_TESTA}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`
  );
}

function chiusura(colonne: readonly ColonnaScritta[], ultima: number, filtro: boolean, convalide: string): string {
  const filter = filtro ? `<autoFilter ref="A1:${letteraColonna(colonne.length)}${ultima}"/>` : '';
  return `</sheetData>${filter}${convalide}</worksheet>`;
}
