import { Injectable } from '@nestjs/common';
import type { Identificativo } from '#libs/codici';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { RegistroAccessi } from '../accesso/registro-accessi.js';
import { type Soggetto, TrovaSoggetto } from '../identita/trova-soggetto.js';
import { LimitiUrgenza } from './limiti-urgenza.js';
import { postoDelMotivo } from './posti.js';

const SCRIVI = `INSERT INTO accesso_urgente (id, persona_id, riferimento, indice, ente, client_id, soggetto, comune, dal, al, motivo)
  VALUES ($1, $2, decode($3, 'hex'), decode($4, 'hex'), $5, $6, $7, $8, $9, $10, $11)`;

/** What is asked for urgently. */
interface Richiesta {
  readonly identificativo: Identificativo;
  readonly soggetto: Soggetto | undefined;
  readonly motivo: string;
}

/** Keeps what was asked for urgently, granted or not, with its entry in the register. */
@Injectable()
export class ScriviAccessoUrgente {
  constructor(
    private readonly registro: RegistroAccessi,
    private readonly trova: TrovaSoggetto,
    private readonly limiti: LimitiUrgenza,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Where nothing was looked up. */
  async refuse(
    caller: Caller,
    esito: 'codice_non_valido' | 'finalita_non_ammessa',
    codice: string | undefined,
  ): Promise<void> {
    await this.registro.writeAlone(caller, { verbo: 'urgenza', esito, codice, quante: 0 });
  }

  /** Why this operator may open nobody now, noted; undefined if it may. */
  async refusalFor(
    tx: Tx,
    caller: Caller,
    identificativo: Identificativo,
  ): Promise<Awaited<ReturnType<LimitiUrgenza['refusalFor']>>> {
    const refusal = await this.limiti.refusalFor(tx, caller);
    if (refusal !== undefined) await this.#note(tx, caller, 'negato', identificativo, undefined);
    return refusal;
  }

  async write(
    tx: Tx,
    caller: Caller,
    { identificativo, soggetto, motivo }: Richiesta,
  ): Promise<{ id: string; al: Date; comune: string | null }> {
    const dal = this.clock.now();
    const id = uuidv7(dal);
    const { al } = this.limiti.endOf(dal);
    const { persona, comune = null } = this.trova.traceOf(soggetto);
    const asked = [this.trova.scopeOf(identificativo).indice, caller.ente, caller.clientId, caller.subject];
    const sealed = this.keyRing.encrypt(Buffer.from(motivo), postoDelMotivo(id));
    await tx.execute(SCRIVI, [id, soggetto?.persona ?? null, persona ?? null, ...asked, comune, dal, al, sealed]);
    await this.#note(tx, caller, soggetto === undefined ? 'negato' : 'concesso', identificativo, soggetto);
    return { id, al, comune };
  }

  async #note(
    tx: Tx,
    caller: Caller,
    esito: 'concesso' | 'negato',
    identificativo: Identificativo,
    soggetto: Soggetto | undefined,
  ): Promise<void> {
    const codice = this.trova.codiceOf(identificativo);
    const shown = soggetto === undefined ? {} : { regola: 'R14', profilo: 'B' };
    const trace = this.trova.traceOf(soggetto);
    await this.registro.write(tx, caller, [
      { verbo: 'urgenza', finalita: 'tutela_urgente', esito, codice, ...shown, ...trace },
    ]);
  }
}
