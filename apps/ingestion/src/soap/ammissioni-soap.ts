import { Injectable } from '@nestjs/common';
import { Ammissione, Authenticator, type Caller, type HttpRequest } from '#libs/security';
import { ingestionProblem } from '../ingestion.errors.js';
import type { Mittente } from './identifica-mittente.js';

/** Every operation asks for one of these; each checks its own. */
const AZIONI = ['deposita', 'consulta_invii'] as const;

/** Decides who a SOAP message is from, by its token, its signature, or both when they agree. */
@Injectable()
export class AmmissioniSoap {
  constructor(
    private readonly ammissione: Ammissione,
    private readonly authenticator: Authenticator,
  ) {}

  /** @throws Problem firma_non_valida, non_consentito */
  async callerOf(request: HttpRequest, known: Caller | undefined, mittente: Mittente | undefined): Promise<Caller> {
    if (mittente === undefined) {
      if (known === undefined) throw ingestionProblem('firma_non_valida');
      return known;
    }
    const { identita } = mittente;
    const other = known !== undefined && (known.clientId !== identita.clientId || known.identity !== identita.kind);
    if (other) throw ingestionProblem('firma_non_valida');
    const caller = known ?? (await this.ammissione.admit(identita, AZIONI));
    if (known === undefined) this.authenticator.remember(request, identita);
    return caller;
  }
}
