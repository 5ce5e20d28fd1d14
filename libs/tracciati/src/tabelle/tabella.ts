import type { Foglio, RigaFoglio } from './foglio.js';
import { FoglioIlleggibile } from './foglio-illeggibile.js';
import {
  type Intestazione,
  RIGHE_DI_RICERCA,
  esaminaIntestazione,
  isCompleta,
  leggiIntestazione,
  nomeColonna,
  scegliIntestazione,
} from './intestazione.js';
import type { LimitiFoglio } from './limiti-foglio.js';
import { type Provenienza, type RecordFoglio, isVuota } from './record.js';
import { LettoreRighe } from './righe.js';
import type { Registro } from './rilievo-foglio.js';

/** Records in, rows and rilievi out. Finds the header by itself, and keeps no record longer than that takes. */
export class Tabella {
  readonly righe: RigaFoglio[] = [];
  intestazione: Intestazione | undefined;
  readonly #prime: RecordFoglio[] = [];
  #lettore: LettoreRighe | undefined;

  constructor(
    private readonly foglio: Foglio,
    private readonly limiti: LimitiFoglio,
    private readonly registro: Registro,
    private readonly provenienza: Provenienza,
  ) {}

  get lette(): number {
    return this.#lettore?.lette ?? 0;
  }

  /** @throws FoglioIlleggibile */
  riga(record: RecordFoglio): void {
    if (record.celle.every(isVuota)) return;
    if (this.#lettore !== undefined) return this.#leggi(this.#lettore, record);
    this.#prime.push(record);
    if (this.#prime.length === RIGHE_DI_RICERCA || isCompleta(leggiIntestazione(record, this.foglio))) this.#inizia();
  }

  /** @throws FoglioIlleggibile */
  fine(): void {
    if (this.#lettore === undefined) this.#inizia();
    if (this.lette === 0) this.registro.sulFile('nessunaRiga');
  }

  #inizia(): void {
    const found = scegliIntestazione(this.#prime, this.foglio);
    if (found === undefined) throw this.#senzaIntestazione();
    const at = this.#prime.indexOf(found.record);
    if (at > 0) this.registro.sullaCella(this.#prime[0]!, undefined, '', 'primaIntestazione');
    if (!esaminaIntestazione(found, this.foglio, this.registro)) throw new FoglioIlleggibile(undefined);
    this.intestazione = found;
    const lettore = new LettoreRighe(this.foglio, found, this.limiti, this.registro, this.provenienza);
    this.#lettore = lettore;
    for (const record of this.#prime.splice(0).slice(at + 1)) this.#leggi(lettore, record);
  }

  #leggi(lettore: LettoreRighe, record: RecordFoglio): void {
    const riga = lettore.leggi(record);
    if (riga !== undefined) this.righe.push(riga);
  }

  #senzaIntestazione(): FoglioIlleggibile {
    if (this.#prime.length === 0) return new FoglioIlleggibile('vuoto');
    const names = Object.keys(this.foglio.colonne).map((key) => nomeColonna(this.foglio, key));
    return new FoglioIlleggibile(
      'intestazione',
      `Non si trova la riga di intestazione di: ${this.foglio.titolo}. Colonne attese: ${names.join(', ')}.`,
    );
  }
}
