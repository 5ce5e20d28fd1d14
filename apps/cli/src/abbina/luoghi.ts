import { type Territorio, legalDay, parseCodiceBelfiore } from '#libs/codici';
import { radiceOf } from './campi.js';

/** Places kept once they were looked up: lists name the same few thousand over and over. */
const RICORDATI = 100_000;

/** Days on which comuni are asked for their names: living people were born in some that are no more. */
const GIORNI = ['1935-01-01', '1955-01-01', '1975-01-01', '1995-01-01', '2010-01-01', '9999-12-31'].map((day) =>
  legalDay(day),
);

/** Says one place in one way: its Belfiore code, whatever of code, ISTAT code or name was written. What nobody knows stays as it is. */
export class Luoghi {
  readonly #noti = new Map<string, string>();
  #nomi: ReadonlyMap<string, string> | undefined;
  #territorio: Territorio | undefined;

  /** @param read asked for once, with the first place that is no Belfiore code */
  constructor(private readonly read: () => Territorio) {}

  codiceOf(testo: string): string {
    const written = testo.trim().toUpperCase();
    if (written === '' || parseCodiceBelfiore(written) !== undefined) return written;
    const known = this.#noti.get(written);
    if (known !== undefined) return known;
    const codice = this.#lookUp(written);
    if (this.#noti.size < RICORDATI) this.#noti.set(written, codice);
    return codice;
  }

  #lookUp(written: string): string {
    const territorio = (this.#territorio ??= this.read());
    // A spreadsheet has taken the zero of `015146`.
    if (/^[0-9]{5,6}$/.test(written)) return territorio.comuneByIstat(written.padStart(6, '0'))?.belfiore ?? written;
    this.#nomi ??= nomiOf(territorio);
    return this.#nomi.get(radiceOf(written.replace(/\(.*\)\s*$/, ''))) ?? written;
  }
}

/** Names that are of one place only, today or once. */
function nomiOf(territorio: Territorio): Map<string, string> {
  const codes = new Map<string, Set<string>>();
  const note = (nome: string | undefined, belfiore: string | undefined): void => {
    if (nome === undefined || belfiore === undefined) return;
    const key = radiceOf(nome);
    codes.set(key, (codes.get(key) ?? new Set()).add(belfiore));
  };
  for (const { denominazione, altraDenominazione, belfiore } of GIORNI.flatMap((day) =>
    territorio.comuniInVigore(day),
  )) {
    note(denominazione, belfiore);
    note(altraDenominazione, belfiore);
  }
  for (const { denominazione, belfiore } of territorio.stati) note(denominazione, belfiore);
  return new Map([...codes].flatMap(([nome, found]) => (found.size === 1 ? [[nome, [...found][0]!]] : [])));
}
