import { CAMPI_PERSONA } from './confronto.js';
import { type Genere, LIVELLI } from './livelli.js';
import { NOMI_COMUNI } from './nomi-comuni.js';

/** How telling the levels of one field are. */
export interface CampoModello {
  readonly campo: string;
  readonly genere: Genere;
  /** Share of each level among pairs that are one person, and among pairs of two persons taken by chance. */
  readonly m: readonly number[];
  readonly u: readonly number[];
  /** How common the commonest values are: that two persons are both called Rossi says less than that both are called Zuanazzi. */
  readonly frequenze?: Readonly<Record<string, number>>;
  /** How common any value is that is not among them. */
  readonly rara?: number;
}

/** What a comparison of two persons is worth (Fellegi and Sunter, 1969). Plain JSON: it may be kept and read back. */
export interface Modello {
  readonly nome: string;
  /** Natural logarithm of the odds that two records taken by chance are one person. */
  readonly aPriori: number;
  readonly campi: readonly CampoModello[];
}

type Cifre = Readonly<Record<string, Omit<CampoModello, 'campo' | 'genere'>>>;

/** Learnt on invented Italian people (ADR 0023): the figures to begin with, until those of the own archive are learnt. */
const CIFRE_ITALIANE: Cifre = {
  cognome: {
    m: [0.94, 0.012, 0.02, 0.004, 0.004, 0.005, 0.006, 0.009],
    u: [1.2e-4, 2e-5, 2e-4, 6e-4, 1e-4, 0.02, 0.979, 1e-6],
  },
  nome: {
    m: [0.91, 0.035, 0.02, 0.006, 0.007, 0.006, 0.016],
    u: [2.2e-3, 1.5e-3, 1.5e-3, 3e-3, 1e-3, 0.05, 0.941],
    frequenze: NOMI_COMUNI,
    rara: 2e-4,
  },
  data_nascita: {
    m: [0.975, 0.009, 0.006, 0.002, 0.004, 0.002, 0.002],
    u: [2.9e-5, 4e-5, 6e-4, 5e-3, 1e-4, 0.012, 0.98217],
  },
  anno_nascita: { m: [0.985, 0.008, 0.007], u: [0.012, 0.024, 0.964] },
  luogo_nascita: { m: [0.98, 0.02], u: [0.013, 0.987] },
  comune: { m: [0.95, 0.05], u: [0.24, 0.76] },
  sesso: { m: [0.99, 0.01], u: [0.5, 0.5] },
  codice: {
    m: [0.975, 0.0005, 0.013, 0.003, 0.0015, 0.0005, 0.0065],
    u: [1.5e-6, 1e-7, 1e-6, 1e-6, 0.04, 0.94, 0.02],
  },
};

/** Odds of one to ten million: a registry of a large region. */
export const MODELLO_ITALIANO: Modello = {
  nome: 'italiano-1',
  aPriori: -16.1,
  campi: CAMPI_PERSONA.map(({ campo, genere }) => ({ campo, genere, ...CIFRE_ITALIANE[campo]! })),
};

/** What is supposed, before anything is learnt, of a field that Italian layouts do not have. */
export const CIFRE_INIZIALI: Cifre = {
  testo: { m: [0.86, 0.06, 0.02, 0.03, 0.03], u: [0.001, 0.002, 0.005, 0.05, 0.942] },
  numero: { m: [0.9, 0.05, 0.05], u: [0.01, 0.04, 0.95] },
  categoria: { m: [0.95, 0.05], u: [0.2, 0.8] },
};

/** A model whose fields are those of persons, then the others; every level of every field has its two shares. */
export function assertModello(modello: Modello): void {
  const fits = (campo: CampoModello | undefined, genere: Genere): boolean =>
    campo?.genere === genere && [campo.m, campo.u].every((shares) => isShares(shares, LIVELLI[genere].length));
  const persons = CAMPI_PERSONA.every(
    ({ campo, genere }, at) => modello.campi[at]?.campo === campo && fits(modello.campi[at], genere),
  );
  const others = modello.campi.slice(CAMPI_PERSONA.length).every((campo) => fits(campo, campo.genere));
  if (!persons || !others || !Number.isFinite(modello.aPriori)) {
    throw new RangeError(`the model ${modello.nome} does not have the fields and levels of this release`);
  }
}

function isShares(shares: readonly number[], levels: number): boolean {
  return shares.length === levels && shares.every((share) => share > 0 && share <= 1);
}
