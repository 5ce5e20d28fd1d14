import type { Codifica } from '#libs/tracciati';

/** Righe that wait for one code at one ente, with event days between two of them. */
export interface Attesa {
  readonly ente: string;
  readonly codice: string;
  readonly primoGiorno: string;
  readonly ultimoGiorno: string;
  readonly righe: number;
}

/** What reads codes: the published content, or what it would be. */
interface Lettore {
  codifica(ente: string, codice: string, day: string): Codifica;
}

export interface Anteprima {
  /** Righe that would go on by themselves. */
  readonly righe: number;
  /** Righe of stretches that would go on in part: the picture does not say how many of them. */
  readonly inParte: number;
  readonly enti: number;
}

/** How many of the righe that wait would wait no more. */
export function anteprimaOf(prima: Lettore, dopo: Lettore, attese: readonly Attesa[]): Anteprima {
  const enti = new Set<string>();
  let righe = 0;
  let inParte = 0;
  for (const attesa of attese) {
    const freed = [attesa.primoGiorno, attesa.ultimoGiorno].filter(
      (giorno) => !goes(prima, attesa, giorno) && goes(dopo, attesa, giorno),
    ).length;
    if (freed === 0) continue;
    enti.add(attesa.ente);
    if (freed === 2) righe += attesa.righe;
    else inParte += attesa.righe;
  }
  return { righe, inParte, enti: enti.size };
}

function goes(lettore: Lettore, { ente, codice }: Attesa, giorno: string): boolean {
  return lettore.codifica(ente, codice, giorno).esito === 'tradotta';
}
