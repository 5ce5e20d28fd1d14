import { Injectable } from '@nestjs/common';
import { legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import type { ContestoRegole, Testata, Tracciato } from '#libs/tracciati';
import type { Lavoro } from './lavori.js';

/** The ente a document is of, and whether its depositor may deposit for it. */
export interface Erogatore {
  readonly ente: string;
  readonly consentito: boolean;
}

/** Whose document is judged, and as of when. */
export type Giudicando = Pick<Lavoro, 'genere' | 'enteMittente' | 'depositante' | 'enteErogatore' | 'ricevutoIl'>;

/**
 * What righe are judged with: the registries as they are when a reading begins, the same from its first riga to its last. Today is the
 * day of the deposit, so that a reading that goes on after midnight judges as it did before.
 */
export interface ContestoGiudizio {
  readonly regole: ContestoRegole;
  /** Names the registries: a reading that goes on with others would judge equal righe differently. */
  readonly registri: number;
  erogatoreOf(testata: Testata | undefined): Erogatore;
}

/** The registries are not here yet: the job waits. */
export class RiferimentiMancanti extends Error {
  override readonly name = 'RiferimentiMancanti';
}

/** Without an ente there is no local list: only INPS's codes and the region's are known. */
const NESSUN_ENTE = '';

@Injectable()
export class ContestiGiudizio {
  constructor(private readonly riferimenti: Riferimenti) {}

  /**
   * @param testata the heading, as far as it has been read: it says whose local codes the righe use
   * @throws RiferimentiMancanti
   */
  contestoFor(giudicando: Giudicando, tracciato: Tracciato, testata: () => Testata | undefined): ContestoGiudizio {
    const { vista, movimento: registri } = this.riferimenti;
    // The day of the deposit, not of the judgement: a delega that ended while the invio waited was in force when it was used.
    const day = legalDayOf(giudicando.ricevutoIl);
    const nomenclatura = vista.nomenclatura(tracciato.nomenclatura, day);
    if (!this.riferimenti.ready || nomenclatura === undefined) throw new RiferimentiMancanti();
    const erogatoreOf = (read: Testata | undefined): Erogatore => {
      // A cancellation finds again the records that the validation made.
      if (giudicando.genere === 'annullamento')
        return { ente: giudicando.enteErogatore ?? giudicando.enteMittente, consentito: true };
      const ente = read === undefined ? undefined : vista.erogatoreByCodice(read.enteCodice, day);
      if (ente === undefined) return { ente: giudicando.enteMittente, consentito: false };
      const { consentito } =
        ente.id === giudicando.enteMittente
          ? { consentito: true }
          : vista.depositoConsentito(giudicando.depositante, ente.id, tracciato.codice, day);
      return consentito ? { ente: ente.id, consentito } : { ente: giudicando.enteMittente, consentito };
    };
    // Asked at every riga, and the same from the first on.
    let erogatore: { readonly ente: string; readonly al: string | undefined } | undefined;
    const found = (): typeof erogatore => {
      const read = erogatore === undefined ? testata() : undefined;
      if (read !== undefined) {
        const { ente } = erogatoreOf(read);
        erogatore = { ente, al: vista.ente(ente)?.al ?? undefined };
      }
      return erogatore;
    };
    const codifica = (codice: string, giorno: string) => vista.codifica(found()?.ente ?? NESSUN_ENTE, codice, giorno);
    const ultimoGiornoEnte = () => found()?.al;
    const regole = { territorio: vista.territorio, nomenclatura, codifica, ultimoGiornoEnte, oggi: day };
    return { regole, registri, erogatoreOf };
  }
}
