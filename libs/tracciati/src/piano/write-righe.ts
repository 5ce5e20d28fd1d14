import { difesoDaFormule } from '../tabelle/formule.js';
import { quoted } from '../tabelle/write-csv.js';
import type { Tracciato } from '../tracciato.js';
import { compilaPiano } from './compilato.js';
import { scriviOggetto } from './oggetto-scritto.js';
import type { CampoPiano } from './piano.js';
import { pianoOf } from './piano-of.js';
import type { RigaScritta } from './riga-scritta.js';
import { testoDi, valoreDi, voci } from './valori-scritti.js';

const SEPARATORE = ';';
const LIST = '|';

/**
 * Righe in our own layout, that the reader reads back as the same records. In a table, save for what a cell cannot hold: spaces around
 * a text, its line breaks, `|` inside an item of a list.
 */
export function writeRighe(
  tracciato: Tracciato,
  formato: 'csv' | 'json' | 'ndjson',
  righe: Iterable<RigaScritta>,
): string {
  if (formato === 'csv') return writeTabella(tracciato, [...righe]);
  const piano = compilaPiano(tracciato);
  const objects = Array.from(righe, (riga) => JSON.stringify(scriviOggetto(piano, riga)));
  return formato === 'ndjson' ? objects.map((one) => `${one}\n`).join('') : `{"righe":[\n${objects.join(',\n')}\n]}\n`;
}

/** Excel takes UTF-8 for Windows-1252 without the mark; and `;` for the separator where the comma is the decimal mark. */
function writeTabella(tracciato: Tracciato, righe: readonly RigaScritta[]): string {
  const rows = righe.map((riga) => celleOf(tracciato, riga));
  const shown = pianoOf(tracciato).flatMap(({ nome, inModello }, at) =>
    inModello || rows.some((row) => row[at] !== undefined) ? [{ nome, at }] : [],
  );
  const lines = [shown.map(({ nome }) => nome), ...rows.map((row) => shown.map(({ at }) => row[at] ?? ''))];
  return `\uFEFF${lines.map((line) => `${line.map((cell) => quoted(cell, SEPARATORE)).join(SEPARATORE)}\r\n`).join('')}`;
}

/** The cells of a riga, one for each field of `pianoOf`, none of which a spreadsheet works out; undefined where there is nothing to write. */
export function celleOf(tracciato: Tracciato, riga: RigaScritta): readonly (string | undefined)[] {
  return pianoOf(tracciato).map((campo) => {
    const cells = voci(campo, valoreDi(campo, riga)).flatMap((value) => cellaDi(campo, value) ?? []);
    return cells.length === 0 ? undefined : cells.join(LIST);
  });
}

function cellaDi(campo: CampoPiano, value: unknown): string | undefined {
  const text = testoDi(campo, value);
  if (text === undefined || text === '') return undefined;
  // A number is no formula, also when it begins with a sign; and says how it is written by its mark.
  if (campo.tipo.base === 'decimale' || campo.tipo.base === 'intero') return text.replace('.', ',');
  return difesoDaFormule(text);
}
