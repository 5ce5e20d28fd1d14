import { pianoOf } from '../piano/piano-of.js';
import type { CampoPiano } from '../piano/piano.js';
import type { Tipo, Tracciato } from '../tracciato.js';
import type { Differenza } from './differenza.js';
import { differenzeTipo } from './tipi.js';

/** Columns of our tables and keys of our JSON. Types of those that XML has too are told there. */
export function* differenzeColonne(prima: Tracciato, dopo: Tracciato): Generator<Differenza> {
  const [before, after] = [prima, dopo].map(
    (tracciato) => new Map(pianoOf(tracciato).map((campo) => [campo.nome, campo])),
  );
  for (const [posto, campo] of after!) {
    const former = before!.get(posto);
    if (former === undefined) {
      const words = { prima: null, dopo: campo.descrizione };
      yield { genere: 'colonna_aggiunta', posto, ...words, daAdeguare: campo.obbligatorio };
    } else if (campo.esteso !== undefined && former.esteso !== undefined) {
      yield* differenzeTipo(posto, tipoOf(former), tipoOf(campo));
    }
  }
  for (const [posto, { descrizione }] of before!)
    // A column that nobody knows any more is only warned of, but what it said is lost.
    if (!after!.has(posto)) yield { genere: 'colonna_tolta', posto, prima: descrizione, dopo: null, daAdeguare: true };
}

function tipoOf({ tipo }: CampoPiano): Tipo {
  return tipo.base === 'si_no'
    ? {
        base: 'testo',
        elenco: [
          { valore: 'sì', etichetta: 'sì' },
          { valore: 'no', etichetta: 'no' },
        ],
      }
    : tipo;
}
