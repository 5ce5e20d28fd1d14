import { Injectable } from '@nestjs/common';
import { legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type ContestoRegole, type Testata, type Tracciato } from '#libs/tracciati';
import type { Lavoro } from './lavori.js';

/** The ente a document is of, and whether its depositor may deposit for it. */
export interface Erogatore {
  readonly ente: string;
  readonly consentito: boolean;
}

/**
 * What righe are judged with: the registries as they are when a job begins, the same from its first riga to its last. Today is the
 * day of the deposit, so that a reading that goes on after midnight judges as it did before.
 */
export interface ContestoGiudizio {
  readonly regole: ContestoRegole;
  erogatoreOf(testata: Testata | undefined): Erogatore;
}

/** The registries are not here yet: the job waits. */
export class RiferimentiMancanti extends Error {
  override readonly name = 'RiferimentiMancanti';
}

@Injectable()
export class ContestiGiudizio {
  constructor(private readonly riferimenti: Riferimenti) {}

  /** @throws RiferimentiMancanti */
  contestoFor(lavoro: Lavoro, tracciato: Tracciato): ContestoGiudizio {
    const { vista } = this.riferimenti;
    // The day of the deposit, not of the judgement: a delega that ended while the invio waited was in force when it was used.
    const day = legalDayOf(lavoro.ricevutoIl);
    const nomenclatura = vista.nomenclatura(tracciato.nomenclatura, day);
    if (!this.riferimenti.ready || nomenclatura === undefined) throw new RiferimentiMancanti();
    return {
      regole: { territorio: vista.territorio, nomenclatura, oggi: day },
      erogatoreOf(testata) {
        // A cancellation finds again the records that the validation made.
        if (lavoro.genere === 'annullamento')
          return { ente: lavoro.enteErogatore ?? lavoro.enteMittente, consentito: true };
        const ente = testata === undefined ? undefined : vista.enteByCodice(testata.enteCodice, day);
        if (ente === undefined) return { ente: lavoro.enteMittente, consentito: false };
        const { consentito } =
          ente.id === lavoro.enteMittente
            ? { consentito: true }
            : vista.depositoConsentito(lavoro.depositante, ente.id, tracciato.codice, day);
        return consentito ? { ente: ente.id, consentito } : { ente: lavoro.enteMittente, consentito };
      },
    };
  }
}
