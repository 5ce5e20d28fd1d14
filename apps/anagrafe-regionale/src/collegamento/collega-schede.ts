import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { conChiavi } from '../persona/con-chiavi.js';
import { ConosciPersone } from '../persona/conosci-persone.js';
import type { Collegamento, RigaDaCollegare } from '../persona/persone-note.js';
import { Riferimento } from '../persona/riferimento.js';
import { ScriviCollegamenti } from '../persona/scrivi-collegamenti.js';
import { TrattieniPersone } from '../persona/trattieni-persone.js';
import type { SchedaCollegata, SchedaDaCollegare } from './scheda-da-collegare.js';

/** The one way in which any source reaches the persons. */
@Injectable()
export class CollegaSchede {
  constructor(
    private readonly trattieni: TrattieniPersone,
    private readonly conosci: ConosciPersone,
    private readonly scrivi: ScriviCollegamenti,
    private readonly riferimento: Riferimento,
  ) {}

  /**
   * Finds whose schede are and keeps what they say. Once in a transaction: the locks of two calls would not be in one order.
   * @param schede at most some hundreds, several revisions of a record allowed
   * @param soloNote no person is made: what is of nobody known leaves no trace
   * @returns by record id, of those that were newer than what was known
   */
  async link(
    tx: Tx,
    schede: readonly SchedaDaCollegare[],
    { soloNote = false }: { readonly soloNote?: boolean } = {},
  ): Promise<ReadonlyMap<string, SchedaCollegata>> {
    const last = [...newestOf(schede).values()];
    const claimed = await this.trattieni.claim(tx, last);
    const nuove = last.filter(({ recordId }) => claimed.has(recordId));
    if (nuove.length === 0) return new Map();
    const righe = nuove.map((one) => this.#rigaOf(one));
    const conosciute = await this.conosci.know(tx, righe);
    const { note, prima, fissate } = conosciute;
    const fissata = ({ recordId }: RigaDaCollegare) => fissate.get(recordId);
    const collegate =
      conosciute.collegate ??
      (await note.linkAll(
        righe.map((riga) => ({ ...riga, fissata: fissata(riga) })),
        soloNote,
      ));
    const { variazioni } = note;
    await this.scrivi.write(tx, nuove, variazioni, prima);
    await this.trattieni.unclaim(tx, ignoteOf(collegate, new Set(variazioni.riviste)));
    return new Map(
      collegate.map(([{ recordId }, { personaId, esito }]) => [
        recordId,
        { personaId, esito, fattoRevisione: claimed.get(recordId)! },
      ]),
    );
  }

  #rigaOf({ recordId, revisione, annullamento, dati, ...detta }: SchedaDaCollegare): RigaDaCollegare {
    if (annullamento || dati === undefined) return { recordId, scheda: undefined };
    const { fonte, comuneFonte, ente, rigaId, accettataIl } = detta;
    const scheda = conChiavi({
      recordId,
      revisione,
      fonte,
      comuneFonte,
      enteErogatore: ente,
      rigaId,
      // In one form, because instants are compared as text.
      accettataIl: new Date(accettataIl).toISOString(),
      indici: dati.codici.map((codice) => this.riferimento.indiciOf(codice)),
      dati,
    });
    return { recordId, scheda };
  }
}

/** Of each record the last revision. */
function newestOf(schede: readonly SchedaDaCollegare[]): ReadonlyMap<string, SchedaDaCollegare> {
  const last = new Map<string, SchedaDaCollegare>();
  for (const one of schede) {
    const known = last.get(one.recordId);
    if (known === undefined || known.revisione < one.revisione) last.set(one.recordId, one);
  }
  return last;
}

/** One that was somebody's keeps its number, or what it said before could come again. */
function ignoteOf(
  collegate: readonly (readonly [RigaDaCollegare, Collegamento])[],
  riviste: ReadonlySet<string>,
): string[] {
  return collegate
    .filter(([{ recordId }, { esito }]) => esito === 'ignota' && !riviste.has(recordId))
    .map(([{ recordId }]) => recordId);
}
