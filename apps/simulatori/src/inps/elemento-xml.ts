import { SaxesParser } from 'saxes';

/** An element with all that the official structure speaks of; comments and processing instructions are left out. */
export interface ElementoXml {
  readonly nome: string;
  readonly spazio: string;
  /** By local name; those of a namespace, but for the hints of XMLSchema-instance, are in `attributiEstranei`. */
  readonly attributi: ReadonlyMap<string, string>;
  readonly attributiEstranei: readonly string[];
  readonly figli: readonly ElementoXml[];
  /** Text directly inside, CDATA included. */
  readonly testo: string;
}

interface InCostruzione extends ElementoXml {
  readonly figli: ElementoXml[];
  testo: string;
}

/** The bytes are no XML that INPS would open. */
export class XmlInvalido extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'XmlInvalido';
  }
}

const SUGGERIMENTI = new Set(['schemaLocation', 'noNamespaceSchemaLocation']);
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const NAMESPACES = 'http://www.w3.org/2000/xmlns/';
/** The official structure has six levels. */
const MAX_DEPTH = 32;

/**
 * Reads a document with a parser that the hub does not use: two readers that agree are worth more than one.
 * @throws XmlInvalido for anything that is not well formed UTF-8 XML, or that declares a document type
 */
export function readXml(bytes: Uint8Array): ElementoXml {
  const stack: InCostruzione[] = [];
  let root: ElementoXml | undefined;
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    throw new XmlInvalido(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlInvalido('DOCTYPE non ammesso');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (stack.length === MAX_DEPTH) throw new XmlInvalido('troppi elementi uno dentro l’altro');
    const elemento: InCostruzione = { nome: local, spazio: uri, figli: [], testo: '', ...attributesOf(attributes) };
    stack.at(-1)?.figli.push(elemento);
    root ??= elemento;
    stack.push(elemento);
  });
  const addText = (text: string) => {
    const current = stack.at(-1);
    if (current !== undefined) current.testo += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void stack.pop());
  parser.write(decode(bytes)).close();
  if (root === undefined) throw new XmlInvalido('documento vuoto');
  return root;
}

function attributesOf(
  attributes: Readonly<Record<string, { local: string; uri: string; name: string; value: string }>>,
): Pick<ElementoXml, 'attributi' | 'attributiEstranei'> {
  const attributi = new Map<string, string>();
  const attributiEstranei: string[] = [];
  for (const { local, uri, name, value } of Object.values(attributes)) {
    if (uri === '') attributi.set(local, value);
    else if (uri !== NAMESPACES && !(uri === SCHEMA_INSTANCE && SUGGERIMENTI.has(local))) attributiEstranei.push(name);
  }
  return { attributi, attributiEstranei };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlInvalido('non è UTF-8');
  }
}
