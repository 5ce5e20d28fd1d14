import { ANAGRAFICA, byRecency, forza, voceOf } from './autorita.js';
import { type CodiceDetto, codicePrincipale } from './codice-detto.js';
import type { Scheda } from './dati-persona.js';

/** A code of a person, and the scheda that says it best. */
interface Voto {
  readonly detto: CodiceDetto;
  readonly scheda: Scheda;
  readonly forza: number;
  readonly principale: boolean;
}

/** What replaces what: who has a codice fiscale goes by it, whatever it was given before. An id of a registry is no code to go by. */
const SISTEMI: readonly string[] = ['codice_fiscale', 'codice_fiscale_provvisorio', 'eni', 'stp'];

/** The codes of a person, the one it goes by first, with the record that says that one. */
export interface CodiciMigliori {
  readonly codici: readonly CodiceDetto[];
  readonly recordId: string | undefined;
}

/**
 * Which of its codes a person goes by: of the highest system that it has, a validated one before any other; then one that nobody as
 * strong says to have ceased; then the strongest source, then the most recent. The others stay, each as its strongest source says it.
 */
export function codiciMigliori(schede: readonly Scheda[], residenza: string | null): CodiciMigliori {
  const voti = schede.flatMap((scheda) => {
    const place = forza(ANAGRAFICA, voceOf(scheda, residenza));
    const principale = codicePrincipale(scheda.dati.codici);
    return scheda.dati.codici.map((detto): Voto => ({ detto, scheda, forza: place, principale: detto === principale }));
  });
  const attuale = voti
    .filter(({ detto }) => detto.stato !== 'cessato' && SISTEMI.includes(detto.sistema))
    .toSorted(
      (one, other) => order(one, voti) - order(other, voti) || byPrincipale(one, other) || byForza(one, other),
    )[0];
  const others = new Map<string, Voto>();
  for (const voto of voti.toSorted(byForza)) {
    const key = keyOf(voto.detto);
    if (!others.has(key)) others.set(key, voto);
  }
  if (attuale !== undefined) others.delete(keyOf(attuale.detto));
  const rest = [...others].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, { detto }]) => detto);
  if (attuale === undefined) return { codici: rest, recordId: undefined };
  return {
    codici: [attuale.detto, ...rest.map((detto) => besides(attuale.detto, detto))],
    recordId: attuale.scheda.recordId,
  };
}

/** Less is better; the three rules that come before the strength of the source. */
function order({ detto, forza: own }: Voto, voti: readonly Voto[]): number {
  const ceased = voti.some(
    (other) => other.detto.stato === 'cessato' && other.forza <= own && same(other.detto, detto),
  );
  return SISTEMI.indexOf(detto.sistema) * 4 + (detto.stato === 'validato' ? 0 : 2) + (ceased ? 1 : 0);
}

function byPrincipale(one: Voto, other: Voto): number {
  return Number(other.principale) - Number(one.principale);
}

function byForza(one: Voto, other: Voto): number {
  return one.forza - other.forza || byRecency(one.scheda, other.scheda);
}

/** Another code of the system that the person goes by is one that it went by. */
function besides(attuale: CodiceDetto, detto: CodiceDetto): CodiceDetto {
  return detto.sistema === attuale.sistema ? { ...detto, stato: 'cessato' } : detto;
}

function same(one: CodiceDetto, other: CodiceDetto): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ sistema, codice }: CodiceDetto): string {
  return `${sistema}:${codice}`;
}

/** The code by which people know a person; undefined if it has none, but for those of registries. */
export function codiceCorrente([first]: readonly CodiceDetto[]): string | undefined {
  return first !== undefined && first.stato !== 'cessato' && SISTEMI.includes(first.sistema) ? first.codice : undefined;
}
