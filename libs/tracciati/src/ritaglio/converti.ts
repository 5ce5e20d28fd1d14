import type { ContestoRegole } from '../contesto.js';
import { readDocumento } from '../documenti/read-documento.js';
import type { Sorgente } from '../documenti/sorgente.js';
import type { LetturaDocumento } from '../documenti/lettura-documento.js';
import type { Mittenza, RigaLetta, Testata } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import { DA_CORREGGERE } from '../piano/nomi.js';
import type { CampoPiano } from '../piano/piano.js';
import { pianoOf } from '../piano/piano-of.js';
import { rigaScrittaOf } from '../piano/riga-scritta.js';
import { celleOf } from '../piano/write-righe.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import { difesoDaFormule } from '../tabelle/formule.js';
import { quoted } from '../tabelle/write-csv.js';
import type { Tracciato } from '../tracciato.js';
import { type InOrdine, parole } from './da-correggere.js';
import { nomiDeiCampi } from './nomi-campi.js';

const SEPARATORE = ';';
const LARGHEZZA = 60;

/** The refused righe in our own layout for tables, whatever they were written in, with what to mend in a first column. */
export async function* convertiInTabella(
  tracciato: Tracciato,
  contesto: ContestoRegole,
  limiti: Limiti,
  sorgente: Sorgente,
  daCorreggere: InOrdine,
  formato: 'csv' | 'xlsx',
): AsyncGenerator<string | Uint8Array> {
  const piano = pianoOf(tracciato);
  const lettura = readDocumento(tracciato, contesto, limiti, sorgente);
  const righe = celleDaCorreggere(tracciato, piano, lettura, daCorreggere);
  const titoli = [DA_CORREGGERE, ...piano.map(({ nome }) => nome)];
  if (formato === 'xlsx') {
    const colonne = titoli.map((titolo) =>
      titolo === DA_CORREGGERE ? { titolo, larghezza: LARGHEZZA, aCapo: true } : { titolo },
    );
    yield* writeXlsx([{ nome: 'righe da correggere', colonne, righe, primaFerma: true }]);
    return;
  }
  const line = (cells: readonly (string | undefined)[]): string =>
    `${cells.map((cell) => quoted(cell ?? '', SEPARATORE)).join(SEPARATORE)}\r\n`;
  yield `\uFEFF${line(titoli)}`;
  for await (const celle of righe) yield line(celle);
}

async function* celleDaCorreggere(
  tracciato: Tracciato,
  piano: readonly CampoPiano[],
  lettura: LetturaDocumento,
  daCorreggere: InOrdine,
): AsyncGenerator<(string | undefined)[]> {
  const nomi = nomiDeiCampi(piano);
  const posti = new Map(piano.map(({ nome }, at) => [nome, at]));
  for await (const righe of lettura.righe()) {
    for (const letta of righe) {
      const riga = await daCorreggere.at(letta.numero);
      if (riga === undefined) continue;
      const cells = [...celleOf(tracciato, { ...rigaScrittaOf(letta), ...mittenzaDi(letta, lettura.testata) })];
      // What broke its type has no canonical form: it is shown as it was written, to be mended where it stands.
      for (const { campo, valore } of letta.rilievi) {
        const at = posti.get(nomi.get(campo) ?? campo);
        if (at !== undefined && valore !== undefined) cells[at] ??= difesoDaFormule(valore);
      }
      yield [parole(riga.rilievi, ({ campo }) => nomi.get(campo) ?? campo).join('\n'), ...cells];
    }
  }
}

/** What the heading of XML says once, a table says on every row. */
function mittenzaDi({ mittenza }: RigaLetta, testata: Testata | undefined): { mittenza?: Mittenza } {
  if (mittenza !== undefined) return { mittenza };
  if (testata === undefined) return {};
  const { enteCodice: ente, codiceFiscaleOperatore } = testata;
  return { mittenza: { ente, codiceFiscaleOperatore } };
}
