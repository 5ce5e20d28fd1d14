import { legalDay } from '#libs/codici';
import { type Tx, legalDayOf } from '#libs/persistence';
import { rigaId } from '../riga/riga-id.js';
import { isMancante } from '../validazione/codifica-accolta.js';
import type { Intestazione } from '../validazione/intestazione.js';
import type { Lavoro } from '../validazione/lavori.js';
import { type Lotto, type RigaAccolta, intestazioneOf } from '../validazione/lotto.js';
import { lockRecords } from './leggi-record.js';
import type { RecordNoto } from './record-noto.js';
import { type RevisioniDecise, type RigaDecisa, decideRevisions } from './revisioni.js';
import type { RigaInAttesa } from './riga-in-attesa.js';

/** A riga that passed the checks of delivery, whose it is, and what was decided of it. */
export interface Applicata {
  readonly riga: RigaAccolta;
  readonly di: Intestazione;
  readonly decisa: RigaDecisa;
}

/** What becomes of the accepted righe of some lotti. */
export interface ConsegnaDecisa {
  readonly noti: ReadonlyMap<string, RecordNoto>;
  readonly decise: RevisioniDecise;
  /** By lotto, in document order. */
  readonly perLotto: readonly (readonly Applicata[])[];
}

/** How righe of a delivery are decided on, all alike. */
interface ModoDecisione {
  /** That a provisional riga has to be completed. */
  readonly giorni: number;
  /** Receivers hear also of a riga that changes nothing. */
  readonly ancheUguali: boolean;
}

/** Locks the records that righe speak of and decides on each. */
export async function decideRighe(
  tx: Tx,
  { invioId, ordine, ricevutoIl }: Pick<Lavoro, 'invioId' | 'ordine' | 'ricevutoIl'>,
  lotti: readonly Lotto[],
  { giorni, ancheUguali }: ModoDecisione,
): Promise<ConsegnaDecisa> {
  const accolte = lotti.flatMap((lotto) => lotto.accolte.map((riga) => ({ riga, di: intestazioneOf(lotto, riga) })));
  const noti = await lockRecords(
    tx,
    accolte.map(({ riga }) => riga.recordId),
    accolte.flatMap(({ riga: { doppione } }) => (doppione === undefined ? [] : [doppione])),
  );
  const entro = dayAfter(legalDayOf(ricevutoIl), giorni);
  const daDecidere = accolte.map(({ riga, di }) => inAttesaOf(invioId, riga, di, entro));
  const decise = decideRevisions(noti, daDecidere, ordine, ancheUguali);
  let from = 0;
  const perLotto = lotti.map((lotto) =>
    lotto.accolte.map((): Applicata => {
      const at = from++;
      return { ...accolte[at]!, decisa: decise.righe[at]! };
    }),
  );
  return { noti, decise, perLotto };
}

function inAttesaOf(invioId: string, riga: RigaAccolta, { enteErogatore }: Intestazione, entro: string): RigaInAttesa {
  const { recordId, impronta, annullamento, doppione = null, idMittente, provvisoria, codifica } = riga;
  return {
    rigaId: rigaId(invioId, riga.numero),
    recordId,
    enteErogatore,
    impronta,
    annullamento,
    conIdMittente: idMittente !== undefined,
    doppione,
    completareEntro: provvisoria === true && !annullamento ? entro : null,
    trattenuta: isMancante(codifica),
  };
}

const DAY = 86_400_000;

function dayAfter(day: string, giorni: number): string {
  return legalDay(new Date(Date.parse(day) + giorni * DAY).toISOString().slice(0, 10));
}
