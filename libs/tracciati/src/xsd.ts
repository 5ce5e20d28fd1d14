import type { Attributo, Elemento, Figlio, Tipo, Tracciato } from './tracciato.js';
import { nomeTracciato } from './catalogo.js';
import { type Nodo, nodo, scriviXml } from './scrittura/xml.js';

/**
 * XML Schema of the tracciato, made from its declaration alone: it gives the official schema's verdict on every document. Types keep
 * the official names, because a document may write them in `xsi:type`.
 */
export function xsdOf(tracciato: Tracciato): string {
  const { radice, spazioNomi, titolo, fonte } = tracciato;
  const types = new Map<string, Nodo>();
  collectTypes(radice, types);
  const about = `${titolo}. Scritto da Snodo dalla dichiarazione di ${nomeTracciato(tracciato)}; fonte: ${fonte}.`;
  const schema = nodo(
    'xs:schema',
    {
      'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
      xmlns: spazioNomi,
      targetNamespace: spazioNomi,
      elementFormDefault: 'qualified',
    },
    [...annotation(about), element(radice), ...types.values()],
  );
  return scriviXml(schema);
}

function collectTypes(elemento: Elemento, types: Map<string, Nodo>): void {
  for (const tipo of [...(elemento.attributi ?? []).map((attributo) => attributo.tipo), elemento.testo]) {
    if (tipo?.nome !== undefined && !types.has(tipo.nome)) types.set(tipo.nome, simpleType(tipo, { name: tipo.nome }));
  }
  if (elemento.tipo !== undefined && elemento.testo === undefined && !types.has(elemento.tipo))
    types.set(elemento.tipo, complexType(elemento, { name: elemento.tipo }));
  for (const figlio of elemento.figli ?? []) collectTypes(figlio.elemento, types);
}

function element(elemento: Elemento, occurs: Pick<Figlio, 'min' | 'max'> = { min: 1, max: 1 }): Nodo {
  const { nome, descrizione, testo } = elemento;
  const min = occurs.min === 1 ? undefined : String(occurs.min);
  const max = occurs.max === 1 ? undefined : occurs.max === Infinity ? 'unbounded' : String(occurs.max);
  const type = testo === undefined ? elemento.tipo : testo.nome;
  const inside = testo === undefined ? complexType(elemento) : simpleType(testo);
  return nodo('xs:element', { name: nome, type, minOccurs: min, maxOccurs: max }, [
    ...annotation(descrizione),
    ...(type === undefined ? [inside] : []),
  ]);
}

function complexType(elemento: Elemento, names: { name?: string } = {}): Nodo {
  const figli = (elemento.figli ?? []).map((figlio) => element(figlio.elemento, figlio));
  return nodo('xs:complexType', names, [
    ...(figli.length === 0 ? [] : [nodo('xs:sequence', {}, figli)]),
    ...(elemento.attributi ?? []).map(attribute),
  ]);
}

function attribute({ nome, tipo, obbligatorio, obbligo, descrizione }: Attributo): Nodo {
  const text = obbligo === undefined ? descrizione : `${descrizione} (obbligatorio: ${obbligo})`;
  return nodo('xs:attribute', { name: nome, type: tipo.nome, use: obbligatorio ? 'required' : 'optional' }, [
    ...annotation(text),
    ...(tipo.nome === undefined ? [simpleType(tipo)] : []),
  ]);
}

const BASES: Readonly<Record<Tipo['base'], string>> = {
  testo: 'xs:string',
  data: 'xs:date',
  decimale: 'xs:decimal',
  intero: 'xs:int',
};

function simpleType(tipo: Tipo, names: { name?: string } = {}): Nodo {
  const facet = (name: string, value: string | number | undefined): Nodo[] =>
    value === undefined ? [] : [nodo(`xs:${name}`, { value: String(value) })];
  const restriction = nodo('xs:restriction', { base: BASES[tipo.base] }, [
    ...facet('pattern', tipo.modello),
    ...facet('minLength', tipo.lunghezzaMin),
    ...facet('maxLength', tipo.lunghezzaMax),
    ...facet('minInclusive', tipo.minimo),
    ...facet('maxInclusive', tipo.massimo),
    ...(tipo.elenco ?? []).map(({ valore, etichetta }) =>
      nodo('xs:enumeration', { value: valore }, annotation(etichetta)),
    ),
  ]);
  return nodo('xs:simpleType', names, [restriction]);
}

function annotation(text: string): Nodo[] {
  return [nodo('xs:annotation', {}, [nodo('xs:documentation', { 'xml:lang': 'it' }, text)])];
}
