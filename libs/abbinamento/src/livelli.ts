/** How a field is compared. */
export type Genere = 'cognome' | 'nome' | 'data' | 'anno' | 'luogo' | 'codice' | 'categoria' | 'numero' | 'testo';

/** For each kind of field how much two values may agree, the best first. Stored models hold a figure for each, in this order. */
export const LIVELLI = {
  // `svista`: not near by letters counted, yet one slip of the pen or of the ear away (`GULIA`, `KIARA`).
  // `scambiato`: surname and given name stand in each other's place; the given name is then not compared again.
  cognome: ['uguale', 'contenuto', 'molto_vicino', 'vicino', 'svista', 'simile', 'diverso', 'scambiato'],
  nome: ['uguale', 'contenuto', 'molto_vicino', 'vicino', 'svista', 'simile', 'diverso'],
  // `scambio`: day and month, or two neighbouring digits, have changed places: chance hardly ever does that, one digit it does.
  // `segnaposto`: one of them is 1 January of the same year, which stands for an unknown day.
  data: ['uguale', 'scambio', 'una_modifica', 'due_modifiche', 'segnaposto', 'stesso_anno', 'diversa'],
  anno: ['uguale', 'accanto', 'diverso'],
  luogo: ['uguale', 'diverso'],
  // `altro_valido`: two codici fiscali, each right for its own person; `non_suo`: one is not of the person it stands beside.
  codice: ['uguale', 'stessa_base', 'una_modifica', 'due_modifiche', 'diverso', 'altro_valido', 'non_suo'],
  categoria: ['uguale', 'diverso'],
  numero: ['uguale', 'una_modifica', 'diverso'],
  testo: ['uguale', 'molto_vicino', 'vicino', 'simile', 'diverso'],
} as const satisfies Record<Genere, readonly string[]>;

/** The name of any level of any field: who shows them has words for each. */
export type Livello = (typeof LIVELLI)[Genere][number];

/** Level of a field that one of the two does not say. */
export const NON_DETTO = -1;
export const UGUALE = 0;

/** Jaro–Winkler from which two names are `molto_vicino`, `vicino` and `simile`. */
const VICINANZE = [0.92, 0.88, 0.7] as const;

/** Place of a likeness among the three nearnesses: 0 to 2, 3 for none of them. */
export function vicinanzaOf(likeness: number): number {
  const place = VICINANZE.findIndex((least) => likeness >= least);
  return place < 0 ? VICINANZE.length : place;
}
