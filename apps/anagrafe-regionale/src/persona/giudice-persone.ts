import { Injectable } from '@nestjs/common';
import { type Modello, type Soggetto, judge } from '#libs/abbinamento';
import { areOnePlace } from '#libs/codici';
import type { Tx } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { ModelloInUso } from '../modello/modello-in-uso.js';
import type { Giudice } from './trova-per-somiglianza.js';

/** Judges by the weights in use, and knows which codes a place of birth had over time. */
@Injectable()
export class GiudicePersone {
  constructor(
    private readonly riferimenti: Riferimenti,
    private readonly inUso: ModelloInUso,
  ) {}

  /** One judge for a whole transaction: weights chosen meanwhile are those of the next. */
  async now(tx: Tx): Promise<Giudice> {
    return this.by(await this.inUso.current(tx));
  }

  /** By these weights. */
  by(modello: Modello): Giudice {
    const { territorio } = this.riferimenti;
    const stessoLuogo = (uno: string, altro: string): boolean => areOnePlace(uno, altro, territorio);
    return {
      modello: modello.nome,
      judge: (soggetto: Soggetto, candidati: readonly Soggetto[]) =>
        judge(soggetto, candidati, modello, { stessoLuogo }),
    };
  }
}
