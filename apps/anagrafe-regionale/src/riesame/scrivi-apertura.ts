import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { type Caller, KeyRing } from '#libs/security';
import { type Accesso, RegistroAccessi } from '../accesso/registro-accessi.js';
import { RegoleRiesame } from './regole-riesame.js';

const ORA_MS = 3_600_000;

/** The opening that must be an hour old before there may be another. */
const ULTIMA = `SELECT dal FROM apertura_riesame WHERE ente = $1 AND soggetto = $2 AND dal > $3
  ORDER BY dal DESC OFFSET $4 LIMIT 1`;
const SCRIVI = `INSERT INTO apertura_riesame (id, duplicato_id, persona_id, ente, client_id, soggetto, motivo, dal, al)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** What a steward asks to see: a pair, or one person. */
interface DaAprire {
  readonly duplicato?: string;
  readonly persona?: string;
  readonly motivo: string;
  readonly concessa: boolean;
}

/** Keeps what stewards open and why, granted or not, and how often: whoever opens one after the other goes through the registry. */
@Injectable()
export class ScriviApertura {
  constructor(
    private readonly registro: RegistroAccessi,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
    private readonly regole: RegoleRiesame,
  ) {}

  /** Where nothing was looked up: a purpose that is not a steward's. */
  async refuse(caller: Caller): Promise<void> {
    await this.registro.writeAlone(caller, { verbo: 'riesame', esito: 'finalita_non_ammessa', quante: 0 });
  }

  /** One question of a steward at a time, until the transaction ends. @returns the seconds to wait, undefined if it may go on */
  async stop(tx: Tx, caller: Caller): Promise<number | undefined> {
    const { ente, subject } = caller;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`riesame ${ente} ${subject}`]);
    const now = this.clock.now().getTime();
    const [last] = await tx.query<{ dal: Date }>(ULTIMA, [
      ente,
      subject,
      new Date(now - ORA_MS),
      this.regole.allOra - 1,
    ]);
    if (last === undefined) return undefined;
    await this.note(tx, caller, [{ esito: 'negato', quante: 0 }]);
    return Math.max(1, Math.ceil((last.dal.getTime() + ORA_MS - now) / 1000));
  }

  /** A try that fails is a try. */
  async write(tx: Tx, caller: Caller, { duplicato, persona, motivo, concessa }: DaAprire) {
    const dal = this.clock.now();
    const id = uuidv7(dal);
    const al = concessa ? new Date(dal.getTime() + this.regole.durata) : dal;
    const sealed = this.keyRing.encrypt(Buffer.from(motivo), `apertura_riesame:${id}:motivo`);
    const who = [caller.ente, caller.clientId, caller.subject];
    await tx.execute(SCRIVI, [id, duplicato ?? null, persona ?? null, ...who, sealed, dal, al]);
    return { id, al };
  }

  /** In the register of accesses, with the transaction. */
  async note(tx: Tx, caller: Caller, accessi: readonly Omit<Accesso, 'verbo' | 'finalita'>[]): Promise<void> {
    const rows = accessi.map((accesso) => ({ ...accesso, verbo: 'riesame', finalita: 'riesame_duplicati' }) as const);
    await this.registro.write(tx, caller, rows);
  }
}
