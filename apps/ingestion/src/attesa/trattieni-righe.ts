import type { Tx } from '#libs/persistence';
import type { KeyRing } from '#libs/security';
import type { RevisioniDecise } from '../record/revisioni.js';
import type { Applicata } from '../record/riga-applicata.js';
import { isMancante } from '../validazione/codifica-accolta.js';
import type { Lotto } from '../validazione/lotto.js';
import type { DaDire, RigaTrattenuta } from './riga-trattenuta.js';
import { tellAttesa, writeAttese } from './scrivi-attese.js';

/** A riga whose code leads nowhere yet. */
interface Trattenuta extends RigaTrattenuta, DaDire {
  /** Its revision is the current one still: the delivery itself did not replace it. */
  readonly attuale: boolean;
}

/** What the righe of a delivery have in common. */
export type Consegna = Omit<DaDire['comune'], 'testata'> & { readonly enteErogatore: string };

/** Of the righe of a delivery those that wait. @param applicate those of all the lotti, in their order */
export function trattenuteOf(
  { invioId, tracciato, enteMittente, enteErogatore, accettateIl }: Consegna,
  lotti: readonly Lotto[],
  applicate: readonly Applicata[],
  { record }: Pick<RevisioniDecise, 'record'>,
): readonly Trattenuta[] {
  if (!applicate.some(([, { trattenuta }]) => trattenuta)) return [];
  const current = new Set(record.flatMap(({ stato, rigaOrigine }) => (stato === 'attivo' ? [rigaOrigine] : [])));
  let from = 0;
  return lotti.flatMap(({ accolte, testata }) => {
    const comune = { invioId, tracciato, enteMittente, accettateIl, testata };
    return applicate
      .slice(from, (from += accolte.length))
      .flatMap(([{ codifica, contenuto, recordId }, { rigaId, revisione, trattenuta }]) => {
        if (!trattenuta || !isMancante(codifica)) return [];
        const { ricevuto: codice, giorno } = codifica;
        const attuale = current.has(rigaId);
        return [{ rigaId, recordId, revisione: revisione!, enteErogatore, codice, giorno, comune, contenuto, attuale }];
      });
  });
}

/** Says of them that they wait, and puts away those that still do when the delivery is at its end. */
export async function holdRighe(tx: Tx, keyRing: KeyRing, il: Date, trattenute: readonly Trattenuta[]): Promise<void> {
  await tellAttesa(tx, keyRing, 'trattenuta', il, trattenute);
  await writeAttese(
    tx,
    keyRing,
    il,
    trattenute.filter(({ attuale }) => attuale),
  );
}
