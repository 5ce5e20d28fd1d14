import { Injectable } from '@nestjs/common';
import { type Giudizio, MODELLO_ITALIANO, type Soggetto, judge } from '#libs/abbinamento';
import { areOnePlace } from '#libs/codici';
import { Riferimenti } from '#libs/riferimenti';
import type { Giudice } from './trova-per-somiglianza.js';

/** Judges by the weights of Italian persons, and knows which codes a place of birth had over time. */
@Injectable()
export class GiudicePersone implements Giudice {
  readonly modello = MODELLO_ITALIANO.nome;

  constructor(private readonly riferimenti: Riferimenti) {}

  judge(soggetto: Soggetto, candidati: readonly Soggetto[]): Giudizio {
    const { territorio } = this.riferimenti;
    const stessoLuogo = (uno: string, altro: string): boolean => areOnePlace(uno, altro, territorio);
    return judge(soggetto, candidati, MODELLO_ITALIANO, { stessoLuogo });
  }
}
