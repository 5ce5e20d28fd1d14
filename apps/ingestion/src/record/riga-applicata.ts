import type { StatoRiga } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { readFatti } from '../fatto/leggi-fatti.js';
import { type SituazioneViva, situazioneViva } from '../fatto/situazione-viva.js';
import type { IdMittenteScritto } from '../riga/id-mittente.js';
import { type CodificaScritta, type RigaDaScrivere, readCodifiche } from '../riga/scrivi-righe.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import type { RilieviDiEnte, RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import { type Conteggi, countsOf, sumOf } from '../validazione/conteggi.js';
import { type CodificaAccolta, isTradotta } from '../validazione/codifica-accolta.js';
import type { Applicata } from './decidi-righe.js';
import type { RevisioniDecise } from './revisioni.js';

/** Rilievi of the reading come first; those found here are numbered far from them. */
const PRIMO_INDICE = 1000;

/** Where a riga that made a revision is, and how its code was read if it was not INPS's own. */
export interface SituazioneOrigine extends SituazioneViva {
  readonly codifica?: CodificaScritta;
}

/** Where each riga that made a revision is, of those that live righe of this delivery repeat: they take its place at once. */
export async function situazioniOf(
  tx: Tx,
  applicate: readonly Applicata[],
): Promise<ReadonlyMap<string, SituazioneOrigine>> {
  const ripetute = applicate.flatMap(({ riga, decisa: { stato, rigaOrigine } }) =>
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
  { riga, di, decisa }: Applicata,
  situazioni: ReadonlyMap<string, SituazioneOrigine>,
  idMittente: IdMittenteScritto | null,
): RigaDaScrivere {
  const { linea, colonna, annullamento, codifica, foglio = null } = riga;
  const {
    rigaId: id,
    recordId,
    revisione = null,
    sostituitaDa = null,
    rigaOrigine = null,
    completareEntro = null,
  } = decisa;
  const found = decisa.stato === 'accettata' && rigaOrigine !== null ? situazioni.get(rigaOrigine) : undefined;
  const { stato, inAttesaDal } = found ?? { stato: decisa.stato, inAttesaDal: null };
  return {
    id,
    enteErogatore: di.enteErogatore,
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
    foglio,
    idMittente,
    completareEntro,
  };
}

/** One that repeats a riga that waits does not know more than it. */
function codificaScritta(codifica: CodificaAccolta, stato: StatoRiga): CodificaScritta | null {
  if (codifica === undefined) return null;
  const { ricevuto } = codifica;
  if (!isTradotta(codifica) || stato === 'in_attesa_di_codifica') return { ricevuto, inps: null, versioni: null };
  return { ricevuto, inps: codifica.inps, versioni: codifica.versioni };
}

/** What only the ledger can find. */
export function rilieviOf({ riga, di: { enteErogatore }, decisa }: Applicata): RilieviDiEnte[] {
  if (decisa.regola === undefined) return [];
  const { numero, linea, colonna, foglio } = riga;
  const place = { riga: numero, linea, colonna, ...(foglio === undefined ? {} : { foglio }) };
  return [
    { numero, enteErogatore, dal: PRIMO_INDICE, rilievi: [rilievoConStato(REGOLE_CON_STATO[decisa.regola], place)] },
  ];
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
  const before = ripensate.map(({ rigaOrigine, provvisoria }) =>
    provvisoria ? 'provvisoria' : inAttesa?.has(rigaOrigine) === true ? 'in_attesa_di_codifica' : 'accettata',
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
