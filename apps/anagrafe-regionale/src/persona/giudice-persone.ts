import { Injectable } from '@nestjs/common';
import { type Confrontato, type Modello, type Soggetto, type StessoLuogo, judge, judgePair } from '#libs/abbinamento';
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

  /** What two persons say field by field, by the weights in use, however far they are from being one. */
  async compare(tx: Tx, uno: Soggetto, altro: Soggetto): Promise<Pick<Confrontato, 'veti' | 'evidenza'>> {
    return judgePair(uno, altro, await this.inUso.current(tx), this.#stessoLuogo());
  }

  /** By these weights. */
  by(modello: Modello): Giudice {
    const stessoLuogo = this.#stessoLuogo();
    return {
      modello: modello.nome,
      judge: (soggetto: Soggetto, candidati: readonly Soggetto[]) =>
        judge(soggetto, candidati, modello, { stessoLuogo }),
    };
  }

  #stessoLuogo(): StessoLuogo {
    const { territorio } = this.riferimenti;
    return (uno, altro) => areOnePlace(uno, altro, territorio);
  }
}
