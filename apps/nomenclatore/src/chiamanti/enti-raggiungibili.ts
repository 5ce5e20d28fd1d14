import { Injectable } from '@nestjs/common';
import { Clock, type SessionScope, legalDayOf } from '#libs/persistence';
import type { Ente } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';
import { EntiRappresentati } from './enti-rappresentati.js';

/**
 * Whose reserved things a caller may read: the region all, a capofila those of the ambito it leads today, everybody its own and those
 * it may write for.
 */
@Injectable()
export class EntiRaggiungibili {
  constructor(
    private readonly pubblicata: VistaPubblicata,
    private readonly rappresentati: EntiRappresentati,
    private readonly clock: Clock,
  ) {}

  async scopeOf(caller: Caller): Promise<SessionScope> {
    if (caller.ruoli.includes('regione')) return { vista: 'regione' };
    return { enti: [...(await this.ownOf(caller))].join(',') };
  }

  /** @throws Problem `ente_sconosciuto` for an ente that is not there and, in the same words, for one that is not the caller's */
  async find(caller: Caller, codice: string): Promise<Ente> {
    const ente = (await this.pubblicata.current()).enteByCodice(codice, legalDayOf(this.clock.now()));
    if (ente === undefined) throw nomenclatoreProblem('ente_sconosciuto');
    if (caller.ruoli.includes('regione') || (await this.ownOf(caller)).has(ente.id)) return ente;
    throw nomenclatoreProblem('ente_sconosciuto');
  }

  /**
   * As `find`, of what not even a capofila reads for others: contacts, clients, history.
   * @throws Problem `ente_sconosciuto`
   */
  async findOwn(caller: Caller, codice: string): Promise<Ente> {
    const ente = await this.find(caller, codice);
    if (caller.ruoli.includes('regione') || ente.id === caller.ente) return ente;
    throw nomenclatoreProblem('ente_sconosciuto');
  }

  /** Ids of the enti whose things are the caller's to read. */
  async ownOf(caller: Caller): Promise<ReadonlySet<string>> {
    const own = [caller.ente, ...(await this.rappresentati.deleganti(caller))];
    if (!caller.ruoli.includes('capofila')) return new Set(own);
    const ambiti = (await this.pubblicata.current()).ambitiInVigore(legalDayOf(this.clock.now()));
    return new Set([...own, ...ambiti.filter(({ capofila }) => capofila === caller.ente).flatMap(({ enti }) => enti)]);
  }
}
