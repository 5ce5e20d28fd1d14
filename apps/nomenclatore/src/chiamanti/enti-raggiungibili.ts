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
    const ente = (await this.pubblicata.current()).erogatoreByCodice(codice, legalDayOf(this.clock.now()));
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
    const own = (await this.pubblicata.current()).continuita(caller.ente, legalDayOf(this.clock.now()));
    if (caller.ruoli.includes('regione') || own.includes(ente.id)) return ente;
    throw nomenclatoreProblem('ente_sconosciuto');
  }

  /** Ids of the enti whose things are the caller's to read. */
  async ownOf(caller: Caller): Promise<ReadonlySet<string>> {
    const vista = await this.pubblicata.current();
    const oggi = legalDayOf(this.clock.now());
    const own = [caller.ente, ...(await this.rappresentati.deleganti(caller))];
    if (caller.ruoli.includes('capofila')) {
      own.push(...vista.ambitiInVigore(oggi).flatMap(({ capofila, enti }) => (capofila === caller.ente ? enti : [])));
    }
    // What waits for an ente that ceased waits for who continues it.
    return new Set(own.flatMap((ente) => vista.continuita(ente, oggi)));
  }
}
