import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { Storia } from '../storia/storia.js';
import type { GenereConStoria } from './letture-richieste.js';
import type { StoriaLetta } from './modelli-registri.js';

/** Who changed an ente, when and why: for the region and the ente itself. */
@Injectable()
export class LeggiStoria {
  constructor(
    private readonly database: Database,
    private readonly enti: EntiRaggiungibili,
    private readonly storia: Storia,
  ) {}

  /** @throws Problem `ente_sconosciuto`, also for an ente that is not the caller's */
  async read(caller: Caller, id: string): Promise<StoriaLetta> {
    const ente = await this.enti.findOwn(caller, id);
    const fatti = await this.database.transaction('consumer', {}, (tx) => this.storia.read(tx, 'ente', ente.id));
    return { fatti: fatti.map(({ id: _, ...fatto }) => fatto) };
  }

  /** Of anything in the registries, for the region; empty where nothing was ever changed by API or file. */
  async readAny(genere: GenereConStoria, id: string): Promise<StoriaLetta> {
    const fatti = await this.database.transaction('consumer', {}, (tx) => this.storia.read(tx, genere, id));
    return { fatti: fatti.map(({ id: _, ...fatto }) => fatto) };
  }
}
