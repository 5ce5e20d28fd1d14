import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { GenereCopia } from '#libs/contracts';
import { Clock, legalDayOf } from '#libs/persistence';
import type { Caller } from '#libs/security';
import { conteggio } from '../lettura/proprieta.js';
import type { Registro } from '../pacchetto/aggregati-regione.js';
import { autoreOf } from '../storia/storia.js';
import type { Provenienza } from './detti.js';
import { ScriviRegistro } from './scrivi-registro.js';

export class VariazioneScritta {
  @ApiProperty({ description: 'Identificativo di ciò che si è cambiato.', format: 'uuid', maxLength: 36 }) id: string;
  @ApiProperty({ ...conteggio('La sua revisione, da ripetere quando lo si cambia ancora.'), example: 4 })
  revisione: number;
  @ApiProperty({ ...conteggio('Quante cose sono cambiate, questa e quelle che ne dipendono.'), example: 2 })
  variate: number;
}

/** What a request of the region wants changed. */
export interface Richiesta {
  readonly caller: Caller;
  readonly genere: GenereCopia;
  /** What is changed, as the caller saw it; missing for what is registered anew. */
  readonly vista?: { readonly id: string; readonly revisione: number };
  readonly azione?: string;
  readonly motivo?: string | null | undefined;
  readonly fonte?: string | null | undefined;
  readonly change: (registro: Registro, provenienza: Provenienza) => Registro;
}

/** Does what one request of the region asks of the registries, and answers with the thing it was about. */
@Injectable()
export class ApplicaVariazione {
  constructor(
    private readonly scrivi: ScriviRegistro,
    private readonly clock: Clock,
  ) {}

  /** @throws RegistroIncoerente, Problem `variazione_contesa`, and what `change` throws */
  async apply({ caller, genere, vista, azione, motivo, fonte, change }: Richiesta): Promise<VariazioneScritta> {
    const provenienza: Provenienza = {
      fonte: fonte ?? `Regione, ${legalDayOf(this.clock.now())}`,
      affidabilita: 'fonte',
    };
    const variate = await this.scrivi.write({
      change: (registro) => change(registro, provenienza),
      attese: vista === undefined ? [] : [{ genere, ...vista }],
      autore: autoreOf(caller),
      ...(azione === undefined ? {} : { azione }),
      motivo: motivo ?? null,
    });
    const changed = variate.find((one) => one.genere === genere && (vista === undefined || one.id === vista.id));
    // Nothing changed: what was asked is so already, at the revision that the caller saw.
    const { id, revisione } = changed ?? vista!;
    return { id, revisione, variate: variate.length };
  }
}
