import type { BlindIndex } from '#libs/security';
import type { ChiaveRiga } from '#libs/tracciati';

/** Digits of the name of a prestazione: enough for all of a region for ever, half the width of its index. */
const CIFRE = 32;

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
    // As JSON, so that no choice of values makes two lists one text.
    return this.index.wholeOf(JSON.stringify([ente, ...partsOf(chiave)]), 'record');
  }

  /**
   * Names one prestazione whoever delivers it: what two enti of one ambito, or one ente under two keys of its own, would both say of it.
   * @param ambito where it may not be twice
   * @param codice of the prestazione for INPS where it is known: each ente has local codes of its own
   * @returns undefined when the riga names nobody: a cancellation by the sender's key alone, or a pseudonym, which means somebody only to
   *   the ente that made it: two enti of one ambito may both have a minor called 1
   */
  doppioneOf(ambito: string, chiave: ChiaveRiga, codice: string): string | undefined {
    const { codiceFiscale, idBeneficiario, protocolloDomanda, data } = chiave;
    if (idBeneficiario !== undefined || codiceFiscale === '') return undefined;
    const parts = [ambito, codiceFiscale.toUpperCase(), codice, protocolloDomanda, data];
    return this.index.wholeOf(JSON.stringify(parts), 'doppione').slice(0, CIFRE);
  }

  /** By which a riga is found by the key that its sender gave it; equal for equal keys of two senders. */
  idMittenteCieco(idMittente: string): Buffer {
    return this.index.of(idMittente, 'id_mittente');
  }

  /** @param canonical the content as JSON, always with its keys in the same order */
  improntaOf(canonical: string): string {
    return this.index.wholeOf(canonical, 'contenuto');
  }
}

function partsOf(chiave: ChiaveRiga): readonly unknown[] {
  const { idMittente, idBeneficiario, persona } = chiave;
  // Three parts: no record of another tracciato has as many in its list.
  if (persona !== undefined) return [['persona', ...(idMittente === undefined ? ['', persona] : [idMittente, ''])]];
  // One sender may number what it sends of two tracciati from one alike: a list inside keeps them apart.
  if (idBeneficiario !== undefined) return [idMittente === undefined ? [idBeneficiario, chiave.data] : [idMittente]];
  if (idMittente !== undefined) return [idMittente];
  return [chiave.codiceFiscale.toUpperCase(), chiave.codicePrestazione, chiave.protocolloDomanda, chiave.data];
}
