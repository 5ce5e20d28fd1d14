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

  /** The ambiti that the caller, or who ceased into it, belonged to or led when the year ended, and those it leads today. */
  overTabelle(caller: Caller, anno: number): SessionScope {
    if (caller.ruoli.includes('regione')) return { vista: 'regione' };
    const { allora, oggi } = this.#ambitiOf(anno);
    const isMine = this.#continued(caller);
    const own = allora.filter(({ enti, capofila }) => isMine(capofila) || enti.some(isMine));
    const led = oggi.filter(({ capofila }) => capofila === caller.ente);
    return { ambiti: [...own, ...led].map(({ id }) => id).join(',') };
  }

  /** The caller's own deliveries, and for a capofila those of the enti of its ambito. */
  overConsegne(caller: Caller, anno: number): SessionScope {
    if (caller.ruoli.includes('regione')) return { vista: 'regione' };
    const { allora, oggi } = this.#ambitiOf(anno);
    const isMine = this.#continued(caller);
    const led = caller.ruoli.includes('capofila')
      ? [
          ...allora.filter(({ capofila }) => isMine(capofila)),
          ...oggi.filter(({ capofila }) => capofila === caller.ente),
        ]
      : [];
    const today = legalDayOf(this.clock.now());
    const enti = [caller.ente, ...led.flatMap((ambito) => ambito.enti)].flatMap((ente) =>
      this.riferimenti.continuita(ente, today),
    );
    return { enti: [...new Set(enti)].join(',') };
  }

  /** Whether an ente is the caller's, or ceased into it: what it belonged to or led when the year ended counts for who continues it. */
  #continued({ ente }: Caller): (uno: string | undefined) => boolean {
    const own = new Set<string | undefined>(this.riferimenti.continuita(ente, legalDayOf(this.clock.now())));
    return (uno) => own.has(uno);
  }

  #ambitiOf(anno: number): { allora: readonly AmbitoInVigore[]; oggi: readonly AmbitoInVigore[] } {
    const today = legalDayOf(this.clock.now());
    const { vista } = this.riferimenti;
    return { allora: vista.ambitiInVigore(giornoDegliAmbiti(anno, today)), oggi: vista.ambitiInVigore(today) };
  }
}
