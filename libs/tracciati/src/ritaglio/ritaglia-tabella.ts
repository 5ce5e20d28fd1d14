import { FormaTabella, intestazioneFra } from '../documenti/forma-tabella.js';
import { type Tavola, tavolaCsv, tavoleXlsx } from '../documenti/tavole.js';
import type { Archivio } from '../documenti/archivio.js';
import type { Limiti } from '../limiti.js';
import { DA_CORREGGERE } from '../piano/nomi.js';
import { pianoOf } from '../piano/piano-of.js';
import type { CellaScritta, ColonnaScritta, FoglioScritto } from '../scrittura/xlsx/foglio-scritto.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import { giornoSeriale } from '../tabelle/giorni.js';
import { RIGHE_DI_RICERCA } from '../tabelle/intestazione.js';
import { radice } from '../tabelle/parole.js';
import { type CellaGrezza, type RecordFoglio, isVuota, testoDi } from '../tabelle/record.js';
import { quoted } from '../tabelle/write-csv.js';
import type { Tracciato } from '../tracciato.js';
import { type DifettoDaDire, type InOrdine, type RigaDaCorreggere, parole } from './da-correggere.js';
import { nomiDeiCampi } from './nomi-campi.js';
import { type Incontro, RegistratoreRighe } from './registratore.js';

/** Width, in characters, of the column of what to mend. */
const LARGHEZZA = 60;

/**
 * The refused rows as they were written, under the same header and with the same separator, with what to mend in a first column: past
 * sixty others nobody would find it.
 */
export async function* ritagliaCsv(
  tracciato: Tracciato,
  limiti: Limiti,
  pezzi: AsyncIterable<Uint8Array>,
  daCorreggere: InOrdine,
): AsyncGenerator<string> {
  const registratore = new RegistratoreRighe(tracciato);
  const tavole = tavolaCsv(pezzi, limiti, (records) => {
    const { record, note } = intestazioneFra(records, registratore);
    return { note, celle: record?.celle.length ?? 0 };
  });
  let testa: Testa | undefined;
  let separatore = ';';
  const line = (cells: readonly (CellaGrezza | undefined)[]): string =>
    `${cells.map((cell) => quoted(testoDi(cell), separatore)).join(separatore)}\r\n`;
  for await (const incontro of incontriDi(
    new FormaTabella('csv', tavole, registratore, tracciato, limiti),
    registratore,
  )) {
    if (incontro.genere === 'intestazione') {
      separatore = incontro.provenienza.separatore ?? separatore;
      testa = new Testa(tracciato, incontro.record);
      yield `\uFEFF${line(testa.celle)}`;
      continue;
    }
    const riga = await daCorreggere.at(incontro.numero);
    if (riga !== undefined) yield line(testa!.conParole(incontro.record, riga));
  }
}

/** The same for a workbook, sheet by sheet; sheets that were not read are left out. */
export async function* ritagliaXlsx(
  tracciato: Tracciato,
  limiti: Limiti,
  archivio: Archivio,
  daCorreggere: InOrdine,
): AsyncGenerator<Uint8Array> {
  const registratore = new RegistratoreRighe(tracciato);
  const teste = await testeDi(tracciato, registratore, tavoleXlsx(archivio, limiti));
  const tavole = tavoleXlsx(archivio, limiti);
  const forma = new FormaTabella('xlsx', tavole, registratore, tracciato, limiti);
  const incontri = new Sbirciato(incontriDi(forma, registratore));
  const fogli = teste.map(({ nome, testa, dal1904 }): FoglioScritto => {
    const colonne = testa.celle.map((cell): ColonnaScritta =>
      radice(testoDi(cell)) === radice(DA_CORREGGERE)
        ? { titolo: testoDi(cell), larghezza: LARGHEZZA, aCapo: true }
        : { titolo: testoDi(cell) },
    );
    const celleDi = (record: RecordFoglio, riga: RigaDaCorreggere): CellaScritta[] =>
      testa.conParole(record, riga).map((cell) => scritta(cell, dal1904));
    const righe = righeDelFoglio(incontri, daCorreggere, celleDi);
    return { nome, colonne, righe, primaFerma: testa.isPrima };
  });
  if (fogli.length > 0) yield* writeXlsx(fogli);
}

/** Reads the first rows of each sheet: a workbook is written sheet after sheet, and must know their names before. */
async function testeDi(
  tracciato: Tracciato,
  registratore: RegistratoreRighe,
  tavole: AsyncIterable<Tavola>,
): Promise<{ nome: string; testa: Testa; dal1904: boolean }[]> {
  const found: { nome: string; testa: Testa; dal1904: boolean }[] = [];
  for await (const tavola of tavole) {
    const { foglio, provenienza } = tavola;
    const prime: RecordFoglio[] = [];
    for await (const some of tavola.records()) {
      prime.push(...some.filter(({ celle }) => !celle.every(isVuota)));
      if (prime.length >= RIGHE_DI_RICERCA) break;
    }
    const { record } = intestazioneFra(prime.slice(0, RIGHE_DI_RICERCA), registratore);
    if (record === undefined) continue;
    found.push({ nome: foglio ?? 'righe', testa: new Testa(tracciato, record), dal1904: provenienza.dal1904 });
  }
  return found;
}

async function* righeDelFoglio(
  incontri: Sbirciato<Incontro>,
  daCorreggere: InOrdine,
  celleDi: (record: RecordFoglio, riga: RigaDaCorreggere) => CellaScritta[],
): AsyncGenerator<CellaScritta[]> {
  if ((await incontri.peek())?.genere === 'intestazione') incontri.take();
  for (let next = await incontri.peek(); next?.genere === 'riga'; next = await incontri.peek()) {
    incontri.take();
    const riga = await daCorreggere.at(next.numero);
    if (riga !== undefined) yield celleDi(next.record, riga);
  }
}

async function* incontriDi(forma: FormaTabella, registratore: RegistratoreRighe): AsyncGenerator<Incontro> {
  for await (const righe of forma.righe()) {
    void righe;
    yield* registratore.preleva();
  }
}

/** A header, and the column in which it is said what to mend: the one that is there from the time before, or one more before all others. */
class Testa {
  readonly celle: readonly (CellaGrezza | undefined)[];
  readonly #proprie: readonly (CellaGrezza | undefined)[];
  /** Among those of the sender; -1 when it is one more. */
  readonly #colonna: number;
  readonly #nomi: ReadonlyMap<string, string>;

  constructor(tracciato: Tracciato, { celle }: RecordFoglio) {
    const last = celle.findLastIndex((cell) => !isVuota(cell));
    this.#proprie = Array.from({ length: last + 1 }, (_, at) => celle[at]);
    this.#colonna = this.#proprie.findIndex((cell) => radice(testoDi(cell)) === radice(DA_CORREGGERE));
    this.celle = this.#colonna === -1 ? [DA_CORREGGERE, ...this.#proprie] : this.#proprie;
    this.#nomi = nomiDeiCampi(pianoOf(tracciato));
  }

  get isPrima(): boolean {
    return this.#colonna < 1;
  }

  conParole(record: RecordFoglio, { rilievi }: RigaDaCorreggere): (CellaGrezza | undefined)[] {
    const detto = parole(rilievi, (difetto) => this.#nomeDi(difetto)).join('\n');
    const cells = this.#proprie.map((_, at) => record.celle[at]);
    return this.#colonna === -1 ? [detto, ...cells] : cells.with(this.#colonna, detto);
  }

  /** As the header of the sender writes it, when the place is that of the field. */
  #nomeDi({ campo, colonna }: DifettoDaDire): string {
    const nome = this.#nomi.get(campo) ?? campo;
    const header = testoDi(this.#proprie[colonna - 1]).trim();
    return radice(header).startsWith(radice(nome)) ? header : nome;
  }
}

function scritta(cella: CellaGrezza | undefined, dal1904: boolean): CellaScritta {
  if (typeof cella !== 'object' || cella.genere !== 'numero') return cella === undefined ? undefined : testoDi(cella);
  const giorno = cella.data ? giornoSeriale(cella.numero, dal1904) : undefined;
  return giorno === undefined ? cella.numero : { giorno };
}

/** A stream of which the next item can be looked at. */
class Sbirciato<T> {
  #next: T | undefined;
  readonly #items: AsyncIterator<T>;

  constructor(items: AsyncIterable<T>) {
    this.#items = items[Symbol.asyncIterator]();
  }

  async peek(): Promise<T | undefined> {
    this.#next ??= ((await this.#items.next()) as IteratorResult<T, undefined>).value;
    return this.#next;
  }

  take(): void {
    this.#next = undefined;
  }
}
