import { descriviTipo } from '../documentazione/parole.js';
import type { Tipo } from '../tracciato.js';
import type { Differenza } from './differenza.js';

/** @param posto of the field whose type it is */
export function* differenzeTipo(posto: string, prima: Tipo, dopo: Tipo): Generator<Differenza> {
  const [before, after] = [facetsOf(prima), facetsOf(dopo)];
  if (before !== after) {
    const words = [descriviTipo(prima), descriviTipo(dopo)] as const;
    // Two types may have one description: their facets tell them apart.
    const [one, other] = words[0] === words[1] ? [before, after] : words;
    yield { genere: 'tipo_cambiato', posto, prima: one, dopo: other, daAdeguare: !isWider(prima, dopo) };
  }
  if (prima.elenco !== undefined && dopo.elenco !== undefined) yield* differenzeElenco(posto, prima, dopo);
}

function* differenzeElenco(posto: string, prima: Tipo, dopo: Tipo): Generator<Differenza> {
  const [before, after] = [vociOf(prima), vociOf(dopo)];
  for (const [valore, etichetta] of before) {
    const now = after.get(valore);
    const words = `${valore} - ${etichetta}`;
    if (now === undefined) yield { genere: 'valore_tolto', posto, prima: words, dopo: null, daAdeguare: true };
    else if (now !== etichetta)
      yield { genere: 'etichetta_cambiata', posto, prima: words, dopo: `${valore} - ${now}`, daAdeguare: false };
  }
  for (const [valore, etichetta] of after) {
    if (before.has(valore)) continue;
    yield { genere: 'valore_aggiunto', posto, prima: null, dopo: `${valore} - ${etichetta}`, daAdeguare: false };
  }
}

function vociOf({ elenco = [] }: Tipo): ReadonlyMap<string, string> {
  return new Map(elenco.map(({ valore, etichetta }) => [valore, etichetta]));
}

/** All that restricts a value, but its list. */
function facetsOf({ base, modello, lunghezzaMin, lunghezzaMax, minimo, massimo, forma, elenco }: Tipo): string {
  const list = elenco === undefined ? undefined : true;
  return JSON.stringify({ base, modello, lunghezzaMin, lunghezzaMax, minimo, massimo, forma, elenco: list });
}

/** What was right still is: only bounds moved, and outwards. */
function isWider(prima: Tipo, dopo: Tipo): boolean {
  const bounds = { lunghezzaMin: 0, lunghezzaMax: 0, minimo: 0, massimo: 0 };
  if (facetsOf({ ...prima, ...bounds }) !== facetsOf({ ...dopo, ...bounds })) return false;
  return (
    (dopo.lunghezzaMin ?? 0) <= (prima.lunghezzaMin ?? 0) &&
    (dopo.lunghezzaMax ?? Infinity) >= (prima.lunghezzaMax ?? Infinity) &&
    (dopo.minimo ?? -Infinity) <= (prima.minimo ?? -Infinity) &&
    (dopo.massimo ?? Infinity) >= (prima.massimo ?? Infinity)
  );
}
