import type { ContestoRegole } from '../contesto.js';
import { REGOLE_ESTENSIONE } from '../regole/estensione.js';
import type { Rilievo } from '../rilievo.js';
import type { TracciatoCompilato } from '../schema/compilato.js';
import type { Gravita } from '../rilievo.js';
import type { Regola, RigaInEsame, Verifica, Violazione } from '../tracciato.js';
import type { Ambito } from './ambito.js';
import { SCONOSCIUTA } from './codifica.js';
import type { Luoghi } from './luoghi.js';
import { LuoghiXml } from './luoghi-xml.js';
import { rilievoRegola } from './rilievi.js';

type RegolaVerificata = Regola & { readonly verifica: Verifica };

/** What becomes of a finding on a field; undefined: what it is for everybody. `manca`: the field has no value. */
export type Tolleranza = (chiave: string, manca: boolean) => Gravita | 'taciuta' | undefined;

interface RegoleVerificate {
  readonly riga: readonly RegolaVerificata[];
  readonly testata: readonly RegolaVerificata[];
}

const verificate = new WeakMap<TracciatoCompilato, RegoleVerificate>();

function regoleOf(compilato: TracciatoCompilato): RegoleVerificate {
  let regole = verificate.get(compilato);
  if (regole === undefined) {
    const all = compilato.tracciato.regole.filter(isVerificata);
    regole = {
      riga: all.filter((one) => one.sullaTestata !== true),
      testata: all.filter((one) => one.sullaTestata === true),
    };
    verificate.set(compilato, regole);
  }
  return regole;
}

function isVerificata(regola: Regola): regola is RegolaVerificata {
  return regola.verifica !== undefined;
}

const ESTESE = REGOLE_ESTENSIONE.filter(isVerificata);
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
  return applica(regoleOf(compilato).testata, inEsame, contesto, () => new LuoghiXml(compilato, letti));
}

/** Runs the rules of the heading on what a riga that has none says of the operator. */
export function esaminaOperatore(
  compilato: TracciatoCompilato,
  contesto: ContestoRegole,
  codiceFiscaleOperatore: string,
  luoghi: () => Luoghi,
): readonly Rilievo[] {
  const inEsame: RigaInEsame = {
    contenuto: { codiceFiscaleOperatore },
    codifica: SCONOSCIUTA,
    guasti: new Set(),
    arrotondati: [],
    fuoriScala: [],
    dataEvento: '',
  };
  return applica(regoleOf(compilato).testata, inEsame, contesto, luoghi);
}

/** Runs every rule of a riga on it. */
export function esamina(
  compilato: TracciatoCompilato,
  contesto: ContestoRegole,
  inEsame: RigaInEsame,
  luoghi: () => Luoghi,
  tolleranza?: Tolleranza,
): readonly Rilievo[] {
  const found = applica(regoleOf(compilato).riga, inEsame, contesto, luoghi, tolleranza);
  if (inEsame.contenuto['regionale'] === undefined) return found;
  return [...found, ...applica(ESTESE, inEsame, contesto, luoghi)];
}

function applica(
  regole: readonly RegolaVerificata[],
  inEsame: RigaInEsame,
  contesto: ContestoRegole,
  luoghi: () => Luoghi,
  tolleranza?: Tolleranza,
): readonly Rilievo[] {
  let rilievi: Rilievo[] | undefined;
  let where: Luoghi | undefined;
  for (const regola of regole) {
    const found = regola.verifica(inEsame, contesto);
    if (found === undefined) continue;
    for (const violazione of 'campo' in found ? [found] : found) {
      const tolerated = tolleranza === undefined ? violazione : tollerata(violazione, regola, inEsame, tolleranza);
      if (tolerated !== undefined) (rilievi ??= []).push(rilievoRegola(regola, tolerated, (where ??= luoghi())));
    }
  }
  return rilievi ?? NONE;
}

function tollerata(
  violazione: Violazione,
  regola: Regola,
  inEsame: RigaInEsame,
  tolleranza: Tolleranza,
): Violazione | undefined {
  const gravita = tolleranza(violazione.campo, manca(violazione.campo, inEsame));
  if (gravita === 'taciuta') return undefined;
  return (violazione.gravita ?? regola.gravita) === 'avviso' || gravita === undefined
    ? violazione
    : { ...violazione, gravita };
}

/** A broken value is not a missing one. */
function manca(chiave: string, { contenuto, guasti, fuoriScala }: RigaInEsame): boolean {
  if (guasti.has(chiave) || fuoriScala.includes(chiave)) return false;
  let value: unknown = contenuto;
  for (const part of chiave.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[part];
  return value === undefined || value === '';
}
