import { join } from 'node:path';
import { type Pacchetto, readPacchetto } from '../pacchetto/pacchetto.js';
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
  constructor(private readonly cartelle: Cartelle) {}

  /** @throws PacchettoRifiutato */
  async read(): Promise<Pacchetto> {
    const { nazionale, regione, dimostrazione } = this.cartelle;
    const regionali = [await readCartella(regione)];
    if (dimostrazione) regionali.push(await readCartella(join(regione, 'dimostrazione')));
    return readPacchetto(await readCartella(nazionale), regionali);
  }
}
