import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ingestionProblem } from '../ingestion.errors.js';
import { IngestionSettings } from '../ingestion.config.js';

/** Messages of the largest size that a process holds at once, for each of the two kinds of senders. */
const BUSTE_INTERE = 4;

/** Whoever is known by its token, and whoever has proved nothing yet: the second cannot use up the room of the first. */
export type Provenienza = 'nota' | 'ignota';

/** Messages are whole in memory while they are read, and no signature can be checked before: their bytes are bounded all together. */
@Injectable()
export class MemoriaBuste {
  readonly #held: Record<Provenienza, number> = { nota: 0, ignota: 0 };

  constructor(private readonly settings: IngestionSettings) {}

  /**
   * Reads a message and works on it; its bytes count until the work is done.
   * @throws Problem soap_troppi_messaggi, documento_troppo_grande
   */
  async hold<T>(body: Readable, from: Provenienza, work: (bytes: Buffer) => Promise<T>): Promise<T> {
    const limite = this.settings.limiteSoap;
    const pieces: Buffer[] = [];
    let length = 0;
    try {
      // Not destroyed on refusal: that would cut the connection before the answer.
      for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        length += piece.length;
        this.#held[from] += piece.length;
        if (length > limite) throw tooLarge(limite);
        if (this.#held[from] > BUSTE_INTERE * limite) throw ingestionProblem('soap_troppi_messaggi');
        pieces.push(piece);
      }
      return await work(Buffer.concat(pieces));
    } finally {
      this.#held[from] -= length;
    }
  }
}

function tooLarge(limite: number): Error {
  const detail = `Un messaggio SOAP è al massimo di ${Math.floor(limite / 1024)} KiB: dividere il documento, o depositarlo con l’API REST.`;
  return ingestionProblem('documento_troppo_grande', detail);
}
