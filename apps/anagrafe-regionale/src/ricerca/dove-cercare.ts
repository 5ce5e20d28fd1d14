import type { Criterio, NomeCercato } from './criterio.js';

/** A condition on a person `p`, with the values of its parameters from `$2` on. */
export interface Dove {
  /** Equal for equal texts: it is a prepared statement. */
  readonly nome: string;
  readonly condizione: string;
  readonly params: readonly unknown[];
}

/** What only keys and registries can tell of a criterion. */
export interface Traduzione {
  /** Blind index of a code, hex. */
  readonly indice: (criterio: Extract<Criterio, { per: 'codice' }>) => string;
  /** Every ISTAT code that a comune has or had. */
  readonly comuni: (istat: string) => readonly string[];
}

/**
 * Only operators that cannot leak (`=`, `^@`, `ANY` of equals): with any other, row-level security would make the database read all the
 * persons there are. A whole given name narrows the search of a system; for an operator it only puts the nearest first.
 */
export function doveCercare(criterio: Criterio, umano: boolean, { indice, comuni }: Traduzione): Dove {
  if (criterio.per === 'codice') {
    const condizione = 'p.id IN (SELECT persona_id FROM persona_codice WHERE indice = $2)';
    return { nome: 'codice', condizione, params: [Buffer.from(indice(criterio), 'hex')] };
  }
  const params: unknown[] = [];
  const place = (value: unknown): string => `$${params.push(value) + 1}`;
  const named = (column: string, { chiave, inizio }: NomeCercato): string =>
    `p.${column} ${inizio ? '^@' : '='} ${place(chiave)}`;
  const { cognome, nome } = criterio;
  const narrowing = nome !== undefined && (nome.inizio || !umano) ? [nome] : [];
  const conditions = [
    ...(criterio.per === 'nascita'
      ? [`p.data_nascita = ${place(criterio.dataNascita)}::date`]
      : [
          `p.comune_residenza = ANY (${place(comuni(criterio.comune))}::text[])`,
          `p.anno_nascita = ${place(criterio.annoNascita)}::smallint`,
        ]),
    named('cognome_n', cognome),
    ...narrowing.map((one) => named('nome_n', one)),
  ];
  const shape = [criterio.per, ...[cognome, ...narrowing].map(({ inizio }) => (inizio ? 'inizio' : 'intero'))];
  return { nome: shape.join('_'), condizione: conditions.join(' AND '), params };
}
