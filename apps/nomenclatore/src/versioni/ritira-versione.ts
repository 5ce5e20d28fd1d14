import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import { readItems } from '../nomenclature/voci-tenute.js';
import { RegistroPubblicato } from '../pubblicazione/registro-pubblicato.js';
import { type Autore, Storia } from '../storia/storia.js';
import { inParti } from './parti-versione.js';
import {
  type VersioneTenuta,
  type VersioneVista,
  inStoria,
  lockVersioni,
  updateVersione,
  versioneVista,
} from './versioni-tenute.js';

/**
 * Takes a published version out of use, for every day, at once. It stays readable for ever. The version that it had closed stays closed:
 * which one is in force instead is for who withdraws to say, by publishing one. Inside a transaction that may do more.
 */
@Injectable()
export class RitiraVersione {
  constructor(
    private readonly registro: RegistroPubblicato,
    private readonly storia: Storia,
  ) {}

  /** @throws Problem `nomenclatura_sconosciuta`, `versione_in_altro_stato`, `variazione_contesa` */
  async withdraw(tx: Tx, vista: VersioneVista, motivo: string, autore: Autore): Promise<VersioneTenuta> {
    await this.registro.waitForLoad(tx);
    const before = versioneVista(await lockVersioni(tx, vista.sistema), vista, 'pubblicata');
    const voci = await readItems(tx, before.id);
    const versione = await updateVersione(tx, before, { stato: 'ritirata' });
    await this.registro.write(tx, inParti(versione, voci));
    const contenuti = { prima: inStoria(before, voci.length), dopo: inStoria(versione, voci.length) };
    await this.storia.write(tx, {
      ...autore,
      genere: 'versione',
      cosa: versione.id,
      azione: 'ritirata',
      ...contenuti,
      motivo,
    });
    return versione;
  }
}
