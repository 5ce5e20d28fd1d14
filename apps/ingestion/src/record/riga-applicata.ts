import type { StatoRiga } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { readFatti } from '../fatto/leggi-fatti.js';
import { type SituazioneViva, situazioneViva } from '../fatto/situazione-viva.js';
import { rigaId } from '../riga/riga-id.js';
import { type CodificaScritta, type RigaDaScrivere, readCodifiche } from '../riga/scrivi-righe.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import { type Conteggi, countsOf, sumOf } from '../validazione/conteggi.js';
import { type CodificaAccolta, isTradotta } from '../validazione/codifica-accolta.js';
import type { RigaAccolta, RigaRespinta } from '../validazione/lotto.js';
import type { RevisioniDecise, RigaDecisa } from './revisioni.js';

/** Rilievi of the reading come first; those found here are numbered far from them. */
const PRIMO_INDICE = 1000;

/** A riga and what was decided of it. */
export type Applicata = readonly [riga: RigaAccolta, decisa: RigaDecisa];

/** Where a riga that made a revision is, and how its code was read if it was not INPS's own. */
export interface SituazioneOrigine extends SituazioneViva {
  readonly codifica?: CodificaScritta;
}

/** Where each riga that made a revision is, of those that live righe of this delivery repeat: they take its place at once. */
export async function situazioniOf(
  tx: Tx,
  applicate: readonly Applicata[],
): Promise<ReadonlyMap<string, SituazioneOrigine>> {
  const ripetute = applicate.flatMap(([riga, { stato, rigaOrigine }]) =>
    stato === 'accettata' && rigaOrigine !== undefined ? [{ riga, rigaOrigine }] : [],
  );
  const fatti = await readFatti(
    tx,
    ripetute.map(({ rigaOrigine }) => rigaOrigine),
  );
  // What travelled was read when the revision was made: a repetition does not read it anew.
  const tradotte = ripetute.filter(({ riga }) => riga.codifica !== undefined);
  const codifiche = await readCodifiche(
    tx,
    tradotte.map(({ rigaOrigine }) => rigaOrigine),
  );
  return new Map(
    ripetute.flatMap(({ rigaOrigine }) => {
      const ofRiga = fatti.get(rigaOrigine);
      const codifica = codifiche.get(rigaOrigine);
      if (ofRiga === undefined && codifica === undefined) return [];
      const situazione = situazioneViva(ofRiga ?? []);
      return [[rigaOrigine, codifica === undefined ? situazione : { ...situazione, codifica }] as const];
    }),
  );
}

export function written(
  [{ linea, colonna, annullamento, recordId, codifica }, decisa]: Applicata,
  situazioni: ReadonlyMap<string, SituazioneOrigine>,
): RigaDaScrivere {
  const { rigaId: id, revisione = null, sostituitaDa = null, rigaOrigine = null } = decisa;
  const found = decisa.stato === 'accettata' && rigaOrigine !== null ? situazioni.get(rigaOrigine) : undefined;
  const { stato, inAttesaDal } = found ?? { stato: decisa.stato, inAttesaDal: null };
  return {
    id,
    linea,
    colonna,
    stato,
    annullamento,
    recordId,
    revisione,
    sostituitaDa,
    rigaOrigine,
    inAttesaDal,
    codifica: found?.codifica ?? codificaScritta(codifica, stato),
  };
}

/** One that repeats a riga that waits does not know more than it. */
function codificaScritta(codifica: CodificaAccolta, stato: StatoRiga): CodificaScritta | null {
  if (codifica === undefined) return null;
  const { ricevuto } = codifica;
  if (!isTradotta(codifica) || stato === 'in_attesa_di_codifica') return { ricevuto, inps: null, versioni: null };
  return { ricevuto, inps: codifica.inps, versioni: codifica.versioni };
}

export function rejected(invioId: string, { numero, linea, colonna, annullamento }: RigaRespinta): RigaDaScrivere {
  const none = {
    recordId: null,
    revisione: null,
    sostituitaDa: null,
    rigaOrigine: null,
    inAttesaDal: null,
    codifica: null,
  };
  return { id: rigaId(invioId, numero), linea, colonna, stato: 'respinta', annullamento, ...none };
}

/** What only the ledger can find. */
export function rilieviOf([{ numero, linea, colonna, annullamento }, decisa]: Applicata): RilieviDiRiga[] {
  const regola =
    decisa.stato === 'respinta' && annullamento
      ? REGOLE_CON_STATO.annullamentoSconosciuto
      : decisa.rigaOrigine !== undefined
        ? REGOLE_CON_STATO.giaPresente
        : undefined;
  if (regola === undefined) return [];
  return [{ numero, dal: PRIMO_INDICE, rilievi: [rilievoConStato(regola, { riga: numero, linea, colonna })] }];
}

/** What a part of a delivery did. */
export interface Effetto {
  readonly scritte: readonly RigaDaScrivere[];
  readonly decise: RevisioniDecise;
  /** Righe that made a revision and wait, or waited until this delivery replaced them. */
  readonly inAttesa: ReadonlySet<string>;
}

/** @param effetto undefined when every riga is refused */
export function conteggiOf(
  invioId: string,
  respinte: number,
  effetto: Effetto | undefined,
  rilievi: readonly RilieviDiRiga[],
): Conteggi {
  const { scritte = [], decise, inAttesa } = effetto ?? {};
  const attese = new Set(scritte.filter(({ stato }) => stato === 'in_attesa_di_codifica').map(({ id }) => id));
  const verdetti = (decise?.righe ?? []).map(({ rigaId: id, stato }) =>
    attese.has(id) ? 'in_attesa_di_codifica' : stato,
  );
  const prefisso = invioId.slice(0, 28);
  const ripensate = decise?.sostituite.filter((one) => one.rigaId.startsWith(prefisso)) ?? [];
  const before = ripensate.map(({ rigaOrigine }) =>
    inAttesa?.has(rigaOrigine) === true ? 'in_attesa_di_codifica' : 'accettata',
  );
  const variazioni: Conteggi[] = [
    {
      perStato: { respinta: respinte },
      perRegola: countsOf(rilievi.flatMap((one) => one.rilievi.map(({ regola }) => regola))),
    },
    { perStato: countsOf(ripensate.map(({ stato }) => stato)), perRegola: {} },
    { perStato: negated(countsOf(before)), perRegola: {} },
  ];
  return variazioni.reduce(sumOf, { perStato: countsOf(verdetti), perRegola: {} });
}

function negated(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([word, count]) => [word, -count]));
}
