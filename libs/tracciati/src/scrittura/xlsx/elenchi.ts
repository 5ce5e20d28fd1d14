import { letteraColonna } from '../../tabelle/rilievo-foglio.js';
import type { CellaScritta, ColonnaScritta, FoglioScritto } from './foglio-scritto.js';

const NOME = 'Elenchi';

/** The values of every drop-down list, once each, in a hidden sheet: a list inside a validation ends at 255 characters and a comma. */
export class Elenchi {
  readonly #places = new Map<string, { valori: readonly string[]; posto: string }>();

  constructor(fogli: readonly FoglioScritto[]) {
    for (const { colonne } of fogli) for (const { valori } of colonne) if (valori !== undefined) this.#add(valori);
  }

  readonly posto = (valori: readonly string[]): string => this.#places.get(keyOf(valori))!.posto;

  /** None when no column has a list. */
  foglio(): FoglioScritto[] {
    const lists = [...this.#places.values()].map(({ valori }) => valori);
    if (lists.length === 0) return [];
    const colonne = lists.map((_, index): ColonnaScritta => ({ titolo: `elenco ${index + 1}` }));
    const rows = Math.max(...lists.map(({ length }) => length));
    const righe = Array.from({ length: rows }, (_, row): CellaScritta[] => lists.map((valori) => valori[row]));
    return [{ nome: NOME, colonne, righe, nascosto: true }];
  }

  #add(valori: readonly string[]): void {
    const key = keyOf(valori);
    if (this.#places.has(key)) return;
    const lettera = letteraColonna(this.#places.size + 1);
    this.#places.set(key, { valori, posto: `${NOME}!$${lettera}$2:$${lettera}$${valori.length + 1}` });
  }
}

function keyOf(valori: readonly string[]): string {
  return JSON.stringify(valori);
}
