import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { IngestionSettings } from '../ingestion.config.js';

/** A file system does not fill in a second; asking it at every deposit would cost a thread each time. */
const VALIDITA_MISURA = 1000;

/** Says whether there is room to receive, before a byte of a body is read. */
@Injectable()
export class SpazioDisco {
  #measuredAt = Number.NEGATIVE_INFINITY;
  #enough = true;

  constructor(private readonly settings: IngestionSettings) {}

  async isEnough(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#measuredAt > VALIDITA_MISURA) {
      this.#measuredAt = now;
      const { bavail, bsize } = await statfs(this.settings.cartellaDati);
      this.#enough = bavail * bsize >= this.settings.spazioMinimo;
    }
    return this.#enough;
  }
}
