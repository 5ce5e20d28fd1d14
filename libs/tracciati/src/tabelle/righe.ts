import { type LettoreCella, compilaCella } from './celle.js';
import type { Colonna, Foglio, RigaFoglio } from './foglio.js';
import { oltreLimiteFoglio } from './foglio-illeggibile.js';
import { type Intestazione, nomeColonna } from './intestazione.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import { type Provenienza, type RecordFoglio, isVuota, testoDi } from './record.js';
import { type NomeRegola, REGOLE_FOGLIO } from './regole.js';
import type { Parole, Registro } from './rilievo-foglio.js';

interface ColonnaLetta {
  readonly chiave: string;
  /** As rilievi call it. */
  readonly nome: string;
  readonly colonna: Colonna;
  /** From 0; undefined when the header does not have it. */
  readonly posto: number | undefined;
  readonly leggi: LettoreCella;
}

const ALTRA: Omit<Colonna, 'descrizione'> = { tipo: { base: 'testo' } };

/** Reads the rows below a header. */
export class LettoreRighe {
  lette = 0;
  readonly #colonne: readonly ColonnaLetta[];
  readonly #altre: readonly ColonnaLetta[];
  /** Columns the header names, and those met without a name. */
  readonly #nominate: ReadonlySet<number>;
  readonly #anonime = new Set<number>();
  readonly #larghezza: number;

  constructor(
    foglio: Foglio,
    { record, colonne, altre }: Intestazione,
    private readonly limiti: LimitiFoglio,
    private readonly registro: Registro,
    private readonly provenienza: Provenienza,
  ) {
    this.#colonne = Object.entries(foglio.colonne).map(([chiave, colonna]) => {
      const nome = nomeColonna(foglio, chiave);
      return { chiave, nome, colonna, posto: colonne.get(chiave), leggi: compilaCella(colonna) };
    });
    this.#altre = [...(foglio.altreColonne === true ? altre : [])].map(([posto, nome]) => {
      const colonna = { ...ALTRA, descrizione: nome };
      return { chiave: nome, nome, colonna, posto, leggi: compilaCella(colonna) };
    });
    this.#nominate = new Set([...colonne.values(), ...altre.keys()]);
    this.#larghezza = record.celle.findLastIndex((cella) => !isVuota(cella)) + 1;
  }

  /** @returns undefined for a row with an errore @throws FoglioIlleggibile */
  leggi(record: RecordFoglio): RigaFoglio | undefined {
    if (++this.lette > this.limiti.righe)
      throw oltreLimiteFoglio('righe', this.limiti.righe, { ...record, colonna: 1 });
    let right = this.#misura(record);
    const valori: [string, unknown][] = [];
    const altre: [string, unknown][] = [];
    const testi: [string, string][] = [];
    for (const colonna of this.#colonne) {
      const text = colonna.posto === undefined ? '' : testoDi(record.celle[colonna.posto]);
      const read = this.#cella(record, colonna);
      right &&= read.giusta;
      valori.push([colonna.chiave, read.valore]);
      if (text !== '') testi.push([colonna.chiave, text]);
    }
    for (const colonna of this.#altre) {
      const read = this.#cella(record, colonna);
      right &&= read.giusta;
      if (read.valore !== undefined) altre.push([colonna.chiave, read.valore]);
    }
    if (!right) return undefined;
    return {
      riga: record.riga,
      linea: record.linea,
      valori: Object.fromEntries(valori) as RigaFoglio['valori'],
      altre: Object.fromEntries(altre) as RigaFoglio['altre'],
      testi: Object.fromEntries(testi),
    };
  }

  #cella(record: RecordFoglio, { nome, colonna, posto, leggi }: ColonnaLetta): { valore: unknown; giusta: boolean } {
    const cella = posto === undefined ? undefined : record.celle[posto];
    let giusta = true;
    const segnala = (regola: NomeRegola, parole?: Parole): void => {
      if (REGOLE_FOGLIO[regola].gravita === 'errore') giusta = false;
      const at = posto === undefined ? undefined : posto + 1;
      this.registro.sullaCella(record, at, nome, regola, { ...parole, valore: testoDi(cella) });
    };
    const empty = colonna.lista === true ? [] : undefined;
    const valore = cella === undefined || isVuota(cella) ? empty : leggi(cella, segnala, this.provenienza);
    const missing = valore === undefined || (Array.isArray(valore) && valore.length === 0);
    if (missing && giusta && colonna.obbligatorio === true) {
      segnala('mancante', { messaggio: `Manca il valore di “${nome}” (${colonna.descrizione}).` });
    }
    return { valore, giusta };
  }

  /** @returns false when a value may have slid into another's column */
  #misura({ celle, dopoVirgolette = [], ...posto }: RecordFoglio): boolean {
    for (const colonna of dopoVirgolette) {
      this.registro.sullaCella(posto, colonna, '', 'dopoVirgolette', { valore: testoDi(celle[colonna - 1]) });
    }
    const beyond = celle.findIndex((cella, index) => index >= this.#larghezza && !isVuota(cella));
    if (this.provenienza.rettangolare && beyond !== -1) {
      const messaggio = `La riga ha ${celle.length} celle e l’intestazione ${this.#larghezza}.`;
      this.registro.sullaCella(posto, beyond + 1, '', 'troppeCelle', { messaggio, valore: testoDi(celle[beyond]) });
      return false;
    }
    if (this.provenienza.rettangolare && celle.length < this.#larghezza) {
      const messaggio = `La riga ha ${celle.length} celle e l’intestazione ${this.#larghezza}: quelle che mancano sono lette come vuote.`;
      this.registro.sullaCella(posto, celle.length, '', 'pocheCelle', { messaggio });
    }
    this.#senzaNome({ celle, ...posto });
    return true;
  }

  /** Told once for each column. */
  #senzaNome(record: RecordFoglio): void {
    for (const [index, cella] of record.celle.entries()) {
      if (this.#nominate.has(index) || this.#anonime.has(index) || isVuota(cella)) continue;
      this.#anonime.add(index);
      this.registro.sullaCella(record, index + 1, '', 'senzaNome', { valore: testoDi(cella) });
    }
  }
}
