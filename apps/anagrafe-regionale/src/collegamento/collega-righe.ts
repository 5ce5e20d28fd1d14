import { Injectable } from '@nestjs/common';
import type { RigaAccettata, RighePsPsaSinaAccettateV1 } from '#libs/contracts';
import { type Address, type ItemOutcome, PermanentError } from '#libs/messaging';
import type { Tx } from '#libs/persistence';
import { findTracciato } from '#libs/tracciati';
import { type Beneficiario, beneficiarioOf } from '../persona/beneficiario.js';
import { PersoneNote, type RigaDaCollegare } from '../persona/persone-note.js';
import { Riferimento } from '../persona/riferimento.js';
import { ScriviPersone } from '../persona/scrivi-persone.js';
import { TrattieniPersone } from '../persona/trattieni-persone.js';
import { DiciCollegamenti } from './dici-collegamenti.js';
import { type RigaLetta, schedaOf } from './riga-letta.js';

/** Finds whose accepted righe are, keeps what they say, tells the others. */
@Injectable()
export class CollegaRighe {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly scrivi: ScriviPersone,
    private readonly riferimento: Riferimento,
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
    const read = body.righe.map((riga) => this.#read(riga, body.accettateIl));
    const righe = await this.#newer(
      tx,
      read.filter((riga) => riga !== undefined),
    );
    if (righe.length > 0) {
      const note = new PersoneNote(
        await this.trattieni.hold(
          tx,
          righe.map(({ riga }) => riga.recordId),
          righe.flatMap(({ scheda }) => (scheda === undefined ? [] : [scheda.gruppo])),
        ),
      );
      const collegate = righe.map((letta) => ({ letta, collegamento: note.link(linkOf(letta)) }));
      await this.scrivi.write(tx, body.tracciato, note.variazioni);
      await this.dici.say(tx, tracciato, collegate, to);
    }
    return read.map((riga) => (riga === undefined ? new PermanentError('a code that identifies nobody') : 'applied'));
  }

  #read(riga: RigaAccettata, accettateIl: string): RigaLetta | undefined {
    const beneficiario: Beneficiario | undefined = beneficiarioOf(riga.contenuto);
    // A sender cancels by its own key alone: of whom the record is, is known here.
    if (beneficiario === undefined) return riga.annullamento ? { riga, scheda: undefined } : undefined;
    return { riga, scheda: schedaOf(riga, accettateIl, beneficiario, this.riferimento) };
  }

  /** Of each record the last revision in the message, if it is newer than the one known. */
  async #newer(tx: Tx, righe: readonly RigaLetta[]): Promise<RigaLetta[]> {
    const last = new Map<string, RigaLetta>();
    for (const one of righe) {
      const known = last.get(one.riga.recordId);
      if (known === undefined || known.riga.revisione < one.riga.revisione) last.set(one.riga.recordId, one);
    }
    const claimed = await this.trattieni.claim(
      tx,
      [...last.values()].map(({ riga }) => riga),
    );
    return [...last.values()].filter(({ riga }) => claimed.has(riga.recordId));
  }
}

function linkOf({ riga: { recordId, annullamento }, scheda }: RigaLetta): RigaDaCollegare {
  return { recordId, scheda: annullamento ? undefined : scheda };
}
