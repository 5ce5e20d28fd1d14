import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { nomenclatoreProblem } from '../nomenclatore.errors.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import type { Autore } from '../storia/storia.js';
import { EsaminaBozza, type EsitoEsame } from './esamina-bozza.js';
import { type NuovaBozza, ScriviBozza } from './scrivi-bozza.js';
import { lockVersioni } from './versioni-tenute.js';
import type { VociInviate } from './voci-inviate.js';

export interface BozzaEsaminata extends EsitoEsame {
  /** Null when it was only to be examined: nothing of it is kept. */
  readonly revisione: number | null;
}

/** Makes a draft of what the region sent, or only says what it would be. */
@Injectable()
export class CreaBozza {
  constructor(
    private readonly database: Database,
    private readonly registro: RegistroPubblicato,
    private readonly esamina: EsaminaBozza,
    private readonly scrivi: ScriviBozza,
  ) {}

  /** @throws Problem `file_con_errori`, `versione_esistente`, `validita_in_conflitto` for days that end before they begin */
  async create(
    bozza: Omit<NuovaBozza, 'voci' | 'ente'>,
    inviate: VociInviate,
    verifica: boolean,
    autore: Autore,
  ): Promise<BozzaEsaminata> {
    if (bozza.al !== null && bozza.al < bozza.dal) throw nomenclatoreProblem('validita_in_conflitto');
    return this.database.transaction('consumer', {}, async (tx) => {
      await this.registro.waitForLoad(tx);
      const versioni = await lockVersioni(tx, bozza.sistema);
      if (versioni.some(({ versione }) => versione === bozza.versione)) throw nomenclatoreProblem('versione_esistente');
      const esito = await this.esamina.examine(tx, versioni, bozza.dal, inviate);
      if (verifica) return { ...esito, revisione: null };
      const { revisione } = await this.scrivi.write(tx, { ...bozza, ente: null, voci: inviate.voci }, autore);
      return { ...esito, revisione };
    });
  }
}
