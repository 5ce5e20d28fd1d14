import type { Limiti } from '../limiti.js';
import type { TracciatoCompilato } from '../schema/compilato.js';
import { ControlloSchema, type Ricevente } from '../schema/controllo.js';
import { Decodifica, type Testo } from './decodifica.js';
import { Illeggibile, oltreLimite } from './illeggibile.js';
import type { Luogo } from './posizione.js';
import { Scansione } from './scansione.js';

/** Bytes decoded at once: bounds what one write holds, whatever the caller gives. */
const SLICE = 65_536;
/** Characters waited for before scanning: a sender that drips single bytes must not make us scan a tag once a byte. */
const BATCH = 16_384;

/** Bytes → text → tags → schema. After something illegible it stays silent, and `motivo` says why. */
export class LettoreXml {
  motivo: Illeggibile | undefined;
  fine: Luogo = { linea: 1, colonna: 1 };
  readonly #decodifica = new Decodifica();
  readonly #scansione: Scansione;
  #waiting = '';
  #astrale = false;
  #bytes = 0;

  constructor(
    compilato: TracciatoCompilato,
    ricevente: Ricevente,
    private readonly limiti: Limiti,
  ) {
    const controllo = new ControlloSchema(compilato, ricevente, limiti, (offset) => this.#scansione.luogo(offset));
    this.#scansione = new Scansione(compilato.nomi(), limiti, controllo);
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.motivo === undefined; at += SLICE) {
      const slice = bytes.subarray(at, at + SLICE);
      this.#guarded(() => {
        this.#bytes += slice.length;
        if (this.#bytes > this.limiti.byte) throw oltreLimite('byte del documento', this.limiti.byte);
        this.#take(this.#decodifica.write(slice), false);
      });
    }
  }

  end(): void {
    if (this.motivo !== undefined) return;
    this.#guarded(() => {
      this.#take(this.#decodifica.end(), true);
      this.#scansione.end();
    });
    if (this.motivo === undefined) this.fine = this.#scansione.luogo();
  }

  #take(text: Testo, last: boolean): void {
    this.#waiting += text.testo;
    this.#astrale ||= text.astrale;
    if (this.#waiting.length >= BATCH || last || text.guasto !== undefined) {
      const waiting = this.#waiting;
      this.#waiting = '';
      this.#scansione.write(waiting, this.#astrale);
      this.#astrale = false;
    }
    if (text.guasto !== undefined) throw text.guasto;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Illeggibile)) throw error;
      this.motivo = error;
      this.fine = this.#scansione.luogo(error.offset);
    }
  }
}
