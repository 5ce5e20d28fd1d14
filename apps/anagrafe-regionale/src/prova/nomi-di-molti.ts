import { chiaviOf } from '#libs/abbinamento';
import { type Tizio, tizio } from './righe-di-prova.js';

const SILLABE = ['BA', 'CE', 'DI', 'FO', 'GU', 'LA', 'ME', 'NI', 'PO', 'RU', 'SA', 'TE', 'VI'];

/** Persons of one code, as an export makes them that writes one code everywhere: each of its own name, the first far from each other. */
export function moltiConUnCodice(count: number): Tizio[] {
  const found: Tizio[] = [];
  const suoni = new Set<bigint | undefined>();
  for (const chi of chiunque()) {
    if (found.length === count) return found;
    const { coppiaAnno } = chiaviOf({ cognome: chi.cognome, nome: chi.nome, annoNascita: Number(chi.annoNascita) });
    if (!suoni.has(coppiaAnno)) found.push(chi);
    suoni.add(coppiaAnno);
  }
  throw new RangeError(`there are not ${count} such names`);
}

function* chiunque(): Generator<Tizio> {
  const chi = tizio();
  for (const nome of nomi()) yield { ...chi, nome };
  for (const nome of nomi(SILLABE)) yield { ...chi, cognome: 'MARCHETTI', nome };
}

/** First those of which no two have two syllables in the same place: their number is a prime. */
function* nomi(altre = ['']): Generator<string> {
  for (const ultima of altre) {
    for (const [i, prima] of SILLABE.entries()) {
      for (const [j, seconda] of SILLABE.entries())
        yield prima + seconda + sillaba(i + j) + sillaba(i + 2 * j) + ultima;
    }
  }
}

function sillaba(at: number): string {
  return SILLABE[at % SILLABE.length]!;
}
