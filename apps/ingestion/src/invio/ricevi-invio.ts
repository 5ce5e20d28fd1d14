import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/security';
import { SpazioDisco } from '../custodia/spazio-disco.js';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { LeggiRicevuta } from '../ricevuta/leggi-ricevuta.js';
import type { RispostaDeposito } from '../risposta.js';
import { AutorizzaDeposito } from './autorizza-deposito.js';
import { DepositaInvio } from './deposita-invio.js';

export interface RichiestaInvio {
  readonly caller: Caller;
  readonly tracciato: string | undefined;
  readonly ente: string | undefined;
  readonly chiaveIdempotenza: string | undefined;
  /** Content-Length as received. */
  readonly dimensioneDichiarata: string | undefined;
  readonly body: Readable;
}

/** Everything that can be refused is refused here before a byte of the body is read; then the deposit begins. */
@Injectable()
export class RiceviInvio {
  constructor(
    private readonly autorizza: AutorizzaDeposito,
    private readonly spazio: SpazioDisco,
    private readonly deposita: DepositaInvio,
    private readonly ricevute: LeggiRicevuta,
    private readonly settings: IngestionSettings,
  ) {}

  /** @throws Problem, any of those of `POST /invii` */
  async receive(richiesta: RichiestaInvio): Promise<RispostaDeposito & { readonly location: string }> {
    const { caller, chiaveIdempotenza, body } = richiesta;
    const autorizzato = this.autorizza.authorise(caller, richiesta.tracciato, richiesta.ente);
    if (chiaveIdempotenza !== undefined && !/^[!-~]{1,100}$/.test(chiaveIdempotenza)) {
      throw ingestionProblem('parametro_non_valido', 'Idempotency-Key: da 1 a 100 caratteri ASCII senza spazi.');
    }
    const limite = this.settings.limiteInvio;
    if (Number(richiesta.dimensioneDichiarata ?? 0) > limite) throw ingestionProblem('documento_troppo_grande');
    if (!(await this.spazio.isEnough())) throw ingestionProblem('spazio_esaurito');

    const depositato = await this.deposita.deposit({
      caller,
      autorizzato,
      canale: 'rest',
      chiaveIdempotenza,
      limite,
      // Not destroyed on refusal: that would cut the connection before the answer.
      body: body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
    });
    const ripetuto = depositato.esito === 'ripetuto';
    const ricevuta = ripetuto
      ? await this.ricevute.byRepeatedInvio(depositato.invioId)
      : { ...depositato.ricevuta.contenuto, firma: depositato.ricevuta.firma };
    return { id: ricevuta.invio_id, ripetuto, ricevuta, location: this.addressOf(ricevuta.invio_id) };
  }

  addressOf(invioId: string): string {
    return `${this.settings.publicUrl}/rest/invii/v1/invii/${invioId}`;
  }
}
