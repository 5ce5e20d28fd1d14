/** Vocabularies, as Italy's National Data Catalog uses them. */
export const PREFISSI = {
  adms: 'http://www.w3.org/ns/adms#',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatapit: 'http://dati.gov.it/onto/dcatapit#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  ndc: 'https://w3id.org/italia/onto/NDC/',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** `skos:prefLabel` */
export type Nome = `${keyof typeof PREFISSI}:${string}`;

/** What a statement is about something: another thing, a text, or a thing without a name of its own. */
export type Oggetto =
  { readonly iri: string } | { readonly testo: string; readonly lingua?: 'it'; readonly tipo?: Nome } | Descrizione;

/** Types of a thing, and its properties in the order they are written. */
export interface Descrizione {
  readonly tipi: readonly Nome[];
  readonly proprieta: Readonly<Partial<Record<Nome, readonly Oggetto[]>>>;
}

/** A thing with a name. */
export interface Nodo extends Descrizione {
  readonly iri: string;
}

export const italiano = (testo: string): Oggetto => ({ testo, lingua: 'it' });
export const giornata = (testo: string): Oggetto => ({ testo, tipo: 'xsd:date' });

/** The properties of which something is said. */
export function statementsOf(proprieta: Descrizione['proprieta']): [Nome, readonly Oggetto[]][] {
  return (Object.entries(proprieta) as [Nome, readonly Oggetto[]][]).filter(([, oggetti]) => oggetti.length > 0);
}

/** What an IRI may not hold (RFC 3987, Turtle's IRIREF) is written as percent and bytes: no text ends an IRI before its end. */
export function iriSicuro(iri: string): string {
  return iri.replaceAll(/[\p{Cc} <>"{}|^`\\]/gu, encodeURIComponent);
}
