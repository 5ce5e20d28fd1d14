import { Injectable } from '@nestjs/common';
import { Clock, type SessionScope, legalDayOf } from '#libs/persistence';
import { type AmbitoInVigore, Riferimenti } from '#libs/riferimenti';
import type { Caller } from '#libs/security';
import { giornoDegliAmbiti } from '../tabelle/territorio-dell-anno.js';

/** Whose rows a caller reads, as a scope for row-level security. The region reads all; who is in no ambito, no table. */
@Injectable()
export class Visibilita {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly clock: Clock,
  ) {}

  /** The ambiti that the caller belonged to, or led, when the year ended, and those it leads today. */
  overTabelle(caller: Caller, anno: number): SessionScope {
    if (caller.ruoli.includes('regione')) return { vista: 'regione' };
    const { allora, oggi } = this.#ambitiOf(anno);
    const own = allora.filter(({ enti, capofila }) => capofila === caller.ente || enti.includes(caller.ente));
    const led = oggi.filter(({ capofila }) => capofila === caller.ente);
    return { ambiti: [...own, ...led].map(({ id }) => id).join(',') };
  }

  /** The caller's own deliveries, and for a capofila those of the enti of its ambito. */
  overConsegne(caller: Caller, anno: number): SessionScope {
    if (caller.ruoli.includes('regione')) return { vista: 'regione' };
    const { allora, oggi } = this.#ambitiOf(anno);
    const led = caller.ruoli.includes('capofila')
      ? [...allora, ...oggi].filter(({ capofila }) => capofila === caller.ente)
      : [];
    return { enti: [caller.ente, ...led.flatMap(({ enti }) => enti)].join(',') };
  }

  #ambitiOf(anno: number): { allora: AmbitoInVigore[]; oggi: AmbitoInVigore[] } {
    const today = legalDayOf(this.clock.now());
    const { vista } = this.riferimenti;
    return { allora: vista.ambitiInVigore(giornoDegliAmbiti(anno, today)), oggi: vista.ambitiInVigore(today) };
  }
}
