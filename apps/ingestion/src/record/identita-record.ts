import type { BlindIndex } from '#libs/security';
import type { ChiaveRiga } from '#libs/tracciati';

/** The whole digest: names of records are compared with those of all records of the region, for ever. */
const BYTES = 32;

/**
 * Names logical records and their contents without revealing them: 64 hex digits. Keyed, because a plain hash of a codice fiscale,
 * or of a record with a few unknowns, can be found by trying. Changing the key makes every record new.
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
    return this.#mac('record', JSON.stringify([ente, ...parts]));
  }

  /** @param canonical the content as JSON, always with its keys in the same order */
  improntaOf(canonical: string): string {
    return this.#mac('contenuto', canonical);
  }

  #mac(domain: string, text: string): string {
    return this.index.of(text, domain, BYTES).toString('hex');
  }
}
