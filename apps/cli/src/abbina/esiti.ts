import type { Writable } from 'node:stream';
import type { Modello } from '#libs/abbinamento';
import { BYTE_ORDER_MARK, csvLine, write } from '../scrittura.js';
import { CAMPI } from './campi.js';
import type { Coppia } from './collega.js';
import type { Lista } from './lista.js';
import { livelloInParole, percheInParole } from './parole-abbinamento.js';
import type { Riepilogo } from './riepilogo.js';
import { type Qualita } from './verita.js';

/** What is known only when all pairs are. */
export interface Fine {
  readonly riepilogo: Riepilogo;
  readonly modello: Modello;
  /** Ids of each group; undefined between two lists. */
  readonly gruppi: readonly (readonly string[])[] | undefined;
  readonly qualita: Qualita | undefined;
}

/** Where pairs are written while they are found: first the certain ones, then the doubts. */
export interface Esiti {
  begin(): Promise<void>;
  coppia(coppia: Coppia): Promise<void>;
  end(fine: Fine): Promise<void>;
}

/** The lists of whose places the pairs are; the same twice in a list alone. */
export interface Nomi {
  readonly a: Lista;
  readonly b: Lista;
}

/** A row for each pair, a column for each field that is compared: for a spreadsheet. */
export class EsitiCsv implements Esiti {
  readonly #campi: readonly string[];

  constructor(
    private readonly output: Writable,
    private readonly nomi: Nomi,
  ) {
    this.#campi = campiOf(nomi);
  }

  async begin(): Promise<void> {
    const header = ['id_a', 'id_b', 'esito', 'punteggio', 'probabilita', 'perche', ...this.#campi];
    await write(this.output, BYTE_ORDER_MARK + csvLine(header, ';'));
  }

  async coppia({ a, b, esito, punteggio, probabilita, veti, evidenza }: Coppia): Promise<void> {
    const livelli = new Map(evidenza.map(({ campo, livello }) => [campo, livello]));
    const cells = [
      this.nomi.a.id[a]!,
      this.nomi.b.id[b]!,
      esito,
      decimal(punteggio, 2),
      decimal(probabilita, 6),
      percheInParole(esito, veti),
      ...this.#campi.map((campo) => livelloInParole(livelli.get(campo))),
    ];
    await write(this.output, csvLine(cells, ';'));
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** One JSON object, written as it comes. Its shape is in docs/guide/abbinare.md and stays. */
export class EsitiJson implements Esiti {
  #parte: 'certa' | 'dubbia' = 'certa';
  #between = '\n';

  constructor(
    private readonly output: Writable,
    private readonly nomi: Nomi,
  ) {}

  begin(): Promise<void> {
    return write(this.output, '{"coppie":[');
  }

  async coppia(coppia: Coppia): Promise<void> {
    if (coppia.esito === 'dubbia') await this.#dubbie();
    await write(this.output, this.#between + JSON.stringify(this.#riga(coppia)));
    this.#between = ',\n';
  }

  async end({ riepilogo, modello, gruppi, qualita }: Fine): Promise<void> {
    await this.#dubbie();
    const rest = { gruppi, riepilogo, modello: modelloOf(modello), verita: qualita && this.#verita(qualita) };
    // The object goes on: what is undefined is left out.
    await write(this.output, `\n],\n${JSON.stringify(rest).slice(1)}\n`);
  }

  async #dubbie(): Promise<void> {
    if (this.#parte === 'dubbia') return;
    this.#parte = 'dubbia';
    this.#between = '\n';
    await write(this.output, '\n],\n"dubbie":[');
  }

  #riga({ a, b, esito, punteggio, probabilita, veti, evidenza }: Coppia) {
    return {
      id_a: this.nomi.a.id[a],
      id_b: this.nomi.b.id[b],
      esito,
      punteggio: rounded(punteggio, 2),
      probabilita: rounded(probabilita, 6),
      perche: veti,
      evidenza: Object.fromEntries(
        evidenza.map(({ campo, livello, peso }) => [campo, { livello, peso: rounded(peso, 2) }]),
      ),
    };
  }

  #verita({ falsi, ...figures }: Qualita) {
    return {
      precisione: figures.precisione,
      richiamo: figures.richiamo,
      f1: figures.f1,
      f1_coppie: figures.f1Coppie,
      veri: figures.veri,
      trovati: figures.trovati,
      giusti: figures.giusti,
      da_rivedere: figures.daRivedere,
      quota_da_rivedere: figures.quotaDaRivedere,
      falsi_fra_nomi_diversi: figures.falsiFraNomiDiversi,
      falsi: falsi.map((falso) => this.#riga(falso)),
    };
  }
}

/** Fields that are compared: those that both lists have. */
function campiOf({ a, b }: Nomi): string[] {
  const campi = CAMPI.filter((campo) => campo !== 'id' && a.campi.has(campo) && b.campi.has(campo));
  return [...campi, ...Object.keys(a.altri).filter((nome) => nome in b.altri)];
}

/** What an agreement is worth, without the values that are common in the lists: they are of persons. */
function modelloOf({ nome, aPriori, campi }: Modello) {
  return { nome, a_priori: aPriori, campi: campi.map(({ campo, genere, m, u }) => ({ campo, genere, m, u })) };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** As a spreadsheet in Italy reads it. */
function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace('.', ',');
}
