import { Injectable } from '@nestjs/common';
import type { RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { type Address, type ItemOutcome, PermanentError } from '#libs/messaging';
import type { Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { findTracciato } from '#libs/tracciati';
import { CollegaSchede } from './collega-schede.js';
import { DiciCollegamenti } from './dici-collegamenti.js';
import { type RigaLetta, leggiRiga, schedaOf } from './riga-letta.js';

/** Finds whose accepted righe are, keeps what they say, tells the others. */
@Injectable()
export class CollegaRighe {
  constructor(
    private readonly collega: CollegaSchede,
    private readonly riferimenti: Riferimenti,
    private readonly dici: DiciCollegamenti,
  ) {}

  /**
   * Everything in the transaction of the message: applied once, or not at all. A revision that is not newer than the one known changes
   * nothing and is not told again.
   * @returns one outcome per riga; a riga whose code identifies nobody parks alone
   */
  async link(tx: Tx, body: RighePsPsaSinaAccettateV1, to: Address): Promise<ItemOutcome[]> {
    const tracciato = findTracciato(body.tracciato);
    if (tracciato === undefined) throw new PermanentError(`the registry does not know ${body.tracciato}`);
    const read = body.righe.map((riga) => leggiRiga(riga, tracciato, this.riferimenti.territorio));
    const lette = newestOf(read.filter((letta) => letta !== undefined));
    const collegate = await this.collega.link(
      tx,
      lette.map((letta) => schedaOf(letta, body.tracciato, body.accettateIl)),
    );
    await this.dici.say(
      tx,
      lette.flatMap((letta) => {
        const collegata = collegate.get(letta.riga.recordId);
        return collegata === undefined ? [] : [{ letta, collegata }];
      }),
      to,
    );
    return read.map((riga) => (riga === undefined ? new PermanentError('a code that identifies nobody') : 'applied'));
  }
}

/** Of each record the last revision: of the others nothing is told. */
function newestOf(lette: readonly RigaLetta[]): RigaLetta[] {
  const last = new Map<string, RigaLetta>();
  for (const one of lette) {
    const known = last.get(one.riga.recordId);
    if (known === undefined || known.riga.revisione < one.riga.revisione) last.set(one.riga.recordId, one);
  }
  return [...last.values()];
}
