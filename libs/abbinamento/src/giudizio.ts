import { Bilancia, type Circostanze, type Evidenza } from './bilancia.js';
import type { StessoLuogo } from './confronto.js';
import type { Modello } from './modello.js';
import type { Preparato } from './preparato.js';
import type { Soggetto } from './soggetto.js';
import { type Veto, areDistinti, haveOneCode, vetiOf } from './veti.js';

export interface Soglie {
  /** Probability from which two records are one person. */
  readonly certa: number;
  /** Probability from which somebody should look. */
  readonly dubbia: number;
  /** Nats by which the best must lead the next. */
  readonly distacco: number;
}

export const SOGLIE: Soglie = { certa: 0.99, dubbia: 0.5, distacco: 2 };

export interface OpzioniGiudizio {
  readonly soglie?: Partial<Soglie>;
  /** Asked only for codes that differ. */
  readonly stessoLuogo?: StessoLuogo;
  /** False for lists without families in mind, whose given names are known to be bad: then only weights decide. */
  readonly veti?: boolean;
}

/** A person of the registry that may be the one looked for. */
export interface Confrontato {
  /** Its place among the candidates. */
  readonly candidato: number;
  readonly punteggio: number;
  readonly probabilita: number;
  readonly veti: readonly Veto[];
  readonly evidenza: readonly Evidenza[];
}

/**
 * `certa`: one candidate, and only one, is the person. `dubbia`: one may be, and why it is not certain is in its vetoes, or in its
 * probability. `nessuna`: the person is not among them.
 */
export type Giudizio =
  | (Confrontato & { readonly esito: 'certa' | 'dubbia'; readonly altri: readonly Confrontato[] })
  | { readonly esito: 'nessuna'; readonly altri: readonly Confrontato[] };

/** Who of the candidates is the person, if anybody. */
export function judge(
  soggetto: Soggetto,
  candidati: readonly Soggetto[],
  modello: Modello,
  opzioni: OpzioniGiudizio = {},
): Giudizio {
  const bilancia = new Bilancia(modello, opzioni.stessoLuogo);
  const rows = candidati.map((candidato, row) => [row, bilancia.prepare(candidato)] as const);
  return judgePreparati(bilancia.prepare(soggetto), rows, bilancia, opzioni);
}

/** What the fields of two persons say, and what forbids to join them unseen, whether or not anybody would think of the pair. */
export function judgePair(
  uno: Soggetto,
  altro: Soggetto,
  modello: Modello,
  stessoLuogo?: StessoLuogo,
): Pick<Confrontato, 'veti' | 'evidenza'> {
  const bilancia = new Bilancia(modello, stessoLuogo);
  const [one, other] = [bilancia.prepare(uno), bilancia.prepare(altro)];
  bilancia.compare(one, other);
  return { veti: vetiOf(bilancia.levels, bilancia.circostanze(one, other)), evidenza: bilancia.evidenza(one, other) };
}

/** `judge` for persons prepared before, each with the number it is to be called by. */
export function judgePreparati(
  uno: Preparato,
  candidati: Iterable<readonly [number, Preparato]>,
  bilancia: Bilancia,
  { soglie, veti = true }: OpzioniGiudizio,
): Giudizio {
  const { certa, dubbia, distacco } = { ...SOGLIE, ...soglie };
  const least = nats(dubbia);
  const possibili: Confrontato[] = [];
  for (const [candidato, altro] of candidati) {
    const punteggio = bilancia.weigh(uno, altro);
    const circostanze = bilancia.circostanze(uno, altro);
    if (!isPossible(punteggio, least, veti, bilancia.levels, circostanze)) continue;
    possibili.push({
      candidato,
      punteggio,
      probabilita: probabilityOf(punteggio),
      veti: veti ? vetiOf(bilancia.levels, circostanze) : [],
      evidenza: bilancia.evidenza(uno, altro),
    });
  }
  const [best, ...altri] = possibili.toSorted(
    (one, other) => other.punteggio - one.punteggio || one.candidato - other.candidato,
  );
  if (best === undefined) return { esito: 'nessuna', altri: [] };
  const found = { ...best, veti: [...best.veti, ...(veti ? vetiAmong(best, altri, distacco) : [])] };
  const esito = found.veti.length === 0 && found.probabilita >= certa ? 'certa' : 'dubbia';
  return { esito, ...found, altri };
}

/** Whether a pair is worth a thought: one code is, whatever else disagrees. */
export function isPossible(
  punteggio: number,
  least: number,
  veti: boolean,
  levels: Int8Array,
  circostanze: Circostanze,
): boolean {
  if (!veti) return punteggio >= least;
  return haveOneCode(levels) || (punteggio >= least && !areDistinti(levels, circostanze));
}

/** What the other candidates say against the best: one is as near, or has the very code. */
function vetiAmong(best: Confrontato, altri: readonly Confrontato[], distacco: number): Veto[] {
  const veti: Veto[] = [];
  if (altri.length > 0 && best.punteggio - altri[0]!.punteggio < distacco) veti.push('altri_vicini');
  if (!hasCode(best) && altri.some(hasCode)) veti.push('codice_di_altri');
  return veti;
}

function hasCode({ evidenza }: Confrontato): boolean {
  return evidenza.some(({ campo, livello }) => campo === 'codice' && livello === 'uguale');
}

/** Natural logarithm of the odds of a probability. */
export function nats(probability: number): number {
  return Math.log(probability / (1 - probability));
}

export function probabilityOf(punteggio: number): number {
  return 1 / (1 + Math.exp(-punteggio));
}
