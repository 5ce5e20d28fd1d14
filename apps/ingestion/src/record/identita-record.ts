import type { BlindIndex } from '#libs/security';
import type { ChiaveRiga } from '#libs/tracciati';

/**
 * Names logical records and their contents without revealing them: 64 hex digits. Keyed, because a plain hash of a codice fiscale,
 * or of a record with a few unknowns, can be found by trying; whole, because they are compared with those of all records of the region,
 * for ever. Changing the key makes every record new.
 */
export class IdentitaRecord {
  constructor(private readonly index: BlindIndex) {}

  /**
   * The identity of the record a riga speaks of (design §2): the sender's own key if the layout has one, else what a sender does
   * not change when it corrects a riga.
   * @param ente internal id of the ente erogatore
   */
  recordIdOf(ente: string, chiave: ChiaveRiga): string {
    const parts =
      chiave.idMittente === undefined
        ? [chiave.codiceFiscale.toUpperCase(), chiave.codicePrestazione, chiave.protocolloDomanda, chiave.data]
        : [chiave.idMittente];
    // As JSON, so that no choice of values makes two lists one text.
    return this.index.wholeOf(JSON.stringify([ente, ...parts]), 'record');
  }

  /** @param canonical the content as JSON, always with its keys in the same order */
  improntaOf(canonical: string): string {
    return this.index.wholeOf(canonical, 'contenuto');
  }
}
