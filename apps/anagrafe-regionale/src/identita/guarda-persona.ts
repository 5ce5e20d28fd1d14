import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { SessionScope, Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { type Accesso, RegistroAccessi, type Verbo } from '../accesso/registro-accessi.js';
import { Riferimento } from '../persona/riferimento.js';
import type { Finalita } from '../visibilita/finalita.js';
import type { Visibile } from '../visibilita/profilo.js';
import type { Richiedente } from '../visibilita/richiedente.js';
import { Visibilita } from '../visibilita/visibilita.js';
import { NESSUNO } from './trova-soggetto.js';

/** A person that the caller may know. */
export interface PersonaGuardata extends Visibile {
  /** The person it is now, whatever id was given. */
  readonly persona: string;
  /** Where it lives, for the register; null for who is protected: there its comune would read who looked. */
  readonly comune: string | null;
}

/** How a person is looked at. */
interface Sguardo {
  readonly id: string;
  readonly finalita: Finalita;
  readonly verbo: Verbo;
  /** Whether what is seen is enough for what is done with it; any is, unless told. */
  readonly basta?: (visibile: Visibile) => boolean;
  /** What else the register keeps of it. */
  readonly traccia?: Pick<Accesso, 'codice' | 'richiesta'>;
}

const RADICE = `SELECT coalesce((SELECT radice FROM radice_persona WHERE persona_id = $1), $1::uuid) AS radice`;

const COMUNE = `SELECT CASE WHEN protetta THEN NULL ELSE comune_residenza END AS comune FROM persona WHERE id = $1`;

/** Looks whether a caller may know a person by its id, and writes down that it did. */
@Injectable()
export class GuardaPersona {
  constructor(
    private readonly visibilita: Visibilita,
    private readonly registro: RegistroAccessi,
    private readonly riferimento: Riferimento,
  ) {}

  richiedenteOf(caller: Pick<Caller, 'ente' | 'subject' | 'ruoli'>): Richiedente {
    return this.visibilita.richiedenteOf(caller);
  }

  scopeOf(chi: Richiedente): SessionScope {
    return this.visibilita.scopeOf(chi);
  }

  /** @returns undefined alike for a person that does not exist and for one that is not the caller's to see */
  async find(tx: Tx, chi: Richiedente, id: string, finalita: Finalita): Promise<PersonaGuardata | undefined> {
    const [{ radice } = { radice: NESSUNO }] = await tx.query<{ radice: string }>(RADICE, [
      isUUID(id) ? id.toLowerCase() : NESSUNO,
    ]);
    const visibile = (await this.visibilita.profiliOf(tx, chi, this.visibilita.domandaOf(finalita), [radice])).get(
      radice,
    );
    const [place] = await tx.query<{ comune: string | null }>(COMUNE, [radice]);
    return visibile === undefined || place === undefined ? undefined : { ...visibile, ...place, persona: radice };
  }

  /** As `find`, with its entry in the register. */
  async look(
    tx: Tx,
    caller: Caller,
    chi: Richiedente,
    { id, finalita, verbo, basta = () => true, traccia }: Sguardo,
  ): Promise<PersonaGuardata | undefined> {
    const seen = await this.find(tx, chi, id, finalita);
    const found = seen !== undefined && basta(seen) ? seen : undefined;
    const persona = this.riferimento.ofPersona(found?.persona ?? (isUUID(id) ? id.toLowerCase() : NESSUNO));
    const { regola, profilo, comune } = found ?? {};
    const shown =
      found === undefined ? ({ esito: 'nessuna', quante: 0 } as const) : ({ esito: 'mostrata', quante: 1 } as const);
    await this.registro.write(tx, caller, [
      { verbo, finalita, persona, regola, profilo, comune, ...shown, ...traccia },
    ]);
    return found;
  }

  /** A request that was not looked into: somebody made it, and the register says so. */
  async refuse(caller: Caller, accesso: Omit<Accesso, 'esito' | 'quante'>): Promise<void> {
    await this.registro.writeAlone(caller, { ...accesso, esito: 'criteri_non_validi', quante: 0 });
  }

  /** An entry that the comune of residence must not read: it would say which office protects the person. */
  async noteSilently(
    tx: Tx,
    caller: Caller,
    { persona, ...accesso }: Pick<Accesso, 'verbo' | 'esito' | 'persona' | 'codice'>,
    at?: Date,
  ): Promise<void> {
    const reference = persona === undefined ? undefined : this.riferimento.ofPersona(persona);
    const silent = { finalita: 'tutela_urgente', persona: reference, quante: persona === undefined ? 0 : 1 };
    await this.registro.write(tx, caller, [{ ...accesso, ...silent }], at);
  }

  /**
   * From now on, or until an instant, nobody else reads in the register that the ente looked at the person: who protects it would tell, by
   * having looked before, where it is.
   */
  async silence(tx: Tx, persona: string, ente: string, fino: Date | null = null): Promise<void> {
    await tx.execute(
      `INSERT INTO accesso_taciuto (persona, ente, fino) VALUES ($1, $2, $3)
       ON CONFLICT (persona, ente) DO UPDATE SET fino = excluded.fino`,
      [Buffer.from(this.riferimento.ofPersona(persona), 'hex'), ente, fino],
    );
  }
}
