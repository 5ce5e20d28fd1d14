import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/security';
import { AperteDaChiDecide } from './aperte-da-chi-decide.js';
import { DistinguiPersone } from './decisioni/distingui-persone.js';
import { UnisciPersone } from './decisioni/unisci-persone.js';
import type { DomandaDecisione } from './domanda.js';
import { EseguiDecisione } from './esegui-decisione.js';
import type { RispostaDecisione } from './risposta-decisioni.js';

/** Settles a possible duplicate that the steward has open: the two are one, or they are two. */
@Injectable()
export class DecidiCoppia {
  constructor(
    private readonly esegui: EseguiDecisione,
    private readonly aperte: AperteDaChiDecide,
    private readonly unisci: UnisciPersone,
    private readonly distingui: DistinguiPersone,
  ) {}

  /**
   * @throws Problem possibile_duplicato_sconosciuto, riesame_non_aperto, riesame_superato, persone_distinte, persone_gia_distinte,
   * persone_gia_unite
   */
  async decide(
    caller: Caller,
    given: string,
    tipo: 'unione' | 'distinzione',
    { motivo, revisione }: DomandaDecisione,
  ): Promise<RispostaDecisione> {
    return this.esegui.run(caller, async (tx) => {
      const { id, persone, delDubbio } = await this.aperte.coppia(tx, given, revisione);
      const attore = { ente: caller.ente, clientId: caller.clientId, soggetto: caller.subject };
      const richiesta = { persone, attore, motivo, dubbio: { id, revisione: delDubbio } };
      if (tipo === 'distinzione') {
        const { operazione } = await this.distingui.distinguish(tx, richiesta);
        return { risposta: rispostaOf(tipo, operazione, persone), persone };
      }
      const { operazione, persona } = await this.unisci.unite(tx, richiesta);
      return { risposta: rispostaOf(tipo, operazione, [persona]), persone };
    });
  }
}

function rispostaOf(tipo: RispostaDecisione['tipo'], decisione: string, persone: readonly string[]): RispostaDecisione {
  return { tipo, stato: 'eseguita', decisione, proposta: null, persone: [...persone] };
}
