import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { type TipoDifferenza, confronta } from '../differenze/differenze.js';
import { type RilievoLetto, fileConErrori } from '../lettura/rilievi.js';
import { readItems } from '../nomenclature/voci-tenute.js';
import { difettiDi } from './esame-voci.js';
import { type VersioneTenuta, versionePrima } from './versioni-tenute.js';
import type { VociInviate } from './voci-inviate.js';

/** What a list of items would be as a version. */
export interface EsitoEsame {
  /** The version published before it, if there is one. */
  readonly prima: string | null;
  readonly voci: number;
  /** How many differences of each kind from the version before. */
  readonly differenze: Readonly<Partial<Record<TipoDifferenza, number>>>;
  /** Warnings only: with a fault nothing is kept. */
  readonly rilievi: readonly RilievoLetto[];
}

/** Judges items as a whole, beside the version that they would come after. */
@Injectable()
export class EsaminaBozza {
  /** @throws Problem `file_con_errori` */
  async examine(tx: Tx, versioni: readonly VersioneTenuta[], dal: string, inviate: VociInviate): Promise<EsitoEsame> {
    const before = versionePrima(versioni, dal);
    const items = before === undefined ? [] : await readItems(tx, before.id);
    const difetti = inviate.errori > 0 ? [] : difettiDi(inviate.voci, new Set(items.map(({ codice }) => codice)));
    const { errori, avvisi, rilievi, voci } = inviate;
    if (errori + difetti.length > 0) {
      const found = [...rilievi, ...difetti.map(inviate.rilievoDi)];
      throw fileConErrori({ errori: errori + difetti.length, avvisi, rilievi: found });
    }
    const differenze: Partial<Record<TipoDifferenza, number>> = {};
    for (const { tipo } of confronta([items, voci]).differenze) differenze[tipo] = (differenze[tipo] ?? 0) + 1;
    return { prima: before?.versione ?? null, voci: voci.length, differenze, rilievi };
  }
}
