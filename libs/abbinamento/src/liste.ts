import { drain, learn } from './apprendimento.js';
import { Bilancia, type Evidenza } from './bilancia.js';
import {
  type Giudizio,
  type OpzioniGiudizio,
  SOGLIE,
  isPossible,
  judgePreparati,
  nats,
  probabilityOf,
} from './giudizio.js';
import type { Indice } from './indice.js';
import type { Modello } from './modello.js';
import { indiceOf, prepareAll, startOf } from './preparazione.js';
import type { Preparato } from './preparato.js';
import type { Soggetto } from './soggetto.js';
import { type Veto, vetiOf } from './veti.js';

/** How a field of another layout is compared: as words, as a number or code, or only as equal or not. */
export type GenereAltro = 'testo' | 'numero' | 'categoria';

export interface OpzioniListe extends OpzioniGiudizio {
  /** Without it, one is learnt from the lists. */
  readonly modello?: Modello;
  /** Fields of `altri` that are compared. */
  readonly altri?: Readonly<Record<string, GenereAltro>>;
}

export interface OpzioniDueListe extends OpzioniListe {
  /** No person is twice in a list: of two records that find the same one, the nearer has it. */
  readonly unoAUno?: boolean;
}

/** What became of one record of the first list; `candidato` is a row of the second. */
export type Abbinamento = Giudizio & { readonly riga: number };

/** Two records of one list that are, or may be, one person. */
export interface Coppia {
  readonly una: number;
  readonly altra: number;
  readonly esito: 'certa' | 'dubbia';
  readonly punteggio: number;
  readonly probabilita: number;
  readonly veti: readonly Veto[];
  readonly evidenza: readonly Evidenza[];
}

/** Looks in the second list for every record of the first, one by one as they are asked for. */
export function* abbinaListe(
  prima: readonly Soggetto[],
  seconda: readonly Soggetto[],
  opzioni: OpzioniDueListe = {},
): Generator<Abbinamento> {
  const { uno, indice, bilancia } = ready(prima, seconda, opzioni);
  const found = judgeAll(uno, indice, bilancia, opzioni);
  yield* opzioni.unoAUno === true ? assign([...found]) : found;
}

/** Looks for the records of one list that are the same person. Every pair once, the smaller row first. */
export function* abbinaLista(lista: readonly Soggetto[], opzioni: OpzioniListe = {}): Generator<Coppia> {
  const { uno, indice, bilancia } = ready(lista, undefined, opzioni);
  const { certa, dubbia } = { ...SOGLIE, ...opzioni.soglie };
  const veti = opzioni.veti ?? true;
  const least = nats(dubbia);
  for (const [una, preparato] of uno.entries()) {
    for (const altra of indice.candidatesOf(preparato)) {
      if (altra <= una) continue;
      const other = indice.recordOf(altra);
      const punteggio = bilancia.weigh(preparato, other);
      const circostanze = bilancia.circostanze(preparato, other);
      if (!isPossible(punteggio, least, veti, bilancia.levels, circostanze)) continue;
      const against = veti ? vetiOf(bilancia.levels, circostanze) : [];
      const probabilita = probabilityOf(punteggio);
      const esito = against.length === 0 && probabilita >= certa ? 'certa' : 'dubbia';
      yield { una, altra, esito, punteggio, probabilita, veti: against, evidenza: bilancia.evidenza(preparato, other) };
    }
  }
}

function ready(prima: readonly Soggetto[], seconda: readonly Soggetto[] | undefined, opzioni: OpzioniListe) {
  const { altri, stessoLuogo, veti = true } = opzioni;
  const start = new Bilancia(opzioni.modello ?? startOf(altri), stessoLuogo);
  const uno = prepareAll(prima, start);
  const altro = seconda === undefined ? uno : prepareAll(seconda, start);
  const indice = indiceOf(uno, altro, altri);
  const learnt = opzioni.modello === undefined ? drain(learn('liste', { uno, altro, indice, veti }, start)) : undefined;
  return { uno, indice, bilancia: learnt === undefined ? start : new Bilancia(learnt, stessoLuogo) };
}

function* judgeAll(
  uno: readonly Preparato[],
  indice: Indice,
  bilancia: Bilancia,
  opzioni: OpzioniGiudizio,
): Generator<Abbinamento> {
  for (const [riga, preparato] of uno.entries()) {
    const candidati = Array.from(indice.candidatesOf(preparato), (row) => [row, indice.recordOf(row)] as const);
    yield { riga, ...judgePreparati(preparato, candidati, bilancia, opzioni) };
  }
}

/** Gives each record of the second list to the nearest of those that found it for certain; to the others it is a doubt. */
function assign(abbinamenti: readonly Abbinamento[]): Abbinamento[] {
  const holders = new Map<number, Abbinamento>();
  for (const found of abbinamenti) {
    if (found.esito !== 'certa') continue;
    const holder = holders.get(found.candidato);
    if (holder === undefined || (holder.esito === 'certa' && holder.punteggio < found.punteggio))
      holders.set(found.candidato, found);
  }
  return abbinamenti.map((found) =>
    found.esito !== 'certa' || holders.get(found.candidato) === found
      ? found
      : { ...found, esito: 'dubbia' as const, veti: [...found.veti, 'gia_abbinato' as const] },
  );
}
