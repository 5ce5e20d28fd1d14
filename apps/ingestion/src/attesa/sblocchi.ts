import type { RecordNoto } from '../record/record-noto.js';
import { RecordVivi } from '../record/record-vivi.js';

/** A riga whose code has come to mean something, and the prestazione that it is of by that code. */
export interface RigaNominata {
  readonly rigaId: string;
  readonly recordId: string;
  readonly revisione: number;
  readonly ente: string;
  /** Null when it names nobody. */
  readonly doppione: string | null;
}

export interface Sblocchi<R> {
  readonly libere: readonly R[];
  /** Of a prestazione that another ente of the ambito has: both told, INPS would have it twice. */
  readonly doppie: readonly R[];
  /** Not the current revision of their record any more. */
  readonly lasciate: readonly R[];
  /** Records that take another name, by riga. */
  readonly nominati: ReadonlyMap<string, RecordNoto>;
}

/**
 * While its code led nowhere a riga was of a prestazione that nobody else could name: only now it can be told whether others have it.
 * Of two that wait for one prestazione the first goes.
 */
export function decideSblocchi<R extends RigaNominata>(
  noti: ReadonlyMap<string, RecordNoto>,
  righe: readonly R[],
): Sblocchi<R> {
  const vivi = new RecordVivi(noti);
  const libere: R[] = [];
  const doppie: R[] = [];
  const lasciate: R[] = [];
  const nominati = new Map<string, RecordNoto>();
  for (const riga of righe) {
    const { recordId, ente: enteErogatore, doppione } = riga;
    const noto = noti.get(recordId);
    if (!isCurrent(noto, riga)) {
      lasciate.push(riga);
      continue;
    }
    const altri = vivi.altriDi({ recordId, enteErogatore, doppione, completareEntro: null }, noto);
    if (altri === 'di_altro_ente') {
      doppie.push(riga);
      continue;
    }
    libere.push(riga);
    if (noto.doppione === doppione) continue;
    const nominato = { ...noto, doppione, gemello: altri === 'gemelli' };
    vivi.set(nominato);
    nominati.set(riga.rigaId, nominato);
  }
  return { libere, doppie, lasciate, nominati };
}

function isCurrent(noto: RecordNoto | undefined, { rigaId, revisione }: RigaNominata): noto is RecordNoto {
  return noto?.stato === 'attivo' && noto.rigaOrigine === rigaId && noto.revisione === revisione;
}
