import type { Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { RevisioniDecise } from '../record/revisioni.js';
import type { Applicata } from '../record/decidi-righe.js';
import { isMancante } from '../validazione/codifica-accolta.js';
import type { DaDire, RigaTrattenuta } from './riga-trattenuta.js';
import { markVariate, tellAttesa, writeAttese } from './scrivi-attese.js';

/** A riga whose code leads nowhere yet. */
interface Trattenuta extends RigaTrattenuta, DaDire {
  /** Its revision is the current one still: the delivery itself did not replace it. */
  readonly attuale: boolean;
}

/** Of the righe of a delivery those that wait. */
export function trattenuteOf(
  { invioId, tracciato, enteMittente, accettateIl }: Omit<DaDire['comune'], 'testata'>,
  applicate: readonly Applicata[],
  { record }: Pick<RevisioniDecise, 'record'>,
): readonly Trattenuta[] {
  if (!applicate.some(({ decisa }) => decisa.trattenuta)) return [];
  const current = new Set(record.flatMap(({ stato, rigaOrigine }) => (stato === 'attivo' ? [rigaOrigine] : [])));
  return applicate.flatMap(({ riga: { codifica, contenuto }, di, decisa }) => {
    const { rigaId, recordId, revisione, trattenuta } = decisa;
    if (!trattenuta || !isMancante(codifica)) return [];
    const { ricevuto: codice, giorno } = codifica;
    const { enteErogatore, testata } = di;
    const waits = { rigaId, recordId, revisione: revisione!, enteErogatore, codice, giorno };
    const comune = { invioId, tracciato, enteMittente, accettateIl, testata };
    return [{ ...waits, comune, contenuto, attuale: current.has(rigaId) }];
  });
}

/**
 * Says of them that they wait, and puts away those that still do when the delivery is at its end.
 * @param tolte those that waited until this delivery replaced them
 */
export async function holdRighe(
  tx: Tx,
  keyRing: KeyRing,
  il: Date,
  trattenute: readonly Trattenuta[],
  tolte: readonly { readonly ente: string }[],
): Promise<void> {
  await tellAttesa(tx, keyRing, 'trattenuta', il, trattenute);
  await writeAttese(
    tx,
    keyRing,
    il,
    trattenute.filter(({ attuale }) => attuale),
  );
  await markVariate(tx, [...tolte.map(({ ente }) => ente), ...trattenute.map(({ enteErogatore }) => enteErogatore)]);
}
