import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/security';
import { SpazioDisco } from '../custodia/spazio-disco.js';
import { IngestionSettings } from '../ingestion.config.js';
import { ingestionProblem } from '../ingestion.errors.js';
import { LeggiRicevuta } from '../ricevuta/leggi-ricevuta.js';
import type { RispostaDeposito } from '../risposta.js';
import { AutorizzaDeposito } from './autorizza-deposito.js';
import { AccogliDocumento } from './accogli-documento.js';
import type { Canale } from './deposito.js';

export interface RichiestaInvio {
  readonly caller: Caller;
  readonly tracciato: string | undefined;
  readonly ente: string | undefined;
  readonly chiaveIdempotenza: string | undefined;
  readonly canale: Canale;
  /** Bytes announced before the first of them, where the channel does: a Content-Length as received. */
  readonly dimensioneDichiarata?: string | undefined;
  /** Not asked for a byte of a deposit that is refused before. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What any channel deposits: everything that can be refused is refused before a byte of the body is read; then the deposit begins. */
@Injectable()
export class RiceviInvio {
  constructor(
    private readonly autorizza: AutorizzaDeposito,
    private readonly spazio: SpazioDisco,
    private readonly accogli: AccogliDocumento,
    private readonly ricevute: LeggiRicevuta,
    private readonly settings: IngestionSettings,
  ) {}

  /** @throws Problem, any of those of `POST /invii` */
  async receive(richiesta: RichiestaInvio): Promise<RispostaDeposito & { readonly location: string }> {
    const { caller, chiaveIdempotenza, canale, body } = richiesta;
    const autorizzato = this.autorizza.authorise(caller, richiesta.tracciato, richiesta.ente);
    if (chiaveIdempotenza !== undefined && !/^[!-~]{1,100}$/.test(chiaveIdempotenza)) {
      throw ingestionProblem('parametro_non_valido', 'Idempotency-Key: da 1 a 100 caratteri ASCII senza spazi.');
    }
    const limite = this.settings.limiteInvio;
    if (Number(richiesta.dimensioneDichiarata ?? 0) > limite) throw ingestionProblem('documento_troppo_grande');
    if (!(await this.spazio.isEnough())) throw ingestionProblem('spazio_esaurito');

    const depositato = await this.accogli.accept({
      caller,
      autorizzato,
      canale,
      chiaveIdempotenza,
      limite,
      body,
    });
    const ripetuto = depositato.esito === 'ripetuto';
    const ricevuta = ripetuto
      ? await this.ricevute.byRepeatedInvio(depositato.invioId)
      : { ...depositato.ricevuta.contenuto, firma: depositato.ricevuta.firma };
    return { id: ricevuta.invio_id, ripetuto, ricevuta, location: this.progressOf(ricevuta.invio_id) };
  }

  /** Where to ask whether the work on an invio is over. */
  progressOf(invioId: string): string {
    return `${this.addressOf(invioId)}/stato`;
  }

  addressOf(invioId: string): string {
    return `${this.settings.publicUrl}/rest/invii/v1/invii/${invioId}`;
  }
}
