import { Injectable } from '@nestjs/common';
import { Clock, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { EntiRaggiungibili } from '../chiamanti/enti-raggiungibili.js';
import { VistaPubblicata } from '../traduzioni/vista-pubblicata.js';
import { adesioniOn } from './adesioni.js';
import type { AdesioniLette } from './modelli-registri.js';

/** Who has joined: to the region everybody, to an ente itself, to a capofila its ambito. */
@Injectable()
export class LeggiAdesioni {
  constructor(
    private readonly pubblicata: VistaPubblicata,
    private readonly enti: EntiRaggiungibili,
    private readonly clock: Clock,
  ) {}

  /** @param giorno today unless told */
  async read(caller: Caller, giorno: string | undefined): Promise<AdesioniLette> {
    const own = caller.ruoli.includes('regione') ? undefined : await this.enti.ownOf(caller);
    const reaches = (ente: string): boolean => own === undefined || own.has(ente);
    return adesioniOn(await this.pubblicata.current(), giorno ?? legalDayOf(this.clock.now()), reaches);
  }
}
