import { Injectable } from '@nestjs/common';
import { Clock, type Tx, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';

/** For whom a caller may act: for every ente, or for these. */
export interface Rappresentanza {
  has(ente: string): boolean;
}

const TUTTI: Rappresentanza = { has: () => true };

const inForce = (table: string) => `${table}.dal <= $2 AND (${table}.al IS NULL OR $2 <= ${table}.al)`;

/**
 * For whom a caller may write: the region for all, an ente for itself and for those whose delega to deposit it holds today. Who may
 * deposit the righe of an ente may also say what its codes mean; a delega given to a capofila as such holds only while it is one.
 */
@Injectable()
export class EntiRappresentati {
  constructor(private readonly clock: Clock) {}

  async of(tx: Tx, { ente, ruoli }: Caller): Promise<Rappresentanza> {
    if (ruoli.includes('regione')) return TUTTI;
    const deleganti = await tx.query<{ delegante: string }>(
      `SELECT delegante FROM delega
        WHERE delegato = $1 AND oggetto = 'deposito' AND deriva_da IS NULL AND ${inForce('delega')}
          AND (ambito IS NULL
               OR (EXISTS (SELECT FROM capofila WHERE capofila.ambito = delega.ambito AND capofila.ente = $1 AND ${inForce('capofila')})
                   AND EXISTS (SELECT FROM appartenenza
                                WHERE appartenenza.ambito = delega.ambito AND appartenenza.ente = delegante AND ${inForce('appartenenza')})))`,
      [ente, legalDayOf(this.clock.now())],
    );
    return new Set([ente, ...deleganti.map(({ delegante }) => delegante)]);
  }
}
