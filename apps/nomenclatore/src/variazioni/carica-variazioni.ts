import { Injectable } from '@nestjs/common';
import { type RilievoLetto, fileConErrori } from '../lettura/rilievi.js';
import type { Autore } from '../storia/storia.js';
import { leggiFoglioVariazioni } from './leggi-foglio-variazioni.js';
import { type EsitoVariazioni, RegistraVariazioni } from './registra-variazioni.js';

/** Makes the changes of a file in their order, or none of them. */
@Injectable()
export class CaricaVariazioni {
  constructor(private readonly registra: RegistraVariazioni) {}

  /** @throws Problem `file_con_errori` with a finding for each row that cannot be */
  async load(bytes: Uint8Array, autore: Autore, verifica: boolean): Promise<EsitoVariazioni> {
    const letto = await leggiFoglioVariazioni(bytes);
    if (letto.errori > 0) throw fileConErrori(letto);
    const found: RilievoLetto[] = [];
    const esito = await this.registra.register({
      dette: letto.dette,
      autore,
      verifica,
      onRifiuto: (indice, error) => found.push(...letto.rilieviSu(indice, error)),
    });
    if (found.length === 0) return esito;
    const { avvisi, rilievi } = letto;
    throw fileConErrori({ errori: found.length, avvisi, rilievi: [...rilievi, ...found] });
  }
}
