import { Injectable } from '@nestjs/common';
import { Clock, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Caller } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';

/** Who a file is from. Who writes into the folder of an ente is the ente: the operator has given it to nobody else. */
@Injectable()
export class MittenteCartella {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem ente_non_consentito when no ente in force has the code; riferimenti_non_pronti */
  find(codiceEnte: string): Caller {
    if (!this.riferimenti.ready) throw ingestionProblem('riferimenti_non_pronti');
    const ente = this.riferimenti.enteByCodice(codiceEnte, legalDayOf(this.clock.now()));
    if (ente === undefined) throw ingestionProblem('ente_non_consentito');
    return callerOfCartella(codiceEnte, ente.id);
  }
}

/** The caller that the folder of an ente stands for. */
export function callerOfCartella(codiceEnte: string, ente: string): Caller {
  const clientId = `cartella ${codiceEnte}`;
  return new Caller({ clientId, subject: clientId, ente, ruoli: ['titolare'], identity: 'cartella' });
}
