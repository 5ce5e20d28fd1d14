import { Injectable } from '@nestjs/common';
import { problemsOf } from '#libs/contracts';
import { type Caller, type HttpRequest, SECURITY_ERRORS, isPermitted } from '#libs/security';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { AmmissioniSoap } from './ammissioni-soap.js';
import { decodeBusta, readBusta } from './busta.js';
import { IdentificaMittente } from './identifica-mittente.js';
import { readRichiesta } from './messaggio.js';
import { OperazioniSoap } from './operazioni-soap.js';
import { ServerSoap } from './server-soap.js';

const securityProblem = problemsOf(SECURITY_ERRORS);

/** Answers one SOAP message: who sent it, what it asks, the answer. */
@Injectable()
export class RispondiSoap {
  constructor(
    private readonly mittenti: IdentificaMittente,
    private readonly ammissioni: AmmissioniSoap,
    private readonly operazioni: OperazioniSoap,
    private readonly server: ServerSoap,
    private readonly settings: IngestionSettings,
  ) {}

  /**
   * @param known who the token of the request names, if it has one
   * @throws Problem, any of those of the SOAP service
   */
  async answer(request: HttpRequest, known: Caller | undefined, bytes: Uint8Array): Promise<string> {
    const testo = decodeBusta(bytes);
    const busta = readBusta(testo);
    const mittente = await this.mittenti.identify(busta, testo);
    const caller = await this.ammissioni.callerOf(request, known, mittente);
    const richiesta = readRichiesta(mittente?.corpo ?? busta.corpo);
    const { azione } = richiesta.operazione;
    if (!isPermitted(caller.ruoli, [azione])) throw securityProblem('non_consentito');
    const bare = mittente !== undefined && mittente.corpo === undefined;
    if (bare && azione === 'deposita' && richiesta.operazione.nome !== 'echo' && this.settings.corpoFirmato) {
      throw ingestionProblem('firma_del_corpo_mancante');
    }
    return this.server.answer(richiesta, () => this.operazioni.execute(caller, richiesta));
  }
}
