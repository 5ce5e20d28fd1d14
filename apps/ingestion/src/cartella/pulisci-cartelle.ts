import { lstat, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';
import { USCITE, findCartelle, withCartella } from './cartelle.js';
import { RegistroConsegne } from './registro-consegne.js';

/** Takes away what we have left in the folders long enough: delivered files hold persons in clear, and the hub has them in custody. */
@Injectable()
export class PulisciCartelle {
  constructor(
    private readonly consegne: RegistroConsegne,
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  /** Never touches what is still to be delivered. @returns files taken away */
  async clean(root: string): Promise<number> {
    const before = this.clock.now().getTime() - this.settings.conservazioneCartelle;
    let removed = 0;
    for (const nome of await findCartelle(root)) {
      await withCartella(root, nome, async (cartella) => {
        for (const uscita of USCITE) {
          for (const name of await cartella[uscita].names()) {
            const path = cartella[uscita].at(name);
            const stat = await lstat(path).catch(() => undefined);
            // Not the time of the contents, which the sender chose: that of its arrival here.
            if (stat === undefined || stat.isDirectory() || stat.ctimeMs >= before) continue;
            await rm(path, { force: true });
            removed += 1;
          }
        }
      });
    }
    await this.consegne.forget(new Date(before));
    return removed;
  }
}
