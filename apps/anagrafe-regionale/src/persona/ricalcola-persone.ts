import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { CompletaSchede } from './completa-schede.js';
import { LeggiPersone } from './leggi-persone.js';
import { ScriviPersone } from './scrivi-persone.js';
import { TrattieniPersone } from './trattieni-persone.js';

/** Works persons out again from their schede. */
@Injectable()
export class RicalcolaPersone {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly leggi: LeggiPersone,
    private readonly completa: CompletaSchede,
    private readonly scrivi: ScriviPersone,
  ) {}

  /**
   * What comes out as it is stored is not written again. Holds the persons, and nothing else: not for a transaction that links too,
   * which has taken its locks already.
   * @returns how many persons were not as their schede say
   */
  async of(tx: Tx, ids: readonly string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const prima = await this.trattieni.holdPersone(tx, ids);
    const persone = await this.leggi.read(tx, ids);
    const there = new Set(persone.map(({ id }) => id));
    const sciolte = [...prima.keys()].filter((id) => !there.has(id));
    await this.completa.complete(tx, persone);
    const scritte = await this.scrivi.write(tx, { persone, sciolte }, prima, { codiciTolti: true, soloVariate: true });
    return scritte + (await this.scrivi.mark(tx, [...there]));
  }
}
