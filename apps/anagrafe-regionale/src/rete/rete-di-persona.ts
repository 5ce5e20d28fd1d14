import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { GuardaPersone } from '../ricerca/guarda-persone.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { IDS, type Nominativo, RELAZIONI_MOSTRATE, placeOfRelazione } from './rete.js';
import type { RispostaRelazione, RispostaRete } from './risposta.js';

const IN_CARICO = `SELECT FROM presa_in_carico c WHERE c.persona_id = ANY (${IDS}) AND c.ente = ANY ($2::uuid[])
  AND c.dal <= $3::date AND (c.vale_fino IS NULL OR c.vale_fino >= $3::date) LIMIT 1`;
const RELAZIONI = `SELECT id, genere, nominativo, dal, al FROM rete_relazione
  WHERE persona_id = ANY (${IDS}) AND ente = ANY ($2::uuid[]) AND noto_al IS NULL ORDER BY dal DESC, id LIMIT ${RELAZIONI_MOSTRATE}`;

type RigaRelazione = Omit<RispostaRelazione, 'nominativo' | 'recapito'> & { readonly nominativo: Buffer };

/** Lets the ente that has a person in charge at the network around her; everybody else sees none. */
@Injectable()
export class ReteDiPersona {
  constructor(
    private readonly guarda: GuardaPersone,
    private readonly visibilita: Visibilita,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * @param change what to do before reading, in the same transaction
   * @throws Problem finalita_non_ammessa; persona_sconosciuta, also for a person that is not the caller's to see; persona_non_in_carico
   */
  async read(
    caller: Caller,
    id: string,
    finalita: unknown,
    change?: (tx: Tx, personaId: string) => Promise<void>,
  ): Promise<RispostaRete> {
    const { entiPropri } = this.visibilita.richiedenteOf(caller);
    const oggi = legalDayOf(this.clock.now());
    const sguardo = { verbo: 'lettura', id, finalita, caso: undefined } as const;
    const found = await this.guarda.look(caller, sguardo, async (tx, lei) => {
      // The look at the person is in the register in any case.
      const inCarico = await tx.query(IN_CARICO, [lei.id, entiPropri, oggi]);
      if (inCarico.length === 0) return { risposta: undefined, altre: [] };
      await change?.(tx, lei.id);
      const rows = await tx.query<RigaRelazione>(RELAZIONI, [lei.id, entiPropri]);
      return { risposta: { id: lei.id, relazioni: rows.map((row) => this.#opened(row)) }, altre: [] };
    });
    if (found === undefined) throw anagrafeProblem('persona_non_in_carico');
    return found;
  }

  #opened({ id, nominativo, ...rest }: RigaRelazione): RispostaRelazione {
    const opened = JSON.parse(this.keyRing.decrypt(nominativo, placeOfRelazione(id)).toString()) as Nominativo;
    return { id, ...rest, ...opened };
  }
}
