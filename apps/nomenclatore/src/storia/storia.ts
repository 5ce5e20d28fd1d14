import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '#libs/persistence';
import type { Caller } from '#libs/security';

/** Who changed something: an id of a client or operator, never a name, and the ente it acted for. */
export interface Autore {
  readonly chi: string;
  readonly ente: string | null;
}

/** Nobody in particular: what the rules decide by themselves. */
export const SISTEMA: Autore = { chi: 'sistema', ente: null };

/** One thing that was done. `prima` and `dopo` are what a reader needs to see what changed; `null` where there was or is nothing. */
export interface Fatto extends Autore {
  /** Kind of thing: `versione`, `associazione`, `ente`, … */
  readonly genere: string;
  /** Id of the thing among its kind. */
  readonly cosa: string;
  /** What was done, in one Italian word: `creata`, `pubblicata`, `approvata`, … */
  readonly azione: string;
  readonly prima: object | null;
  readonly dopo: object | null;
  readonly motivo?: string | null;
}

/** A fact as it was noted. */
export interface FattoNotato {
  readonly id: number;
  readonly il: Date;
  readonly chi: string;
  readonly ente: string | null;
  readonly azione: string;
  readonly prima: object | null;
  readonly dopo: object | null;
  readonly motivo: string | null;
}

/** Facts of one statement: a file changes thousands of things at once. */
const FACTS_PER_STATEMENT = 5_000;

/** Author of what a caller does: a person by its own id, a machine by its client, each with the authority that gave the id. */
export function autoreOf({ identity, clientId, subject, ente }: Caller): Autore {
  return { chi: `${identity}:${identity === 'oidc' ? subject : clientId}`, ente };
}

/** Who changed what, when and why: append-only, written in the transaction that makes the change. */
@Injectable()
export class Storia {
  constructor(private readonly clock: Clock) {}

  /** Notes what was done, in the given order. */
  async write(tx: Tx, ...fatti: readonly Fatto[]): Promise<void> {
    const il = this.clock.now();
    for (let from = 0; from < fatti.length; from += FACTS_PER_STATEMENT) {
      await tx.execute(
        `INSERT INTO storia (il, chi, ente, genere, cosa, azione, prima, dopo, motivo)
         SELECT $2, chi, ente, genere, cosa, azione, prima, dopo, motivo
           FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (
                  chi text, ente uuid, genere text, cosa text, azione text, prima jsonb, dopo jsonb, motivo text)
                ) WITH ORDINALITY AS fatto (chi, ente, genere, cosa, azione, prima, dopo, motivo, ordine)
          ORDER BY ordine`,
        [JSON.stringify(fatti.slice(from, from + FACTS_PER_STATEMENT)), il],
      );
    }
  }

  /**
   * What was done to one thing, the latest first.
   * @param limite at most so many
   */
  async read(tx: Tx, genere: string, cosa: string, limite = 200): Promise<FattoNotato[]> {
    return tx.query<FattoNotato>(
      `SELECT id, il, chi, ente, azione, prima, dopo, motivo FROM storia
        WHERE genere = $1 AND cosa = $2 ORDER BY id DESC LIMIT $3`,
      [genere, cosa, limite],
    );
  }
}
