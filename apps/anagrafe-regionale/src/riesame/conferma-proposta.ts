import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { type Tx, scopeValue } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { NESSUNO } from '../identita/trova-soggetto.js';
import { AperteDaChiDecide } from './aperte-da-chi-decide.js';
import { EseguiDecisione } from './esegui-decisione.js';
import { type Disposizione, EseguiProposta } from './esegui-proposta.js';
import { Proposte } from './proposte.js';
import type { RispostaDecisione } from './risposta-decisioni.js';

const radice = (id: string): string =>
  `coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = p.${id}), p.${id})`;
/** Held, so that two who confirm at once do it once. */
const PROPOSTA = `SELECT p.tipo, p.persona_id AS persona, p.annulla, ARRAY(SELECT encode(r, 'hex') FROM unnest(p.record) AS r) AS record,
    p.ente, p.client_id AS "clientId", p.soggetto, p.motivo
  FROM proposta_riesame p WHERE p.id = $1 AND p.operazione IS NULL AND p.scade_il > ${scopeValue('adesso')}::timestamptz
    AND affidata(${radice('persona_id')}) AND affidata(${radice('altra_id')}) FOR UPDATE`;

interface RigaProposta {
  readonly tipo: Disposizione['tipo'];
  readonly persona: string;
  readonly annulla: string | null;
  readonly record: readonly string[];
  readonly ente: string;
  readonly clientId: string;
  readonly soggetto: string;
  readonly motivo: Buffer;
}

/** Confirms what another steward has proposed, which carries it out. */
@Injectable()
export class ConfermaProposta {
  constructor(
    private readonly esegui: EseguiDecisione,
    private readonly aperte: AperteDaChiDecide,
    private readonly proposte: Proposte,
    private readonly esecuzione: EseguiProposta,
  ) {}

  /**
   * By one who has the person open too. The decision stays of who proposed it; who confirmed is kept beside.
   * @throws Problem proposta_sconosciuta, conferma_di_un_altro, riesame_non_aperto, and what the decision may be refused for
   */
  async confirm(caller: Caller, given: string): Promise<RispostaDecisione> {
    const id = isUUID(given) ? given.toLowerCase() : NESSUNO;
    return this.esegui.run(caller, async (tx) => {
      const disposizione = await this.#take(tx, caller, id);
      const decisa = await this.esecuzione.carryOut(tx, disposizione);
      await this.proposte.confirmed(tx, id, decisa.operazione, caller);
      return decisa;
    });
  }

  async #take(tx: Tx, caller: Caller, id: string): Promise<Disposizione> {
    const [found] = await tx.query<RigaProposta>(PROPOSTA, [id]);
    if (found === undefined) throw anagrafeProblem('proposta_sconosciuta');
    const { tipo, persona, annulla, record, ente, clientId, soggetto } = found;
    // Who sits behind two clients only their ente knows, and answers for; behind one it is taken to be the same person.
    if (soggetto === caller.subject || clientId === caller.clientId) throw anagrafeProblem('conferma_di_un_altro');
    const detta = { attore: { ente, clientId, soggetto }, motivo: this.proposte.motivoOf(id, found.motivo) };
    const aperta = await this.aperte.persona(tx, persona);
    return tipo === 'annullamento'
      ? { ...detta, tipo, annulla: annulla! }
      : { ...detta, tipo, persona: aperta, record };
  }
}
