import { Injectable } from '@nestjs/common';
import { PreparaDocumento } from '../transito/prepara-documento.js';
import { DepositaInvio, type InvioDepositato, type RichiestaDeposito } from './deposita-invio.js';

/** Takes a document: what may not be kept of it is taken out first, what waited meanwhile is gone afterwards, whatever happens. */
@Injectable()
export class AccogliDocumento {
  constructor(
    private readonly prepara: PreparaDocumento,
    private readonly deposita: DepositaInvio,
  ) {}

  /** @throws what `PreparaDocumento.prepare` and `DepositaInvio.deposit` throw */
  async accept(richiesta: Omit<RichiestaDeposito, 'ricevuto'>): Promise<InvioDepositato> {
    const documento = await this.prepara.prepare(richiesta.autorizzato, richiesta.body);
    try {
      const { body, ricevuto } = documento;
      return await this.deposita.deposit({ ...richiesta, body, ...(ricevuto === undefined ? {} : { ricevuto }) });
    } finally {
      await documento.close();
    }
  }
}
