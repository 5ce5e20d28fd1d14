import { Injectable } from '@nestjs/common';
import type { RigheAccettate, TestataRighe } from '#libs/contracts';
import { PermanentError, TransientError, UpstreamError } from '#libs/messaging';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { type ContestoRegole, type Tracciato, findTracciato } from '#libs/tracciati';
import { modalitaOn } from '../modalita/leggi-scelte.js';
import type { Modalita } from '../modalita/modalita.js';
import { type EntePerInps, entePerInps } from './ente-per-inps.js';

/** Everything that publication of righe of one ente depends on. */
export interface ContestoPubblicazione {
  readonly tracciato: Tracciato;
  readonly ente: EntePerInps;
  readonly modalita: Modalita;
  readonly atto: boolean;
  readonly testata: TestataRighe;
  readonly regole: ContestoRegole;
  readonly adesso: Date;
  /** Legal day of `adesso`. */
  readonly oggi: string;
}

/** What a message says of all its righe. */
export type Intestazione = Pick<RigheAccettate, 'tracciato' | 'testata' | 'accettateIl'>;

/** A first start waits for the copy of the registries; no attempt is burned meanwhile. */
const REGISTRIES_WITHIN_MS = 1_000;

@Injectable()
export class ContestiPubblicazione {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /** @throws UpstreamError until the registries are here, TransientError for an ente not in them yet, PermanentError for an unknown tracciato */
  async contestoFor(tx: Tx, id: string, messaggio: Intestazione): Promise<ContestoPubblicazione> {
    const { vista, ready } = this.riferimenti;
    if (!ready) throw new UpstreamError('the registries are not here yet', REGISTRIES_WITHIN_MS);
    const tracciato = findTracciato(messaggio.tracciato);
    if (tracciato?.nomenclatura === undefined)
      throw new PermanentError(`tracciato ${messaggio.tracciato} is not known here`);
    const adesso = this.clock.now();
    const oggi = legalDayOf(adesso);
    const ente = vista.ente(id);
    const nomenclatura = vista.nomenclatura(tracciato.nomenclatura, oggi);
    if (ente === undefined || nomenclatura === undefined)
      throw new TransientError('the registries do not hold the ente or a nomenclature in force yet');
    return {
      tracciato,
      ente: entePerInps(ente, oggi),
      modalita: await modalitaOn(tx, id, tracciato.codice, legalDayOf(new Date(messaggio.accettateIl))),
      // Publishing is an act of today: what was accepted while a delega held is not published once it has ended.
      atto: vista.atti.waasConsentito(id, oggi),
      testata: messaggio.testata,
      regole: { territorio: vista.territorio, nomenclatura, oggi },
      adesso,
      oggi,
    };
  }
}
