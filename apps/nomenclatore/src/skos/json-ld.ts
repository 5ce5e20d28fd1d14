import { type Descrizione, type Nodo, type Oggetto, PREFISSI, iriSicuro, statementsOf } from './grafo.js';

/** JSON-LD 1.1: the same statements as in Turtle, under the same prefixes. */
export function jsonLdOf(nodi: readonly Nodo[]): string {
  return JSON.stringify({
    '@context': PREFISSI,
    '@graph': nodi.map((nodo) => ({ '@id': iriSicuro(nodo.iri), ...describe(nodo) })),
  });
}

function describe({ tipi, proprieta }: Descrizione): object {
  const others = statementsOf(proprieta).map(([nome, oggetti]) => [nome, oggetti.map(objectOf)] as const);
  return { '@type': tipi, ...Object.fromEntries(others) };
}

function objectOf(oggetto: Oggetto): object {
  if ('iri' in oggetto) return { '@id': iriSicuro(oggetto.iri) };
  if ('tipi' in oggetto) return describe(oggetto);
  const { testo, lingua, tipo } = oggetto;
  return {
    '@value': testo,
    ...(lingua === undefined ? {} : { '@language': lingua }),
    ...(tipo === undefined ? {} : { '@type': tipo }),
  };
}
