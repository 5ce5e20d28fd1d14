import { Impossibile, USCITA } from '../comando.js';
import type { Coppia } from './collega.js';
import type { Lista } from './lista.js';

/** How near to the truth a linking came. */
export interface Qualita {
  readonly precisione: number;
  readonly richiamo: number;
  readonly f1: number;
  /** F1 of the certain pairs themselves: what a group adds by putting pairs together does not count. Between two lists it is `f1`. */
  readonly f1Coppie: number;
  /** Links there are in truth, found, and found rightly. In a list alone they are the pairs of its groups. */
  readonly veri: number;
  readonly trovati: number;
  readonly giusti: number;
  /** Records somebody must look at, and their share of those looked for. */
  readonly daRivedere: number;
  readonly quotaDaRivedere: number;
  /** Certain pairs that are two persons. */
  readonly falsi: readonly Coppia[];
  /** Those of them whose first given names differ as they are written. */
  readonly falsiFraNomiDiversi: number;
}

/** Where the truth is. */
export type FonteVerita = { readonly colonna: string } | 'id';

const FEBRL = /^rec-([0-9]+)-(?:org|dup)/;

/** Who each record truly is; '' for nobody known. Two records are one person when they are the same. */
export interface Verita {
  readonly a: readonly string[];
  readonly b: readonly string[];
}

/**
 * A column in both lists names the person in each; in one alone it holds the id that the person has in the other.
 * @throws Impossibile when the truth is nowhere
 */
export function veritaOf(fonte: FonteVerita, a: Lista, b: Lista | undefined): Verita {
  if (fonte === 'id') return { a: idFebrl(a), b: b === undefined ? idFebrl(a) : idFebrl(b) };
  if (b === undefined) {
    if (a.verita === undefined) throw missing(fonte.colonna, 'in A');
    return { a: a.verita, b: a.verita };
  }
  if (a.verita === undefined && b.verita === undefined) throw missing(fonte.colonna, 'né in A né in B');
  return { a: a.verita ?? a.id, b: b.verita ?? b.id };
}

function missing(colonna: string, where: string): Impossibile {
  return new Impossibile(`--verita: la colonna “${colonna}” non è ${where}`, USCITA.illeggibile);
}

function idFebrl({ id, nome }: Lista): string[] {
  return id.map((one) => {
    const entity = FEBRL.exec(one)?.[1];
    if (entity === undefined)
      throw new Impossibile(
        `--verita-da-id: in ${nome} gli identificativi non sono come rec-12-org o rec-12-dup-0`,
        USCITA.illeggibile,
      );
    return entity;
  });
}

/** Judges a linking of two lists: each record looked for is worth one link, or none if it is not in the other list. */
export class GiuriaListe {
  readonly #dubbi = new Set<number>();
  readonly #falsi: Coppia[] = [];
  #trovati = 0;

  constructor(
    private readonly verita: Verita,
    private readonly cerca: 'a' | 'b',
    private readonly a: Lista,
    private readonly b: Lista,
  ) {}

  take(coppia: Coppia): void {
    if (coppia.esito === 'dubbia') {
      this.#dubbi.add(coppia[this.cerca]);
      return;
    }
    this.#trovati += 1;
    if (!isVera(this.verita, coppia)) this.#falsi.push(coppia);
  }

  qualita(): Qualita {
    const [cercati, archivio] = this.cerca === 'a' ? [this.verita.a, this.verita.b] : [this.verita.b, this.verita.a];
    const known = new Set(archivio);
    const veri = cercati.filter((one) => one !== '' && known.has(one)).length;
    const giusti = this.#trovati - this.#falsi.length;
    return figures(
      { veri, trovati: this.#trovati, giusti },
      this.#dubbi.size,
      cercati.length,
      this.#falsi,
      this.a,
      this.b,
    );
  }
}

/** Judges the groups of one list: every pair within a group is a link. */
export class GiuriaGruppi {
  readonly #dubbi = new Set<number>();
  readonly #falsi: Coppia[] = [];
  #certe = 0;

  constructor(
    private readonly verita: Verita,
    private readonly lista: Lista,
  ) {}

  /** Doubts within a group are no doubts any more: they are not given here. */
  take(coppia: Coppia): void {
    if (coppia.esito === 'dubbia') {
      this.#dubbi.add(coppia.a).add(coppia.b);
      return;
    }
    this.#certe += 1;
    if (!isVera(this.verita, coppia)) this.#falsi.push(coppia);
  }

  qualita(gruppi: readonly (readonly number[])[]): Qualita {
    const { a: entita } = this.verita;
    const veri = pairsWithin(countsOf(entita));
    const trovati = gruppi.reduce((sum, { length }) => sum + pairs(length), 0);
    const giusti = gruppi.reduce((sum, gruppo) => sum + pairsWithin(countsOf(gruppo.map((at) => entita[at]!))), 0);
    const inGruppi = figures(
      { veri, trovati, giusti },
      this.#dubbi.size,
      entita.length,
      this.#falsi,
      this.lista,
      this.lista,
    );
    return { ...inGruppi, f1Coppie: f1Of(this.#certe - this.#falsi.length, this.#certe, veri) };
  }
}

function isVera({ a, b }: Verita, coppia: Coppia): boolean {
  const entity = a[coppia.a]!;
  return entity !== '' && entity === b[coppia.b];
}

function countsOf(entita: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of entita) if (one !== '') counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function pairsWithin(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

function f1Of(giusti: number, trovati: number, veri: number): number {
  return trovati + veri === 0 ? 1 : (2 * giusti) / (trovati + veri);
}

function figures(
  { veri, trovati, giusti }: Pick<Qualita, 'veri' | 'trovati' | 'giusti'>,
  dubbi: number,
  record: number,
  falsi: readonly Coppia[],
  a: Lista,
  b: Lista,
): Qualita {
  const precisione = trovati === 0 ? 1 : giusti / trovati;
  const richiamo = veri === 0 ? 1 : giusti / veri;
  const f1 = f1Of(giusti, trovati, veri);
  const falsiFraNomiDiversi = falsi.filter(
    (falso) => !isScambiata(falso) && primoNomeOf(a, falso.a) !== primoNomeOf(b, falso.b),
  ).length;
  const quotaDaRivedere = dubbi / record;
  return {
    precisione,
    richiamo,
    f1,
    f1Coppie: f1,
    veri,
    trovati,
    giusti,
    daRivedere: dubbi,
    quotaDaRivedere,
    falsi,
    falsiFraNomiDiversi,
  };
}

/** Surname and given name stand in each other's place: the given names agree crosswise. */
function isScambiata({ evidenza }: Coppia): boolean {
  return evidenza.some(({ campo, livello }) => campo === 'cognome' && livello === 'scambiato');
}

/** The first word of the given name, letters only. */
function primoNomeOf({ persone }: Lista, at: number): string {
  const folded = (persone[at]?.nome ?? '').normalize('NFD').toUpperCase();
  return folded.split(/[^\p{L}\p{M}']+/u)[0]!.replaceAll(/[^\p{L}]/gu, '');
}
