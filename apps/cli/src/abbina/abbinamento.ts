import { type Coppia, type OpzioniCollega, collegaLista, collegaListe } from './collega.js';
import type { Fine } from './esiti.js';
import { Gruppi } from './gruppi.js';
import type { Lista } from './lista.js';
import type { Riepilogo } from './riepilogo.js';
import { type FonteVerita, GiuriaGruppi, GiuriaListe, veritaOf } from './verita.js';

export interface RichiestaAbbinamento {
  readonly a: Lista;
  /** Undefined: the doubles of A. */
  readonly b: Lista | undefined;
  readonly collega: OpzioniCollega;
  readonly verita: FonteVerita | undefined;
}

/** Links two lists, or the records of one. @param onCoppia given each pair, the certain ones as they are found, the doubts after them */
export async function abbinaListe(
  richiesta: RichiestaAbbinamento,
  onCoppia: (coppia: Coppia) => Promise<void>,
): Promise<Fine> {
  const { b } = richiesta;
  return b === undefined ? oneList(richiesta, onCoppia) : twoLists(richiesta, b, onCoppia);
}

async function twoLists(
  { a, collega, verita }: RichiestaAbbinamento,
  b: Lista,
  onCoppia: (coppia: Coppia) => Promise<void>,
): Promise<Fine> {
  const start = performance.now();
  const truth = verita === undefined ? undefined : veritaOf(verita, a, b);
  const collegamento = collegaListe(a, b, collega);
  const cerca = collegamento.cerca!;
  const giuria = truth === undefined ? undefined : new GiuriaListe(truth, cerca, a, b);
  const dubbie: Coppia[] = [];
  let certe = 0;
  for (const coppia of collegamento.coppie()) {
    giuria?.take(coppia);
    if (coppia.esito === 'dubbia') dubbie.push(coppia);
    else {
      certe += 1;
      await onCoppia(coppia);
    }
  }
  for (const coppia of dubbie) await onCoppia(coppia);
  const inDubbio = new Set(dubbie.map((coppia) => coppia[cerca])).size;
  const cercati = (cerca === 'a' ? a : b).id.length;
  const riepilogo: Riepilogo = {
    record_a: a.id.length,
    record_b: b.id.length,
    cercati: cerca,
    certe,
    dubbie: dubbie.length,
    record_dubbi: inDubbio,
    senza_corrispondenza: cercati - certe - inDubbio,
    veti: collegamento.veti,
    secondi: secondsSince(start),
  };
  return { riepilogo, modello: collegamento.modello, gruppi: undefined, qualita: giuria?.qualita() };
}

async function oneList(
  { a, collega, verita }: RichiestaAbbinamento,
  onCoppia: (coppia: Coppia) => Promise<void>,
): Promise<Fine> {
  const start = performance.now();
  const giuria = verita === undefined ? undefined : new GiuriaGruppi(veritaOf(verita, a, undefined), a);
  const collegamento = collegaLista(a, collega);
  const insiemi = new Gruppi(a.id.length);
  const found: Coppia[] = [];
  let certe = 0;
  for (const coppia of collegamento.coppie()) {
    if (coppia.esito === 'dubbia') found.push(coppia);
    else {
      certe += 1;
      insiemi.unisci(coppia.a, coppia.b);
      giuria?.take(coppia);
      await onCoppia(coppia);
    }
  }
  // Certain pairs may have settled a doubt between them.
  const dubbie = found.filter((coppia) => !insiemi.isInsieme(coppia.a, coppia.b));
  for (const coppia of dubbie) {
    giuria?.take(coppia);
    await onCoppia(coppia);
  }
  const gruppi = insiemi.tutti();
  const inDubbio = new Set(dubbie.flatMap((coppia) => [coppia.a, coppia.b]));
  const inGruppo = new Set(gruppi.flat());
  const riepilogo: Riepilogo = {
    record_a: a.id.length,
    certe,
    dubbie: dubbie.length,
    record_dubbi: inDubbio.size,
    senza_corrispondenza: a.id.length - new Set([...inDubbio, ...inGruppo]).size,
    gruppi: gruppi.length,
    veti: collegamento.veti,
    secondi: secondsSince(start),
  };
  const names = gruppi.map((gruppo) => gruppo.map((at) => a.id[at]!));
  return { riepilogo, modello: collegamento.modello, gruppi: names, qualita: giuria?.qualita(gruppi) };
}

function secondsSince(start: number): number {
  return Math.round(performance.now() - start) / 1000;
}
