import { type Descrizione, type Nodo, type Oggetto, PREFISSI, iriSicuro, statementsOf } from './grafo.js';

/** RDF 1.1 Turtle. */
export function turtleOf(nodi: readonly Nodo[]): string {
  const prefixes = Object.entries(PREFISSI).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`);
  const blocks = nodi.map((nodo) => `\n<${iriSicuro(nodo.iri)}> ${describe(nodo, '    ')} .\n`);
  return [...prefixes, ...blocks].join('');
}

function describe({ tipi, proprieta }: Descrizione, indent: string): string {
  const types = `a ${tipi.join(', ')}`;
  const others = statementsOf(proprieta).map(
    ([nome, oggetti]) => `${nome} ${oggetti.map((one) => objectOf(one, indent)).join(', ')}`,
  );
  return [types, ...others].join(` ;\n${indent}`);
}

function objectOf(oggetto: Oggetto, indent: string): string {
  if ('iri' in oggetto) return `<${iriSicuro(oggetto.iri)}>`;
  if ('tipi' in oggetto) return `[ ${describe(oggetto, `${indent}    `)} ]`;
  const { testo, lingua, tipo } = oggetto;
  const mark = lingua === undefined ? (tipo === undefined ? '' : `^^${tipo}`) : `@${lingua}`;
  return `"${escaped(testo)}"${mark}`;
}

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text from a list can hold anything; unescaped, its quote would end the statement and begin one of its own. */
function escaped(testo: string): string {
  return testo.replaceAll(
    /["\\\p{Cc}]/gu,
    (one) => NAMED[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
