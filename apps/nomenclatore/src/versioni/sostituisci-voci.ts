import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { itemsDigest, readItems, writeItems } from '../nomenclature/voci-tenute.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { type Autore, Storia } from '../storia/storia.js';
import type { BozzaEsaminata } from './crea-bozza.js';
import { EsaminaBozza } from './esamina-bozza.js';
import { type VersioneVista, inStoria, lockVersioni, updateVersione, versioneVista } from './versioni-tenute.js';
import type { VociInviate } from './voci-inviate.js';

/** Puts other items in a draft, all of them together. */
@Injectable()
export class SostituisciVoci {
  constructor(
    private readonly database: Database,
    private readonly registro: RegistroPubblicato,
    private readonly esamina: EsaminaBozza,
    private readonly storia: Storia,
  ) {}

  /**
   * @throws Problem `nomenclatura_sconosciuta`, `versione_in_altro_stato`, `variazione_contesa`, `file_con_errori`
   */
  async replace(
    vista: VersioneVista,
    inviate: VociInviate,
    verifica: boolean,
    autore: Autore,
  ): Promise<BozzaEsaminata> {
    return this.database.transaction('consumer', {}, async (tx) => {
      await this.registro.waitForLoad(tx);
      const versioni = await lockVersioni(tx, vista.sistema);
      const bozza = versioneVista(versioni, vista, 'bozza');
      const esito = await this.esamina.examine(tx, versioni, bozza.dal, inviate);
      if (verifica) return { ...esito, revisione: null };
      const former = await readItems(tx, bozza.id);
      await writeItems(tx, bozza.id, inviate.voci);
      const versione = await updateVersione(tx, bozza, { impronta: itemsDigest(inviate.voci) });
      await this.storia.write(tx, {
        ...autore,
        genere: 'versione',
        cosa: bozza.id,
        azione: 'voci_sostituite',
        prima: inStoria(bozza, former.length),
        dopo: inStoria(versione, inviate.voci.length),
      });
      return { ...esito, revisione: versione.revisione };
    });
  }
}
