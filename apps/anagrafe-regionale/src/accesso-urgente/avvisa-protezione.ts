import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import { type Tx, uuidv7 } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { Riferimento } from '../persona/riferimento.js';
import { postoDelMotivo } from './posti.js';

/** Over as it begins: the person is shown by the protection. Without a comune, which would read there who protects. */
const AVVISA = `INSERT INTO accesso_urgente (id, persona_id, riferimento, indice, ente, client_id, soggetto, dal, al, motivo, protezione_id)
  VALUES ($1, $2, decode($3, 'hex'), decode($4, 'hex'), $5, $6, $7, $8, $8, $9, $10)`;

/** A protection put on a person whom its ente saw by no rule. */
interface SenzaTitolo {
  readonly protezione: string;
  readonly persona: string;
  readonly codice: Identificativo | undefined;
  readonly motivo: string;
  readonly dal: Date;
}

/**
 * Keeps among the urgent accesses that somebody was protected by who did not see her: the privacy officer of that ente reads it and
 * examines it, and it counts in the day of the operator.
 */
@Injectable()
export class AvvisaProtezione {
  constructor(
    private readonly riferimento: Riferimento,
    private readonly keyRing: KeyRing,
  ) {}

  async write(tx: Tx, { ente, clientId, subject }: Caller, messa: SenzaTitolo): Promise<void> {
    const { protezione, persona, codice, motivo, dal } = messa;
    const id = uuidv7(dal);
    const indice = codice === undefined ? '' : this.riferimento.indiciOf(codice).indice;
    const sealed = this.keyRing.encrypt(Buffer.from(motivo), postoDelMotivo(id));
    const who = [ente, clientId, subject];
    await tx.execute(AVVISA, [
      id,
      persona,
      this.riferimento.ofPersona(persona),
      indice,
      ...who,
      dal,
      sealed,
      protezione,
    ]);
  }
}
