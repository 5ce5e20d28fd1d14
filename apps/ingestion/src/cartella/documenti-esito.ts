import { Injectable } from '@nestjs/common';
import { Problem } from '#libs/contracts';
import type { Caller } from '#libs/security';
import { RigheDaCorreggere } from '../correzione/righe-da-correggere.js';
import { LeggiInvii } from '../invio/leggi-invii.js';
import { LeggiRicevuta } from '../ricevuta/leggi-ricevuta.js';
import { LeggiRilievi } from '../rilievo/leggi-rilievi.js';
import { TABELLA_RILIEVI } from '../rilievo/tabella-rilievi.js';
import { csvOf } from '../tabella.js';
import type { Cartella } from './cartelle.js';
import { callerOfCartella } from './mittente-cartella.js';
import type { Posto } from './posto.js';
import type { Consegna } from './registro-consegne.js';

/** What an ente finds of a concluded invio in its folder. */
@Injectable()
export class DocumentiEsito {
  constructor(
    private readonly invii: LeggiInvii,
    private readonly rilievi: LeggiRilievi,
    private readonly ricevute: LeggiRicevuta,
    private readonly daCorreggere: RigheDaCorreggere,
  ) {}

  async write({ esiti, codiceEnte }: Cartella, { ente, invioId, uscita }: Consegna): Promise<void> {
    const caller = callerOfCartella(codiceEnte, ente);
    await esiti.write(`${uscita}.rilievi.csv`, csvOf(TABELLA_RILIEVI, this.rilievi.all(caller, invioId)));
    const esito = await this.invii.one(caller, invioId);
    const ricevuta = esito.ricevuta_id === null ? undefined : await this.ricevute.byId(caller, esito.ricevuta_id);
    // With what `snodo ricevuta verifica` wants: who only sees a folder asks no API for it.
    if (ricevuta?.prova !== undefined) await esiti.write(`${uscita}.ricevuta-sigillata.json`, [asJson(ricevuta)]);
    if ((esito.righe_per_stato['respinta'] ?? 0) > 0) await this.#writeDaCorreggere(esiti, caller, invioId, uscita);
    // Last: who waits for it finds the others there.
    await esiti.write(`${uscita}.esito.json`, [asJson(esito)]);
  }

  async #writeDaCorreggere(esiti: Posto, caller: Caller, invioId: string, uscita: string): Promise<void> {
    try {
      const { formato, pezzi } = await this.daCorreggere.open(caller, invioId);
      await esiti.write(`${uscita}.da-correggere.${formato}`, pezzi);
    } catch (error) {
      // Without it the outcome still says everything: a document that is not kept any more must not hold it back.
      if (!(error instanceof Problem) || error.row.retryable) throw error;
    }
  }
}

function asJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
