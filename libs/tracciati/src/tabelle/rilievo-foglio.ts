import { ALTRI_RILIEVI } from '../regole/documento.js';
import type { Rilievo } from '../rilievo.js';
import { type NomeRegola, REGOLE_FOGLIO, type RegolaFoglio } from './regole.js';

/** A finding on a table, with its place as a spreadsheet shows it. */
export interface RilievoFoglio extends Omit<Rilievo, 'riga' | 'linea' | 'colonna' | 'foglio' | 'cella'> {
  /** Name of the sheet; null in a CSV. */
  readonly foglio: string | null;
  /** Row from 1, the header and blank rows included; null when the finding is on the file as a whole. */
  readonly riga: number | null;
  /** Line of a CSV from 1, which differs from `riga` where cells hold line breaks; as `riga` in a workbook. */
  readonly linea: number;
  /** Column from 1. */
  readonly colonna: number;
  /** As `B12`; empty when the finding is on the file as a whole. */
  readonly cella: string;
}

/** Where a row was. */
export interface PostoRiga {
  readonly riga: number;
  readonly linea: number;
}

/** What a rilievo says beyond its rule. */
export interface Parole {
  readonly messaggio?: string;
  readonly rimedio?: string;
}

/** Characters of a value that a rilievo repeats. */
const VALUE = 200;

/** @param colonna from 1 @returns `A`, `B`, … `Z`, `AA`, … */
export function letteraColonna(colonna: number): string {
  let letters = '';
  for (let left = colonna; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** A finding on a cell, or on a row when the place of the cell is not known. */
export function rilievoIn(
  foglio: string | null,
  posto: PostoRiga,
  colonna: number | undefined,
  campo: string,
  regola: RegolaFoglio,
  parole: Parole & { readonly valore?: string } = {},
): RilievoFoglio {
  const at = colonna ?? 1;
  return {
    foglio,
    riga: posto.riga,
    linea: posto.linea,
    colonna: at,
    cella: `${letteraColonna(at)}${posto.riga}`,
    ...detto(regola, campo, parole),
  };
}

function rilievoSulFile(foglio: string | null, regola: RegolaFoglio, parole: Parole = {}): RilievoFoglio {
  return { foglio, riga: null, linea: 1, colonna: 1, cella: '', ...detto(regola, '', parole) };
}

function detto(regola: RegolaFoglio, campo: string, { valore, ...parole }: Parole & { readonly valore?: string }) {
  return {
    campo,
    ...(valore === undefined || valore === '' ? {} : { valore: valore.slice(0, VALUE) }),
    regola: regola.codice,
    gravita: regola.gravita,
    messaggio: parole.messaggio ?? regola.messaggio,
    rimedio: parole.rimedio ?? regola.rimedio,
    fonte: regola.fonte,
    colpa: regola.colpa,
  };
}

/** What has been found so far: counts everything, lists what the limit allows. */
export class Registro {
  errori = 0;
  avvisi = 0;
  foglio: string | null = null;
  readonly #elenco: RilievoFoglio[] = [];

  constructor(private readonly massimo: number) {}

  sulFile(nome: NomeRegola, parole?: Parole): void {
    this.#aggiungi(rilievoSulFile(this.foglio, REGOLE_FOGLIO[nome], parole));
  }

  sullaCella(
    posto: PostoRiga,
    colonna: number | undefined,
    campo: string,
    nome: NomeRegola,
    parole?: Parole & { readonly valore?: string },
  ): void {
    this.#aggiungi(rilievoIn(this.foglio, posto, colonna, campo, REGOLE_FOGLIO[nome], parole));
  }

  elenco(): readonly RilievoFoglio[] {
    const left = this.errori + this.avvisi - this.#elenco.length;
    if (left === 0) return this.#elenco;
    const messaggio = left === 1 ? 'Un altro rilievo non è elencato.' : `Altri ${left} rilievi non sono elencati.`;
    return [...this.#elenco, rilievoSulFile(this.foglio, ALTRI_RILIEVI, { messaggio })];
  }

  #aggiungi(rilievo: RilievoFoglio): void {
    if (rilievo.gravita === 'errore') this.errori++;
    else this.avvisi++;
    if (this.#elenco.length < this.massimo) this.#elenco.push(rilievo);
  }
}
