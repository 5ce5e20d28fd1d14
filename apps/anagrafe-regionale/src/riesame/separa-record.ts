import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/security';
import { AperteDaChiDecide } from './aperte-da-chi-decide.js';
import type { DomandaSeparazione } from './domanda.js';
import { EseguiDecisione } from './esegui-decisione.js';
import { EseguiProposta } from './esegui-proposta.js';
import { Proposte } from './proposte.js';
import { QuantoSiMuove } from './quanto-si-muove.js';
import type { RispostaDecisione } from './risposta-decisioni.js';

/** Takes records from a person that the steward has open: they are another's. Many records take a second steward, also when they are taken a few at a time. */
@Injectable()
export class SeparaRecord {
  constructor(
    private readonly esegui: EseguiDecisione,
    private readonly aperte: AperteDaChiDecide,
    private readonly proposte: Proposte,
    private readonly esecuzione: EseguiProposta,
    private readonly quanto: QuantoSiMuove,
  ) {}

  /** @throws Problem persona_sconosciuta, riesame_non_aperto, riesame_superato, record_estranei, record_tutti, troppi_record */
  async separate(
    caller: Caller,
    given: string,
    { motivo, revisione, record }: DomandaSeparazione,
  ): Promise<RispostaDecisione> {
    const chosen = [...new Set(record)];
    return this.esegui.run(caller, async (tx) => {
      const persona = await this.aperte.persona(tx, given, revisione);
      const attore = { ente: caller.ente, clientId: caller.clientId, soggetto: caller.subject };
      const disposizione = { tipo: 'separazione', persona, record: chosen, attore, motivo } as const;
      const { mossi: quanti, inTutto } = await this.quanto.separazione(tx, persona, chosen.length);
      return this.proposte.areNeeded(inTutto)
        ? this.proposte.write(tx, caller, { persone: [persona, persona], quanti }, disposizione)
        : this.esecuzione.carryOut(tx, disposizione);
    });
  }
}
