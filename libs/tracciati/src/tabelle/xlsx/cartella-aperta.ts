import type { Archivio } from '../../documenti/archivio.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { Provenienza, RecordFoglio } from '../record.js';
import type { Cartella, FoglioDiCartella } from './cartella.js';
import { CelleFoglio, type Riferimenti } from './celle-foglio.js';
import { percorriParte } from './parte.js';
import { leggiStili } from './stili.js';
import { TestiCondivisi, leggiTestiCondivisi } from './testi-condivisi.js';

type LimitiCartella = Pick<LimitiFoglio, 'testiCondivisi' | 'cella' | 'colonne'>;

/** A workbook with all that its cells refer to: its sheets can be read one after the other. */
export class CartellaAperta {
  private constructor(
    private readonly archivio: Archivio,
    private readonly riferimenti: Riferimenti,
    private readonly limiti: LimitiCartella,
    readonly provenienza: Provenienza,
  ) {}

  /** @throws FoglioIlleggibile */
  static async open(
    archivio: Archivio,
    { testi, stili, dal1904 }: Cartella,
    limiti: LimitiCartella,
  ): Promise<CartellaAperta> {
    const riferimenti = {
      stili: stili === undefined ? [] : await leggiStili(archivio, stili),
      testi: testi === undefined ? new TestiCondivisi() : await leggiTestiCondivisi(archivio, testi, limiti),
    };
    return new CartellaAperta(archivio, riferimenti, limiti, { rettangolare: false, dal1904 });
  }

  /** The rows of a sheet, as they are inflated: no further ones until these are taken. @throws FoglioIlleggibile */
  async *records({ parte }: FoglioDiCartella): AsyncGenerator<RecordFoglio[]> {
    let heard: RecordFoglio[] = [];
    const celle = new CelleFoglio(this.riferimenti, this.limiti, (record) => heard.push(record));
    const passi = percorriParte(parte, this.archivio.read(parte), celle);
    try {
      for await (const _ of passi) {
        const records = heard;
        heard = [];
        yield records;
      }
    } finally {
      await passi.return(undefined);
    }
  }
}
