import { type Intestazione, campiPerNome, leggiIntestazione } from '../piano/intestazione.js';
import type { PianoCompilato } from '../piano/compilato.js';
import { giornoSeriale } from '../tabelle/giorni.js';
import { type CellaGrezza, type Provenienza, type RecordFoglio, isVuota, testoDi } from '../tabelle/record.js';
import { quoted } from '../tabelle/write-csv.js';
import { senzaCodici } from './nascosti.js';
import { type FaiPseudonimo, pseudonimoPer } from './pseudonimo.js';

/** Stands for what a column that the tracciato does not know holds: that there was something is all that rules ask. */
const QUALCOSA = '*';
const SEPARATORE = ';';

/** Writes the rows of one table as CSV, each where it was, with a pseudonym in the place of each codice fiscale. */
export class TabellaSenzaCodici {
  #riga = 0;
  #intestazione: Intestazione | undefined;
  readonly #codice: number;
  readonly #pseudonimo: number;
  readonly #operatore: number | undefined;
  readonly #ente: number | undefined;

  constructor(
    private readonly piano: PianoCompilato,
    private readonly provenienza: Provenienza,
    private readonly fai: FaiPseudonimo,
  ) {
    this.#codice = piano.perUso.get('codice_fiscale')!.indice;
    this.#pseudonimo = piano.perChiave.get(piano.tracciato.tracciato.chiave.idBeneficiario!)!.indice;
    this.#operatore = piano.perUso.get('cf_operatore')?.indice;
    this.#ente = piano.perUso.get('ente_erogatore')?.indice;
  }

  /** @returns the text of the header row, with the rows before it left empty: nobody knows what they say */
  intestazione(record: RecordFoglio): string {
    const letta = leggiIntestazione(record, campiPerNome(this.piano), this.piano.campi.length);
    this.#intestazione = letta;
    const cells = record.celle.map((cella) => senzaCodici(testoDi(cella)));
    const codice = letta.colonne[this.#codice];
    // In the column of the codice fiscale, so that what is said of the pseudonym is said of the cell that the sender wrote.
    if (codice !== undefined && letta.colonne[this.#pseudonimo] === undefined) {
      cells[codice] = this.piano.campi[this.#pseudonimo]!.campo.nome;
    }
    return this.#write(record, cells);
  }

  riga(record: RecordFoglio): string {
    const { colonne, larghezza } = this.#intestazione!;
    const known = new Set(colonne.filter((colonna) => colonna !== undefined));
    const operatore = this.#operatore === undefined ? undefined : colonne[this.#operatore];
    const cells = Array.from({ length: record.celle.length }, (_, at) => {
      const cella = record.celle[at];
      if (isVuota(cella)) return '';
      if (!known.has(at)) return QUALCOSA;
      const text = this.#testo(cella!);
      return at === operatore ? text : senzaCodici(text);
    });
    const codice = colonne[this.#codice];
    if (codice !== undefined && codice < larghezza) this.#sostituisce(record, cells, codice);
    return this.#write(record, cells);
  }

  #sostituisce(record: RecordFoglio, cells: string[], codice: number): void {
    const cella = record.celle[codice];
    const own = this.#intestazione!.colonne[this.#pseudonimo];
    if (codice < cells.length) cells[codice] = '';
    if (isVuota(cella)) return;
    const ente = this.#ente === undefined ? undefined : this.#intestazione!.colonne[this.#ente];
    const made = pseudonimoPer(testoDi(cella), ente === undefined ? undefined : testoDi(record.celle[ente]), this.fai);
    if (own === undefined) cells[codice] = made;
    // Who gives a pseudonym of its own beside the codice fiscale keeps it.
    else if (isVuota(record.celle[own])) {
      while (cells.length <= own) cells.push('');
      cells[own] = made;
    }
  }

  /** A day as people write it; anything else as the spreadsheet shows it. */
  #testo(cella: CellaGrezza): string {
    if (typeof cella !== 'object' || cella.genere !== 'numero' || !cella.data) return testoDi(cella);
    return giornoSeriale(cella.numero, this.provenienza.dal1904) ?? testoDi(cella);
  }

  #write({ riga }: RecordFoglio, cells: readonly string[]): string {
    const blank = '\r\n'.repeat(Math.max(0, riga - this.#riga - 1));
    this.#riga = riga;
    // A first cell by which a CSV would tell its separator is a cell.
    return `${blank}${cells.map((cell) => (/^sep=/i.test(cell) ? `"${cell}"` : quoted(cell, SEPARATORE))).join(SEPARATORE)}\r\n`;
  }
}
