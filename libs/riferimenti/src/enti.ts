import {
  type CodiceEnte,
  type ContenutoAmbito,
  type ContenutoEnte,
  type PeriodoEnte,
  SISTEMI_CODICE_ENTE,
  type Validita,
} from './contenuti.js';
import { groupBy } from './group-by.js';
import { isInForce, latestInForce } from './validita.js';

export interface Ente extends ContenutoEnte {
  readonly id: string;
}

export interface Ambito extends ContenutoAmbito {
  readonly id: string;
}

interface CodiceDiEnte extends CodiceEnte {
  readonly ente: Ente;
}

/** Every code of every ente, by its text in capitals: IPA codes are written in small letters, the others are not. */
export type IndiceCodici = ReadonlyMap<string, readonly CodiceDiEnte[]>;

export function indexCodici(enti: ReadonlyMap<string, ContenutoEnte>): IndiceCodici {
  const codici = [...enti].flatMap(([id, contenuto]) => {
    const ente = { id, ...contenuto };
    return contenuto.codici.map((codice) => ({ ...codice, ente }));
  });
  const precedence = (codice: CodiceEnte): number => SISTEMI_CODICE_ENTE.indexOf(codice.sistema);
  return groupBy(
    codici.sort((one, other) => precedence(one) - precedence(other)),
    (codice) => codice.codice.toUpperCase(),
  );
}

/**
 * The ente that has a code on a day. The same text may be a code of two enti in two systems: the system that comes first in
 * `SISTEMI_CODICE_ENTE` wins.
 */
export function enteByCodice(indice: IndiceCodici, codice: string, day: string): Ente | undefined {
  const found = indice.get(codice.toUpperCase()) ?? [];
  return found.find((one) => latestInForce([one], day) !== undefined)?.ente;
}

/** The ente that had a code last, of those that have it no more on a day. */
export function lastWithCodice(indice: IndiceCodici, codice: string, day: string): Ente | undefined {
  const ended = (indice.get(codice.toUpperCase()) ?? []).filter(({ al }) => al !== null && al < day);
  return ended.toSorted((one, other) => (one.al! < other.al! ? 1 : -1))[0]?.ente;
}

interface Appartenenza extends Validita {
  readonly ambito: Ambito;
}

/** The ambiti each ente belongs or belonged to. */
export type IndiceAmbiti = ReadonlyMap<string, readonly Appartenenza[]>;

export function indexAmbiti(ambiti: ReadonlyMap<string, ContenutoAmbito>): IndiceAmbiti {
  return indexBy(ambiti, ({ appartenenze }) => appartenenze);
}

/** The ambiti each ente is or was capofila of. */
export function indexCapofila(ambiti: ReadonlyMap<string, ContenutoAmbito>): IndiceAmbiti {
  return indexBy(ambiti, ({ capofila }) => capofila);
}

function indexBy(
  ambiti: ReadonlyMap<string, ContenutoAmbito>,
  periodsOf: (ambito: ContenutoAmbito) => readonly PeriodoEnte[],
): IndiceAmbiti {
  const all = [...ambiti].flatMap(([id, contenuto]) => {
    const ambito = { id, ...contenuto };
    return periodsOf(contenuto).map(({ ente, dal, al }) => ({ ente, dal, al, ambito }));
  });
  return groupBy(all, ({ ente }) => ente);
}

/** An ambito as it is on one legal day. */
export interface AmbitoInVigore {
  readonly id: string;
  readonly codice: string;
  readonly denominazione: string;
  readonly tipo: string;
  /** Internal ids of the enti that belong to it. */
  readonly enti: readonly string[];
  /** Internal id; undefined while nobody is named. */
  readonly capofila: string | undefined;
}

/** The ambiti in force on a day, by code. */
export function ambitiInVigore(ambiti: ReadonlyMap<string, ContenutoAmbito>, day: string): AmbitoInVigore[] {
  return [...ambiti]
    .filter(([, ambito]) => isInForce(ambito, day))
    .map(([id, { codice, denominazione, tipo, appartenenze, capofila }]) => ({
      id,
      codice,
      denominazione,
      tipo,
      enti: appartenenze.filter((period) => isInForce(period, day)).map(({ ente }) => ente),
      capofila: latestInForce(capofila, day)?.ente,
    }))
    .toSorted((one, other) => (one.codice < other.codice ? -1 : 1));
}
