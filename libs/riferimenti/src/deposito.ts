import type { AttoDelega, ContenutoDelega } from './contenuti.js';
import { isInForce } from './validita.js';

/** The act that decides, as answers name it. */
export interface AttoInVigore extends AttoDelega {
  /** Id of the delega. */
  readonly delega: string;
  readonly dal: string;
  readonly al: string | null;
}

/** Why a deposit is refused; the words belong to the app that refuses. */
export type MotivoRifiuto =
  | 'ente_sconosciuto'
  | 'ente_non_in_vigore'
  | 'nessuna_adesione'
  | 'adesione_non_in_vigore'
  | 'nessuna_delega'
  | 'delega_non_in_vigore';

export type Autorizzazione =
  | {
      readonly consentito: true;
      /** Missing when the ente deposits for itself. */
      readonly atto?: AttoInVigore;
    }
  | {
      readonly consentito: false;
      readonly motivo: MotivoRifiuto;
      /** The act that is not in force any more, or not yet. */
      readonly atto?: AttoInVigore;
      /**
       * True when nothing but the adesione of the erogatore is missing. Only such a mittente may be told of it: others would learn who
       * takes part.
       */
      readonly mancaSoloAdesione?: true;
    };

export interface Delega extends ContenutoDelega {
  readonly id: string;
}

/** What says whether a delega given to a capofila as such still holds. */
export interface ContestoAmbiti {
  /** True if on the day the delegato is capofila of the ambito and the delegante belongs to it. */
  isCapofilaFor(ambito: string, delegato: string, delegante: string, day: string): boolean;
}

/** What a delega is judged with. */
export interface ContestoDeleghe extends ContestoAmbiti {
  /** Every delega whose delegato is this ente. */
  readonly received: readonly Delega[];
  delega(id: string): Delega | undefined;
}

/**
 * The acts by which the holder of `received` may deposit for `erogatore`: a delega of the erogatore itself, or a sub-delega by one
 * who had it from the erogatore with leave to pass it on (one step: no act seen provides for more).
 */
export function authorizeDeposito(
  contesto: ContestoDeleghe,
  erogatore: string,
  tracciato: string,
  day: string,
): Autorizzazione {
  const acts = contesto.received
    .filter((delega) => delega.oggetto === 'deposito' && delega.tracciato === tracciato)
    .map((delega) => ({ delega, chain: chainFrom(contesto, delega, erogatore, tracciato) }))
    .filter(({ chain }) => chain.length > 0)
    .toSorted((one, other) => (one.delega.dal < other.delega.dal ? 1 : -1));
  const inForce = acts.find(({ chain }) => chain.every((delega) => holds(contesto, delega, day)));
  if (inForce !== undefined) return { consentito: true, atto: attoOf(inForce.delega) };
  return acts[0] === undefined
    ? { consentito: false, motivo: 'nessuna_delega' }
    : { consentito: false, motivo: 'delega_non_in_vigore', atto: attoOf(acts[0].delega) };
}

function chainFrom(contesto: ContestoDeleghe, delega: Delega, erogatore: string, tracciato: string): Delega[] {
  if (delega.derivaDa === null) return delega.delegante === erogatore ? [delega] : [];
  const origin = contesto.delega(delega.derivaDa);
  const passedOn =
    origin !== undefined &&
    origin.subdelegabile &&
    origin.derivaDa === null &&
    origin.oggetto === 'deposito' &&
    origin.tracciato === tracciato &&
    origin.delegato === delega.delegante &&
    origin.delegante === erogatore;
  return passedOn ? [origin, delega] : [];
}

/** True if the delega is in force on the day and, if it was given to a capofila as such, delegato and delegante still are what it says. */
export function holds(contesto: ContestoAmbiti, delega: Delega, day: string): boolean {
  const { ambito, delegato, delegante } = delega;
  return isInForce(delega, day) && (ambito === null || contesto.isCapofilaFor(ambito, delegato, delegante, day));
}

export function attoOf(delega: Delega): AttoInVigore {
  return { ...delega.atto, delega: delega.id, dal: delega.dal, al: delega.al };
}
