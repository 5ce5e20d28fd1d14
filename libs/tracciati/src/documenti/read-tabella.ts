import { setImmediate } from 'node:timers/promises';
import type { Limiti } from '../limiti.js';
import { REGOLE_ARCHIVIO } from '../regole/archivi.js';
import { senzaDifesa } from '../tabelle/formule.js';
import { FoglioIlleggibile, oltreLimiteFoglio } from '../tabelle/foglio-illeggibile.js';
import { giornoSeriale } from '../tabelle/giorni.js';
import { RIGHE_DI_RICERCA } from '../tabelle/intestazione.js';
import { type CellaGrezza, type Provenienza, type RecordFoglio, isVuota, testoDi } from '../tabelle/record.js';
import { REGOLE_FOGLIO } from '../tabelle/regole.js';
import { recordsCsv } from '../tabelle/testo-csv.js';
import { type Aperto, apri } from './apri.js';
import { DocumentoIlleggibile } from './documento-illeggibile.js';
import { entro } from './fette.js';
import type { Sorgente } from './sorgente.js';
import { type Tavola, tavoleXlsx } from './tavole.js';

/** A row of a table whose columns nobody has declared: its cells are texts, days `YYYY-MM-DD`. */
export interface RigaTabella {
  /** From 1, as a spreadsheet numbers rows. */
  readonly riga: number;
  readonly celle: readonly string[];
}

/** Rows that come together, with the header that stands above them all. */
export interface LottoTabella {
  readonly intestazione: readonly string[];
  readonly righe: readonly RigaTabella[];
}

/** Why a table cannot be used, in Italian, and what to do about it. */
export class TabellaIlleggibile extends Error {
  constructor(
    message: string,
    readonly rimedio: string,
    /** No row has any of the names that were looked for. */
    readonly senzaIntestazione: boolean,
  ) {
    super(message);
    this.name = 'TabellaIlleggibile';
  }
}

const COME = 'Salvare la tabella come CSV o come XLSX.';

/** Lists of other systems come with the bar too; in our own tables it divides the values of a cell. */
const SEPARATORI = [';', ',', '\t', '|'];

/**
 * Reads the table of any sender, CSV or XLSX, also inside gzip or ZIP, as it comes: memory does not grow with it. Of a workbook it reads
 * the first visible sheet with a header.
 * @param riconosciute how many of the names of a row whoever asks has a use for: the header is the row that has most
 * @throws TabellaIlleggibile
 */
export async function* readTabella(
  sorgente: Sorgente,
  limiti: Limiti,
  riconosciute: (nomi: readonly string[]) => number,
): AsyncGenerator<LottoTabella> {
  try {
    const tavole = tavoleDi(await apri(sorgente, limiti), limiti, riconosciute);
    for await (const tavola of tavole) {
      const lettura = new Lettura(riconosciute, tavola.provenienza, limiti);
      for await (const lotto of lettura.lotti(tavola.records())) {
        yield lotto;
        await setImmediate();
      }
      if (lettura.intestazione !== undefined) return;
    }
    throw new FoglioIlleggibile('intestazione');
  } catch (error) {
    throw inParole(error);
  }
}

type TavolaAnonima = Pick<Tavola, 'provenienza' | 'records'>;

function tavoleDi(
  aperto: Aperto,
  limiti: Limiti,
  riconosciute: (nomi: readonly string[]) => number,
): AsyncIterable<TavolaAnonima> | Iterable<TavolaAnonima> {
  if (aperto.genere === 'xlsx') return tavoleXlsx(aperto.archivio, limiti);
  if (aperto.genere === 'vuoto') throw new FoglioIlleggibile('vuoto');
  if (aperto.genere !== 'csv')
    throw new FoglioIlleggibile('formato', `Il file non è una tabella: è ${aperto.genere.toUpperCase()}.`);
  const pezzi = entro(aperto.pezzi(), limiti.byte, () => oltreLimiteFoglio('byte', limiti.byte));
  const punteggio = (records: readonly RecordFoglio[]) => ({
    note: Math.max(0, ...records.map((record) => riconosciute(nomiDi(record)))),
    celle: Math.max(0, ...records.map(({ celle }) => celle.length)),
  });
  const provenienza = { rettangolare: true, dal1904: false };
  return [{ provenienza, records: () => recordsCsv(pezzi, limiti, punteggio, undefined, SEPARATORI) }];
}

class Lettura {
  intestazione: readonly string[] | undefined;
  #prime: RecordFoglio[] = [];
  #lette = 0;

  constructor(
    private readonly riconosciute: (nomi: readonly string[]) => number,
    private readonly provenienza: Provenienza,
    private readonly limiti: Limiti,
  ) {}

  async *lotti(lotti: AsyncIterable<readonly RecordFoglio[]>): AsyncGenerator<LottoTabella> {
    for await (const records of lotti) {
      const righe: RigaTabella[] = [];
      for (const record of records) {
        if (record.celle.every(isVuota)) continue;
        if (this.intestazione !== undefined) righe.push(this.#riga(record));
        else if (this.#prime.push(record) === RIGHE_DI_RICERCA) righe.push(...this.#inizia());
      }
      if (this.intestazione !== undefined) yield { intestazione: this.intestazione, righe };
    }
    if (this.intestazione !== undefined || this.#prime.length === 0) return;
    const righe = this.#inizia();
    if (this.intestazione !== undefined) yield { intestazione: this.intestazione, righe };
  }

  #inizia(): RigaTabella[] {
    const prime = this.#prime.splice(0);
    const note = prime.map((record) => this.riconosciute(nomiDi(record)));
    const most = Math.max(...note);
    if (most === 0) return [];
    const at = note.indexOf(most);
    this.intestazione = nomiDi(prime[at]!);
    return prime.slice(at + 1).map((record) => this.#riga(record));
  }

  #riga(record: RecordFoglio): RigaTabella {
    const posto = { ...record, colonna: 1 };
    if (++this.#lette > this.limiti.righe) throw oltreLimiteFoglio('righe', this.limiti.righe, posto);
    const celle = Array.from(record.celle, (cella) => testoSemplice(cella, this.provenienza));
    const largo = this.intestazione!.length;
    if (this.provenienza.rettangolare && celle.some((cella, index) => index >= largo && cella !== ''))
      throw new FoglioIlleggibile(
        'troppeCelle',
        `La riga ${record.riga} ha ${celle.length} celle e l’intestazione ${largo}.`,
      );
    return { riga: record.riga, celle };
  }
}

function nomiDi({ celle }: RecordFoglio): string[] {
  return Array.from(celle, (cella) => testoDi(cella).trim());
}

function testoSemplice(cella: CellaGrezza | undefined, { dal1904 }: Provenienza): string {
  if (typeof cella === 'object' && cella.genere === 'numero' && cella.data)
    return giornoSeriale(cella.numero, dal1904) ?? testoDi(cella);
  // What a workbook could not work out is nothing anybody wrote.
  if (typeof cella === 'object' && cella.genere !== 'numero') return '';
  return senzaDifesa(testoDi(cella).trim());
}

function inParole(error: unknown): unknown {
  if (error instanceof DocumentoIlleggibile) {
    const { codice, rimedio } = error.regola;
    return new TabellaIlleggibile(error.message, codice === REGOLE_ARCHIVIO.forma.codice ? COME : rimedio, false);
  }
  if (!(error instanceof FoglioIlleggibile)) return error;
  const { regola = 'rotto' } = error;
  const { messaggio, rimedio } = REGOLE_FOGLIO[regola];
  const words = error.message === '' ? messaggio : error.message;
  return new TabellaIlleggibile(words, error.rimedio ?? rimedio, regola === 'intestazione');
}
