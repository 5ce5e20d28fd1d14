import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import type { Ente } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';

const inForce = (table: string) => `${table}.dal <= $2 AND (${table}.al IS NULL OR $2 <= ${table}.al)`;

/**
 * For whom a caller may write: the region for all, an ente for itself and for those whose delega to deposit it holds today. Who may
 * deposit the righe of an ente may also say what its codes mean; a delega given to a capofila as such holds only while it is one.
 */
@Injectable()
export class EntiRappresentati {
  constructor(
    private readonly database: Database,
    private readonly pubblicata: VistaPubblicata,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller): Promise<{ has(ente: string): boolean }> {
    return caller.ruoli.includes('regione')
      ? { has: () => true }
      : new Set([caller.ente, ...(await this.deleganti(caller))]);
  }

  /** @throws Problem `ente_sconosciuto` for an ente that is not there and, in the same words, for one the caller may not write for */
  async find(caller: Caller, codice: string): Promise<Ente> {
    const ente = (await this.pubblicata.current()).enteByCodice(codice, legalDayOf(this.clock.now()));
    if (ente === undefined || !(await this.of(caller)).has(ente.id)) throw nomenclatoreProblem('ente_sconosciuto');
    return ente;
  }

  /** The enti whose delega the caller holds. */
  async deleganti({ ente }: Caller): Promise<string[]> {
    const rows = await this.database.statement<{ delegante: string }>(
      'consumer',
      {},
      `SELECT delegante FROM delega
        WHERE delegato = $1 AND oggetto = 'deposito' AND deriva_da IS NULL AND ${inForce('delega')}
          AND (ambito IS NULL
               OR (EXISTS (SELECT FROM capofila WHERE capofila.ambito = delega.ambito AND capofila.ente = $1 AND ${inForce('capofila')})
                   AND EXISTS (SELECT FROM appartenenza
                                WHERE appartenenza.ambito = delega.ambito AND appartenenza.ente = delegante AND ${inForce('appartenenza')})))`,
      [ente, legalDayOf(this.clock.now())],
    );
    return rows.map(({ delegante }) => delegante);
  }
}
