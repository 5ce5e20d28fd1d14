import type { OggettoLetto } from '../json/oggetto.js';
import type { CampoCompilato, PianoCompilato } from '../piano/compilato.js';
import { campiPerNome } from '../piano/intestazione.js';
import type { TestaJson } from '../piano/lettore-piano.js';
import { radice } from '../tabelle/parole.js';
import type { Luogo } from '../xml/posizione.js';
import { senzaCodici } from './nascosti.js';
import { type FaiPseudonimo, pseudonimoPer } from './pseudonimo.js';

/** Writes the objects of a JSON document, each where it began, with a pseudonym in the place of each codice fiscale. */
export class JsonSenzaCodici {
  readonly #perNome: ReadonlyMap<string, CampoCompilato>;
  readonly #codice: CampoCompilato;
  readonly #pseudonimo: CampoCompilato;
  #linea = 1;
  #colonna = 1;
  #testa: TestaJson | undefined;
  #righe = 0;

  constructor(
    piano: PianoCompilato,
    private readonly fai: FaiPseudonimo,
  ) {
    this.#perNome = campiPerNome(piano);
    this.#codice = piano.perUso.get('codice_fiscale')!;
    this.#pseudonimo = piano.perChiave.get(piano.tracciato.tracciato.chiave.idBeneficiario!)!;
  }

  /** What stands around the righe: of it the ente and the operator alone are kept. */
  testa(testa: TestaJson): string {
    this.#testa = testa;
    const around = JSON.stringify({ ...testa, righe: [] });
    return this.#put(around.slice(0, -2), { linea: 1, colonna: 1 });
  }

  riga(oggetto: OggettoLetto, forma: 'json' | 'ndjson' | undefined): string {
    const open = this.#righe === 0 && forma === 'json' && this.#testa === undefined ? this.#put('[') : '';
    const before = this.#righe > 0 && forma === 'json' ? this.#put(',') : '';
    const line = this.#righe > 0 && forma === 'ndjson' && this.#linea >= oggetto.linea ? this.#newline() : '';
    this.#righe++;
    return `${open}${before}${line}${this.#put(this.#senzaCodici(oggetto), oggetto)}`;
  }

  fine(forma: 'json' | 'ndjson' | undefined): string {
    if (forma !== 'json') return '';
    if (this.#testa !== undefined) return ']}';
    return this.#righe === 0 ? '[]' : ']';
  }

  #senzaCodici({ valore, ripetuta }: OggettoLetto): string {
    const ente = testoDi(Object.entries(valore).find(([key]) => this.#usoDi(key) === 'ente_erogatore')?.[1]);
    const given = (campo: CampoCompilato): boolean =>
      Object.entries(valore).some(([key, value]) => this.#campo(key) === campo && isGiven(value));
    const own = given(this.#pseudonimo);
    const made = !own && given(this.#codice);
    const pairs = Object.entries(valore).flatMap(([key, value]): [string, unknown][] => {
      const campo = this.#campo(key);
      if (campo === undefined) return [[senzaCodici(key), null]];
      if (campo === this.#pseudonimo && made) return [];
      if (campo !== this.#codice) return [[key, this.#usoDi(key) === 'cf_operatore' ? value : pulito(value)]];
      if (own || !isGiven(value)) return [];
      const di = ente ?? this.#testa?.ente_erogatore;
      return [[this.#pseudonimo.campo.nome, pseudonimoPer(testoDi(value) ?? '', di, this.fai)]];
    });
    // Written by hand: a key written twice must be seen again, and `__proto__` is a key like any other.
    const again = ripetuta === undefined ? [] : [[this.#nome(ripetuta.chiave), null] as const];
    return `{${[...again, ...pairs].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`;
  }

  #nome(key: string): string {
    return this.#campo(key) === this.#codice ? this.#pseudonimo.campo.nome : senzaCodici(key);
  }

  #campo(key: string): CampoCompilato | undefined {
    return this.#perNome.get(radice(key));
  }

  #usoDi(key: string): string | undefined {
    return this.#campo(key)?.campo.esteso?.uso;
  }

  #newline(): string {
    this.#linea++;
    this.#colonna = 1;
    return '\n';
  }

  /** @returns the text after as many line ends and blanks as bring it to its place, where that is still ahead */
  #put(text: string, { linea, colonna }: Luogo = { linea: 0, colonna: 0 }): string {
    const lines = Math.max(0, linea - this.#linea);
    if (lines > 0) [this.#linea, this.#colonna] = [linea, 1];
    const blanks = linea === this.#linea ? Math.max(0, colonna - this.#colonna) : 0;
    this.#colonna += blanks + Array.from(text).length;
    return '\n'.repeat(lines) + ' '.repeat(blanks) + text;
  }
}

const isGiven = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

function testoDi(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

function pulito(value: unknown): unknown {
  if (typeof value === 'string') return senzaCodici(value);
  if (Array.isArray(value)) return value.map(pulito);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [senzaCodici(key), pulito(one)]));
}
