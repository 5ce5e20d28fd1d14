import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { inpsGatewayProblem } from '../inps-gateway.errors.js';

/** Finds the ente whose log INPS asks for: it is named by the address and by nothing else. */
@Injectable()
export class EnteInIndirizzo {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param codice any code of the ente; of one that has ceased, the code its flussi carry: what was published for it is still served
   * @returns internal id
   * @throws Problem ente_senza_flussi, servizio_sospeso
   */
  async find(codice: string): Promise<string> {
    const ente = this.riferimenti.enteByCodice(codice, legalDayOf(this.clock.now()));
    if (ente !== undefined && ente.tipo !== 'inps' && ente.tipo !== 'software_house') return ente.id;
    const [registro] = await this.database.statement<{ ente: string }>(
      'api',
      {},
      'SELECT ente FROM registro WHERE codice = $1 LIMIT 1',
      [codice.toUpperCase()],
    );
    // Until the registries are here, "unknown" would be a lie that INPS might believe.
    if (registro === undefined && !this.riferimenti.ready) throw inpsGatewayProblem('servizio_sospeso');
    if (registro === undefined) throw inpsGatewayProblem('ente_senza_flussi');
    return registro.ente;
  }
}
