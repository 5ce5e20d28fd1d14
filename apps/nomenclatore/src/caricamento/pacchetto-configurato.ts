import { join } from 'node:path';
import { type Pacchetto, readPacchetto } from '../pacchetto/pacchetto.js';
import { readPacchettoRegione } from '../pacchetto/pacchetto-regione.js';
import { PacchettoRifiutato, type Problema } from '../pacchetto/problema.js';
import { readCartella } from './cartelle.js';

/** Where this installation's pack is. */
export interface Cartelle {
  readonly nazionale: string;
  readonly regione: string;
  /** The region's `dimostrazione/` is part of it: never in production. */
  readonly dimostrazione: boolean;
}

/** The pack of this installation, read anew at each call. */
export class PacchettoConfigurato {
  #codiceRegione: string | undefined;

  constructor(private readonly cartelle: Cartelle) {}

  /** ISTAT code of the region: ids follow from it, so it never changes. @throws PacchettoRifiutato */
  async codiceRegione(): Promise<string> {
    if (this.#codiceRegione === undefined) {
      const { name, testi } = await readCartella(this.cartelle.regione);
      const problemi: Problema[] = [];
      const [regione] = readPacchettoRegione([{ name, testi }], problemi).regione;
      if (regione === undefined) throw new PacchettoRifiutato(problemi);
      this.#codiceRegione = regione.codice_istat;
    }
    return this.#codiceRegione;
  }

  /** @throws PacchettoRifiutato */
  async read(): Promise<Pacchetto> {
    const { nazionale, regione, dimostrazione } = this.cartelle;
    const regionali = [await readCartella(regione)];
    if (dimostrazione) regionali.push(await readCartella(join(regione, 'dimostrazione')));
    return readPacchetto(await readCartella(nazionale), regionali);
  }
}
