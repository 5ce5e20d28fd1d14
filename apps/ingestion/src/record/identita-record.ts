import { createHmac } from 'node:crypto';
import type { ChiaveRiga } from '#libs/tracciati';

const KEY_BYTES = 32;

/**
 * Names logical records and their contents without revealing them: HMAC-SHA-256, 64 hex digits. Keyed, because a plain hash of a
 * codice fiscale, or of a record with a few unknowns, can be found by trying. Changing the key makes every record new.
 */
export class IdentitaRecord {
  readonly #key: Buffer;

  /** @param key 32 bytes in base64 */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64');
    if (this.#key.length !== KEY_BYTES) throw new Error(`the key of records is not ${KEY_BYTES} bytes in base64`);
  }

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
    return createHmac('sha256', this.#key).update(domain).update('\0').update(text).digest('hex');
  }
}
