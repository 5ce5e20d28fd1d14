import { oltreLimiteFoglio } from '../foglio-illeggibile.js';
import type { LimitiFoglio } from '../limiti-foglio.js';
import type { Archivio } from '../../documenti/archivio.js';
import { leggiParte } from './parte.js';
import { senzaFughe } from './fughe.js';

/** What an entry of the table costs beyond its bytes: a million empty ones are not free. */
const ENTRY = 16;
const ITEM = 'sst/si';
/** A plain text, or the runs of a formatted one; how to pronounce it (`rPh`) is not part of it. */
const TEXTS = new Set(['sst/si/t', 'sst/si/r/t']);

/** Bytes of one block of texts. */
const BLOCK = 1024 ** 2;

/**
 * The texts that cells name by their place. They are the one part of a workbook that is held whole, so they are held as bytes: as strings
 * they would take three times the room, and the collector of the process would walk through them again and again.
 */
export class TestiCondivisi {
  #blocks: Buffer[] = [];
  /** Bytes used of the last block. */
  #used = 0;
  /** Where each text begins (block times its size, plus offset) and how many bytes it has. */
  #starts = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #count = 0;

  /** @returns undefined when there is no such text */
  testo(index: number): string | undefined {
    if (!(index < this.#count)) return undefined;
    const start = this.#starts[index]!;
    const block = this.#blocks[Math.floor(start / BLOCK)]!;
    return block.toString('utf8', start % BLOCK, (start % BLOCK) + this.#lengths[index]!);
  }

  aggiungi(testo: string, byte: number): void {
    if (this.#blocks.length === 0 || this.#used + byte > BLOCK) {
      this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK));
      this.#used = 0;
    }
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = (this.#blocks.length - 1) * BLOCK + this.#used;
    this.#lengths[this.#count++] = byte;
    this.#used += this.#blocks.at(-1)!.write(testo, this.#used);
  }

  #grow(): void {
    const starts = new Float64Array(this.#count * 2);
    const lengths = new Uint32Array(this.#count * 2);
    starts.set(this.#starts);
    lengths.set(this.#lengths);
    this.#starts = starts;
    this.#lengths = lengths;
  }
}

export async function leggiTestiCondivisi(
  archivio: Archivio,
  parte: string,
  limiti: Pick<LimitiFoglio, 'testiCondivisi' | 'cella'>,
): Promise<TestiCondivisi> {
  const testi = new TestiCondivisi();
  let left = limiti.testiCondivisi;
  let current = '';
  await leggiParte(parte, archivio.read(parte), {
    testo(percorso, testo) {
      if (!TEXTS.has(percorso)) return;
      current += testo;
      if (current.length > limiti.cella) throw oltreLimiteFoglio('caratteri di una cella', limiti.cella);
    },
    chiude(percorso) {
      if (percorso !== ITEM) return;
      const testo = senzaFughe(current);
      const byte = Buffer.byteLength(testo);
      left -= byte + ENTRY;
      if (left < 0) throw oltreLimiteFoglio('byte dei testi condivisi', limiti.testiCondivisi);
      testi.aggiungi(testo, byte);
      current = '';
    },
  });
  return testi;
}
