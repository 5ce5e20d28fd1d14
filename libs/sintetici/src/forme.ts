import { type CampoPiano, findTracciato, pianoOf, writeXlsx } from '#libs/tracciati';
import { type ErroreSeminato, type RichiestaFlusso, generateFlusso } from './flusso.js';
import { type RigaPiana, generateRighe } from './righe-piane.js';

/** Forms in which a sender may write a document. */
export const FORME = ['xml', 'csv', 'xlsx', 'json', 'ndjson'] as const;
export type Forma = (typeof FORME)[number];

const CAMPI: readonly CampoPiano[] = pianoOf(findTracciato('PS_PSA_SINA')!).filter(({ inModello }) => inModello);
const SEPARATORE = ';';
const LISTA = '|';

type Semina = (errore: ErroreSeminato) => void;

/**
 * A document with the same content in any form, piece by piece. Errors of the document as a whole are of XML alone.
 * @param onErrore told of each error sown, when it is written
 */
export function generateDocumento(
  richiesta: RichiestaFlusso,
  forma: Forma,
  onErrore: Semina = () => undefined,
): AsyncIterable<Uint8Array> {
  const told = function* (): Generator<RigaPiana['valori']> {
    for (const { valori, errore } of generateRighe(richiesta)) {
      if (errore !== undefined) onErrore(errore);
      yield valori;
    }
  };
  switch (forma) {
    case 'xml':
      return bytesOf(xmlOf(richiesta, onErrore));
    case 'csv':
      return bytesOf(csvOf(told()));
    case 'xlsx':
      return writeXlsx([
        { nome: 'Righe', colonne: CAMPI.map(({ nome }) => ({ titolo: nome })), righe: cellsOf(told()) },
      ]);
    default:
      return bytesOf(jsonOf(told(), forma));
  }
}

function* xmlOf(richiesta: RichiestaFlusso, onErrore: Semina): Generator<string> {
  for (const { testo, errori } of generateFlusso(richiesta)) {
    errori.forEach(onErrore);
    yield testo;
  }
}

function* csvOf(righe: Iterable<RigaPiana['valori']>): Generator<string> {
  yield `\ufeff${CAMPI.map(({ nome }) => nome).join(SEPARATORE)}\r\n`;
  for (const celle of cellsOf(righe)) yield `${celle.map(cellOf).join(SEPARATORE)}\r\n`;
}

function* cellsOf(righe: Iterable<RigaPiana['valori']>): Generator<string[]> {
  for (const valori of righe) {
    yield CAMPI.map(({ nome }) => {
      const valore = valori[nome] ?? '';
      return typeof valore === 'string' ? valore : valore.join(LISTA);
    });
  }
}

export function cellOf(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* jsonOf(righe: Iterable<RigaPiana['valori']>, forma: 'json' | 'ndjson'): Generator<string> {
  const whole = forma === 'json';
  let between = whole ? '[\n' : '';
  for (const valori of righe) {
    yield between + JSON.stringify(nested(valori));
    between = whole ? ',\n' : '\n';
  }
  yield whole ? '\n]\n' : '\n';
}

/** Columns of groups become objects: addresses a list, SINA one of its own. */
function nested(valori: RigaPiana['valori']): Record<string, unknown> {
  const riga: Record<string, unknown> = {};
  for (const [nome, scritto] of Object.entries(valori)) {
    const campo = CAMPI.find((one) => one.nome === nome);
    const chiave = campo?.chiave ?? nome;
    // As the JSON Schema asks; a sown error may be no number, and stays as it is.
    const valore = campo?.tipo.base === 'intero' && /^[0-9]+$/.test(String(scritto)) ? Number(scritto) : scritto;
    if (chiave.startsWith('indirizzi.0.')) ((riga.indirizzi ??= [{}]) as Record<string, unknown>[])[0]![nome] = valore;
    else if (chiave.startsWith('sina.'))
      ((riga.sina ??= {}) as Record<string, unknown>)[nome.slice('sina_'.length)] = valore;
    else riga[nome] = valore;
  }
  return riga;
}

/** Characters gathered before a piece is handed on. */
const PIECE = 65_536;

/** Pieces of text as bytes, few and large. */
export async function* bytesOf(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
