import { Injectable } from '@nestjs/common';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { type Campo, mostra } from '../visibilita/profili.js';
import type { Visibile } from '../visibilita/profilo.js';
import { Luoghi } from './luoghi.js';
import type { RigaPersona } from './persone-visibili.js';
import type { RispostaPersona } from './risposta.js';

/** Opens a person and writes of her what her profile shows. */
@Injectable()
export class ComponiRisposta {
  constructor(
    private readonly riservati: DatiRiservati,
    private readonly luoghi: Luoghi,
  ) {}

  answer({ id, dubbia, riservato, legami, schede, ...row }: RigaPersona, { profilo }: Visibile): RispostaPersona {
    const { cognome, nome, annoNascita, dataNascita, comuneResidenza } = row;
    const chiari = { cognome, nome, annoNascita, dataNascita, comuneResidenza };
    const { codice, sesso, luogoNascita, cittadinanze } = this.riservati.openPersona(id, chiari, riservato);
    const many = <T>(campo: Campo, values: readonly T[]): T[] => (mostra(profilo, campo) ? [...values] : []);
    return {
      id,
      profilo,
      dubbia,
      codice_fiscale: codice ?? null,
      cognome,
      nome,
      sesso: sesso ?? null,
      data_nascita: dataNascita,
      anno_nascita: annoNascita,
      luogo_nascita: luogoNascita === undefined ? null : this.luoghi.luogoOf(luogoNascita),
      comune_residenza: comuneResidenza === null ? null : this.luoghi.comuneOf(comuneResidenza),
      vita: legami.vita,
      data_decesso: legami.dataDecesso,
      cittadinanze: many('cittadinanze', cittadinanze),
      schede: many('schede', schede),
    };
  }
}
