import type { Tx } from '#libs/persistence';
import { readFatti } from '../fatto/leggi-fatti.js';
import { type SituazioneViva, situazioneViva } from '../fatto/situazione-viva.js';
import { rigaId } from '../riga/riga-id.js';
import type { RigaDaScrivere } from '../riga/scrivi-righe.js';
import { REGOLE_CON_STATO, rilievoConStato } from '../rilievo/regole-con-stato.js';
import type { RilieviDiRiga } from '../rilievo/scrivi-rilievi.js';
import { type Conteggi, countsOf, sumOf } from '../validazione/conteggi.js';
import type { RigaAccolta, RigaRespinta } from '../validazione/lotto.js';
import type { RevisioniDecise, RigaDecisa } from './revisioni.js';

/** Rilievi of the reading come first; those found here are numbered far from them. */
const PRIMO_INDICE = 1000;

/** A riga and what was decided of it. */
export type Applicata = readonly [riga: RigaAccolta, decisa: RigaDecisa];

/** Where each riga that made a revision is, of those that live righe of this delivery repeat: they take its place at once. */
export async function situazioniOf(
  tx: Tx,
  applicate: readonly Applicata[],
): Promise<ReadonlyMap<string, SituazioneViva>> {
  const origini = applicate.flatMap(([, { stato, rigaOrigine }]) =>
    stato === 'accettata' && rigaOrigine !== undefined ? [rigaOrigine] : [],
  );
  const fatti = await readFatti(tx, origini);
  return new Map([...fatti].map(([origine, ofRiga]) => [origine, situazioneViva(ofRiga)]));
}

export function written(
  [{ linea, colonna, annullamento, recordId }, decisa]: Applicata,
  situazioni: ReadonlyMap<string, SituazioneViva>,
): RigaDaScrivere {
  const { rigaId: id, revisione = null, sostituitaDa = null, rigaOrigine = null } = decisa;
  const found = decisa.stato === 'accettata' && rigaOrigine !== null ? situazioni.get(rigaOrigine) : undefined;
  const { stato, inAttesaDal } = found ?? { stato: decisa.stato, inAttesaDal: null };
  return { id, linea, colonna, stato, annullamento, recordId, revisione, sostituitaDa, rigaOrigine, inAttesaDal };
}

export function rejected(invioId: string, { numero, linea, colonna, annullamento }: RigaRespinta): RigaDaScrivere {
  const none = { recordId: null, revisione: null, sostituitaDa: null, rigaOrigine: null, inAttesaDal: null };
  return { id: rigaId(invioId, numero), linea, colonna, stato: 'respinta', annullamento, ...none };
}

/** What only the ledger can find. */
export function rilieviOf([{ numero, linea, colonna, annullamento }, decisa]: Applicata): RilieviDiRiga[] {
  const regola =
    decisa.stato === 'respinta' && annullamento
      ? REGOLE_CON_STATO.annullamentoSconosciuto
      : decisa.revisione !== undefined && !decisa.daPubblicare
        ? REGOLE_CON_STATO.giaPresente
        : undefined;
  if (regola === undefined) return [];
  return [{ numero, dal: PRIMO_INDICE, rilievi: [rilievoConStato(regola, { riga: numero, linea, colonna })] }];
}

/** @param decise undefined when every riga is refused */
export function conteggiOf(
  invioId: string,
  respinte: number,
  decise: RevisioniDecise | undefined,
  rilievi: readonly RilieviDiRiga[],
): Conteggi {
  const verdetti = countsOf(decise?.righe.map(({ stato }) => stato) ?? []);
  const prefisso = invioId.slice(0, 28);
  const ripensate = decise?.sostituite.filter((one) => one.rigaId.startsWith(prefisso)) ?? [];
  const variazioni: Conteggi[] = [
    {
      perStato: { respinta: respinte },
      perRegola: countsOf(rilievi.flatMap((one) => one.rilievi.map(({ regola }) => regola))),
    },
    { perStato: countsOf(ripensate.map(({ stato }) => stato)), perRegola: {} },
    { perStato: { accettata: -ripensate.length }, perRegola: {} },
  ];
  return variazioni.reduce(sumOf, { perStato: verdetti, perRegola: {} });
}
