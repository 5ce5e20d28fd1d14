import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { AperteDaChiDecide } from './aperte-da-chi-decide.js';
import type { DomandaAnnullamento } from './domanda.js';
import { EseguiDecisione } from './esegui-decisione.js';
import { EseguiProposta } from './esegui-proposta.js';
import { Proposte } from './proposte.js';
import { QuantoSiMuove } from './quanto-si-muove.js';
import type { RispostaDecisione } from './risposta-decisioni.js';

const radice = (id: string): string =>
  `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = o.${id}), o.${id})`;
const DECISIONE = `SELECT o.rimasta, o.altra, EXISTS (SELECT FROM operazione_riesame n WHERE n.annulla = o.id) AS annullata
  FROM operazione_riesame o WHERE o.id = $1 AND affidata(${radice('rimasta')}) AND affidata(${radice('altra')})`;

interface RigaDecisione {
  readonly rimasta: string;
  readonly altra: string;
  readonly annullata: boolean;
}

/** Takes a decision of a steward back, by one who has the person open that kept its id. Where many records move it takes a second steward. */
@Injectable()
export class Annulla {
  constructor(
    private readonly esegui: EseguiDecisione,
    private readonly aperte: AperteDaChiDecide,
    private readonly proposte: Proposte,
    private readonly esecuzione: EseguiProposta,
    private readonly quanto: QuantoSiMuove,
  ) {}

  /**
   * @throws Problem decisione_sconosciuta, also for one about somebody who is not the steward's, or is protected; riesame_non_aperto,
   * riesame_superato, decisione_superata
   */
  async undo(caller: Caller, given: string, { motivo, revisione }: DomandaAnnullamento): Promise<RispostaDecisione> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNO;
    return this.esegui.run(caller, async (tx) => {
      const [found] = await tx.query<RigaDecisione>(DECISIONE, [id]);
      if (found === undefined) throw anagrafeProblem('decisione_sconosciuta');
      if (found.annullata) throw anagrafeProblem('decisione_superata');
      const { rimasta, altra } = found;
      const persona = await this.aperte.persona(tx, rimasta, revisione);
      const attore = { ente: caller.ente, clientId: caller.clientId, soggetto: caller.subject };
      const disposizione = { tipo: 'annullamento', annulla: id, attore, motivo } as const;
      const { mossi: quanti, inTutto } = await this.quanto.annullamento(tx, persona, id);
      return this.proposte.areNeeded(inTutto)
        ? this.proposte.write(tx, caller, { persone: [rimasta, altra], quanti }, disposizione)
        : this.esecuzione.carryOut(tx, disposizione);
    });
  }
}
