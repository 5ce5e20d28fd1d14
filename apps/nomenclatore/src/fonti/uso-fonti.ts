import { sigleOf } from './sigle.js';

/** A source as `fonti.csv` describes it. */
export interface FonteDescritta {
  readonly sigla: string;
  readonly titolo: string;
  readonly editore: string;
  readonly url: string | null;
  readonly licenza: string;
  readonly aggiornato_al: string | null;
  readonly nota: string | null;
}

/** How many rows of one list have a mark, and how far they can be trusted. */
export interface UsoFonte {
  readonly lista: string;
  /** `SIUSS@1.0` for items, `SIUSS|ISTAT` for associazioni; null for lists that are not of a code system. */
  readonly sistema: string | null;
  readonly affidabilita: string;
  readonly righe: number;
}

export type FonteUsata = {
  readonly [K in keyof FonteDescritta]: K extends 'sigla' ? string : FonteDescritta[K] | null;
} & {
  readonly descritta: boolean;
  readonly righe: number;
  readonly usi: readonly UsoFonte[];
};

/** Marks without a description that are listed; free texts of thousands of uploads would bury the sources. */
const MOST_UNDESCRIBED = 500;
const UNKNOWN = { titolo: null, editore: null, url: null, licenza: null, aggiornato_al: null, nota: null };

/**
 * Every source with the rows that name it. Marks that no file describes follow, the most used first: who reads must see that nobody
 * said what they are.
 */
export function usoOfFonti(
  descritte: readonly FonteDescritta[],
  righe: readonly (UsoFonte & { readonly fonte: string })[],
): FonteUsata[] {
  const usi = new Map<string, Map<string, UsoFonte>>();
  for (const { fonte, ...uso } of righe) for (const sigla of sigleOf(fonte)) addUso(usi, sigla, uso);
  const usedAs = (sigla: string) => {
    const own = [...(usi.get(sigla)?.values() ?? [])];
    return { righe: own.reduce((sum, uso) => sum + uso.righe, 0), usi: own };
  };
  const known = new Set(descritte.map(({ sigla }) => sigla));
  const others = [...usi.keys()].filter((sigla) => !known.has(sigla));
  return [
    ...descritte.map((fonte) => ({ ...fonte, descritta: true, ...usedAs(fonte.sigla) })),
    ...others
      .map((sigla) => ({ sigla, ...UNKNOWN, descritta: false, ...usedAs(sigla) }))
      .toSorted((one, other) => other.righe - one.righe || (one.sigla < other.sigla ? -1 : 1))
      .slice(0, MOST_UNDESCRIBED),
  ];
}

/** Two marks may name one source in one list: their rows are counted together. */
function addUso(usi: Map<string, Map<string, UsoFonte>>, sigla: string, uso: UsoFonte): void {
  const own = usi.get(sigla) ?? new Map<string, UsoFonte>();
  const key = JSON.stringify([uso.lista, uso.sistema, uso.affidabilita]);
  own.set(key, { ...uso, righe: uso.righe + (own.get(key)?.righe ?? 0) });
  usi.set(sigla, own);
}
