import { findCicli, findSostituitiIgnoti } from '../pacchetto/coerenza-nomenclature.js';
import { findDoppioni, problemaIn } from '../pacchetto/coerenza.js';
import type { RigaVoce } from '../pacchetto/pacchetto-nomenclature.js';
import type { Problema } from '../pacchetto/problema.js';
import type { RegolaVoci } from './regole-voci.js';

/** What is wrong with one item among its list. */
export interface Difetto {
  readonly regola: RegolaVoci;
  /** Row of the item, as its `posto` says; null where the fault is of the whole list. */
  readonly riga: number | null;
  readonly campo: string;
  /** Italian. */
  readonly messaggio: string;
}

/** An item travels whole in one message, beside others. */
const LARGEST_ITEM_BYTES = 64 * 1024;

/**
 * Codes given twice, trees that bite their tail, successors of nobody, a list without items. A parent that is no code of the list is a
 * mere heading.
 * @param prima codes of the version before; none if there is none
 */
export function difettiDi(voci: readonly RigaVoce[], prima: ReadonlySet<string>): Difetto[] {
  if (voci.length === 0) return [{ regola: 'nessunaVoce', riga: null, campo: '', messaggio: 'Non c’è nessuna voce.' }];
  const of = (regola: RegolaVoci, problemi: readonly Problema[]): Difetto[] =>
    problemi.map(({ riga, campo, messaggio }) => ({ regola, riga, campo, messaggio }));
  return [
    ...of(
      'codiceRipetuto',
      findDoppioni(voci, 'codice', ({ codice }) => codice),
    ),
    ...of(
      'valore',
      voci
        .filter((voce) => Buffer.byteLength(JSON.stringify(voce)) > LARGEST_ITEM_BYTES)
        .map((voce) => problemaIn(voce, 'attributi', 'La voce è troppo grande: più di 64 KiB in tutto.')),
    ),
    ...of('ciclo', findCicli(voci)),
    ...of('sostituitoIgnoto', findSostituitiIgnoti(voci, prima)),
  ].sort((one, other) => (one.riga ?? 0) - (other.riga ?? 0));
}
