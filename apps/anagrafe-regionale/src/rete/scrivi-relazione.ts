import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { parseLegalDay } from '#libs/codici';
import { Clock, type Tx } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { anagrafeProblem } from '../anagrafe-regionale.errors.js';
import { IDS, type Nominativo, placeOfRelazione } from './rete.js';
import { ReteDiPersona } from './rete-di-persona.js';
import type { DomandaRelazione, RispostaRete } from './risposta.js';

const INSERT = `INSERT INTO rete_relazione (id, persona_id, ente, genere, nominativo, dal, al, noto_dal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
const CLOSE = `UPDATE rete_relazione SET noto_al = greatest($3::timestamptz, noto_dal)
  WHERE id = $2 AND persona_id = ANY (${IDS}) AND noto_al IS NULL`;

/** Adds to the network around a person, or puts something in the place of what was known of it. */
@Injectable()
export class ScriviRelazione {
  constructor(
    private readonly rete: ReteDiPersona,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @returns the whole network as it is then @throws Problem momento_non_valido and those of reading */
  async write(caller: Caller, personaId: string, domanda: DomandaRelazione): Promise<RispostaRete> {
    const { dal, al } = domanda;
    const days = [dal, ...(al === undefined ? [] : [al])];
    if (days.some((day) => parseLegalDay(day) === undefined) || (al !== undefined && al < dal))
      throw anagrafeProblem('momento_non_valido');
    return this.rete.read(caller, personaId, domanda.finalita, (tx, id) => this.#write(tx, caller, id, domanda));
  }

  async #write(tx: Tx, { ente }: Caller, personaId: string, domanda: DomandaRelazione): Promise<void> {
    const { genere, nominativo, recapito, dal, al, sostituisce } = domanda;
    const adesso = this.clock.now();
    if (typeof sostituisce === 'string' && isUUID(sostituisce))
      await tx.execute(CLOSE, [personaId, sostituisce, adesso]);
    const id = randomUUID();
    const sealed: Nominativo = { nominativo, recapito: recapito ?? null };
    const bytes = this.keyRing.encrypt(Buffer.from(JSON.stringify(sealed)), placeOfRelazione(id));
    await tx.execute(INSERT, [id, personaId, ente, genere, bytes, dal, al ?? null, adesso]);
  }
}
