import { abbinaListe } from '../../apps/cli/src/abbina/abbinamento.js';
import type { Coppia, OpzioniCollega } from '../../apps/cli/src/abbina/collega.js';
import { Gruppi } from '../../apps/cli/src/abbina/gruppi.js';
import type { Lista } from '../../apps/cli/src/abbina/lista.js';
import {
  type FonteVerita,
  GiuriaGruppi,
  GiuriaListe,
  type Qualita,
  veritaOf,
} from '../../apps/cli/src/abbina/verita.js';
import { deterministica } from './deterministica.js';
import type { Insieme, Traguardo } from './insiemi.js';

/** The rules that are set beside each other. */
export const REGOLE = ['deterministica', 'fellegi_sunter', 'snodo'] as const;
export type Regola = (typeof REGOLE)[number];

/** One line of the table: a rule on a set, all its parts together. */
export interface Esito {
  readonly insieme: string;
  readonly regola: Regola;
  readonly precisione: number;
  readonly richiamo: number;
  readonly f1: number;
  /** Of the pairs themselves, weighed by their number; groups add nothing to it. */
  readonly f1Coppie: number;
  readonly record: number;
  readonly veri: number;
  readonly trovati: number;
  readonly falsi: number;
  readonly falsiPer20000: number;
  readonly quotaDaRivedere: number;
  readonly falsiFraNomiDiversi: number;
  readonly secondi: number;
  /** Of our rule alone; the baselines inform. */
  readonly raggiunto: boolean | undefined;
}

/** As the command has them when nothing is asked. */
const NOSTRA: OpzioniCollega = { soglie: {}, veti: undefined, cerca: undefined };
/** Weights and a threshold, nothing else. */
const SOLI_PESI: OpzioniCollega = { soglie: { distacco: 0 }, veti: false, cerca: undefined };

/** Runs a rule on every part of a set. Models are learnt on the part itself, without its truth. */
export async function misura({ nome, parti, verita, traguardo }: Insieme, regola: Regola): Promise<Esito> {
  const found: (Qualita & { record: number; secondi: number })[] = [];
  for (const parte of parti) {
    const { a, b } = await parte();
    const start = performance.now();
    const qualita = await judged(regola, a, b, verita);
    const secondi = (performance.now() - start) / 1000;
    found.push({ ...qualita, record: (b ?? a).id.length, secondi });
  }
  const sum = (of: (one: (typeof found)[number]) => number): number => found.reduce((all, one) => all + of(one), 0);
  const [veri, trovati, giusti, record] = [sum((one) => one.veri), sum((one) => one.trovati), sum((one) => one.giusti), sum((one) => one.record)]; // prettier-ignore
  const esito = {
    insieme: nome,
    regola,
    precisione: trovati === 0 ? 1 : giusti / trovati,
    richiamo: giusti / veri,
    f1: (2 * giusti) / (veri + trovati),
    f1Coppie: sum((one) => one.f1Coppie * one.veri) / veri,
    record,
    veri,
    trovati,
    falsi: trovati - giusti,
    falsiPer20000: ((trovati - giusti) * 20_000) / record,
    quotaDaRivedere: sum((one) => one.daRivedere) / record,
    falsiFraNomiDiversi: sum((one) => one.falsiFraNomiDiversi),
    secondi: sum((one) => one.secondi),
  };
  return { ...esito, raggiunto: regola === 'snodo' ? isRaggiunto(esito, traguardo) : undefined };
}

async function judged(regola: Regola, a: Lista, b: Lista | undefined, verita: FonteVerita): Promise<Qualita> {
  if (regola === 'deterministica') return judgedExactly(a, b, verita);
  const collega = regola === 'snodo' ? NOSTRA : SOLI_PESI;
  const fine = await abbinaListe({ a, b, collega, verita }, () => Promise.resolve());
  return fine.qualita!;
}

function judgedExactly(a: Lista, b: Lista | undefined, fonte: FonteVerita): Qualita {
  const verita = veritaOf(fonte, a, b);
  if (b !== undefined) {
    const giuria = new GiuriaListe(verita, 'b', a, b);
    for (const coppia of deterministica(a, b)) giuria.take(coppia);
    return giuria.qualita();
  }
  const giuria = new GiuriaGruppi(verita, a);
  const gruppi = new Gruppi(a.id.length);
  const join = (coppia: Coppia): void => {
    gruppi.unisci(coppia.a, coppia.b);
    giuria.take(coppia);
  };
  for (const coppia of deterministica(a, undefined)) join(coppia);
  return giuria.qualita(gruppi.tutti());
}

type Cifre = Pick<Esito, 'f1Coppie' | 'falsiPer20000' | 'richiamo' | 'quotaDaRivedere' | 'falsiFraNomiDiversi'>;

export function isRaggiunto(esito: Cifre, traguardo: Traguardo): boolean {
  if ('f1' in traguardo) return esito.f1Coppie >= traguardo.f1;
  return (
    esito.falsiPer20000 <= traguardo.falsiPer20000 &&
    esito.richiamo >= traguardo.richiamo &&
    esito.quotaDaRivedere <= traguardo.daRivedere &&
    esito.falsiFraNomiDiversi === 0
  );
}
