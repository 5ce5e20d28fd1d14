import type { ContestoRegole } from '../contesto.js';
import type { Rilievo } from '../rilievo.js';
import type { TracciatoCompilato } from '../schema/compilato.js';
import type { Regola, RigaInEsame, Verifica } from '../tracciato.js';
import type { Ambito, ElementoLetto } from './ambito.js';
import { SCONOSCIUTA } from './codifica.js';
import { rilievoRegola } from './rilievi.js';

type RegolaVerificata = Regola & { readonly verifica: Verifica };

interface RegoleVerificate {
  readonly riga: readonly RegolaVerificata[];
  readonly testata: readonly RegolaVerificata[];
}

const verificate = new WeakMap<TracciatoCompilato, RegoleVerificate>();

function regoleOf(compilato: TracciatoCompilato): RegoleVerificate {
  let regole = verificate.get(compilato);
  if (regole === undefined) {
    const all = compilato.tracciato.regole.filter((one): one is RegolaVerificata => one.verifica !== undefined);
    regole = {
      riga: all.filter((one) => one.sullaTestata !== true),
      testata: all.filter((one) => one.sullaTestata === true),
    };
    verificate.set(compilato, regole);
  }
  return regole;
}

const NONE: readonly Rilievo[] = [];

/** Runs the rules of the heading, once, on what was read outside beneficiari and righe. */
export function esaminaTestata(
  compilato: TracciatoCompilato,
  contesto: ContestoRegole,
  documento: Ambito,
): readonly Rilievo[] {
  const { record: contenuto, guasti, arrotondati, fuoriScala, letti } = documento;
  if (letti.length === 0) return NONE;
  const inEsame: RigaInEsame = { contenuto, codifica: SCONOSCIUTA, guasti, arrotondati, fuoriScala, dataEvento: '' };
  return applica(regoleOf(compilato).testata, inEsame, contesto, compilato, () => letti);
}

/** Runs every rule of a riga on it. */
export function esamina(
  compilato: TracciatoCompilato,
  contesto: ContestoRegole,
  { contenuto, codifica, dataEvento }: Pick<RigaInEsame, 'contenuto' | 'codifica' | 'dataEvento'>,
  soggetto: Ambito | undefined,
  riga: Ambito,
): readonly Rilievo[] {
  const inEsame: RigaInEsame = {
    contenuto,
    codifica,
    guasti: union(soggetto?.guasti, riga.guasti),
    arrotondati: riga.arrotondati,
    fuoriScala: riga.fuoriScala,
    dataEvento,
  };
  const letti = (): readonly ElementoLetto[] =>
    soggetto === undefined ? riga.letti : [...soggetto.letti, ...riga.letti];
  return applica(regoleOf(compilato).riga, inEsame, contesto, compilato, letti);
}

function applica(
  regole: readonly RegolaVerificata[],
  inEsame: RigaInEsame,
  contesto: ContestoRegole,
  compilato: TracciatoCompilato,
  letti: () => readonly ElementoLetto[],
): readonly Rilievo[] {
  let rilievi: Rilievo[] | undefined;
  for (const regola of regole) {
    const found = regola.verifica(inEsame, contesto);
    if (found === undefined) continue;
    for (const violazione of 'campo' in found ? [found] : found) {
      (rilievi ??= []).push(rilievoRegola(regola, violazione, compilato, letti()));
    }
  }
  return rilievi ?? NONE;
}

function union(one: ReadonlySet<string> | undefined, other: ReadonlySet<string>): ReadonlySet<string> {
  if (one === undefined || one.size === 0) return other;
  return other.size === 0 ? one : new Set([...one, ...other]);
}
