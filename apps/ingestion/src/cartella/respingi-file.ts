import { Injectable } from '@nestjs/common';
import type { Problem } from '#libs/contracts';
import { Clock } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';
import type { Cartella } from './cartelle.js';
import { textOfErrore } from './errore-di-consegna.js';
import { isPlain, nameWith } from './nomi.js';
import type { Presa } from './presa.js';

/** Puts a file that cannot be delivered where its ente finds it, with the reason beside it. */
@Injectable()
export class RespingiFile {
  constructor(
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  async refuse({ respinti }: Cartella, presa: Presa, problem: Problem): Promise<void> {
    const shown = isPlain(presa.nome) ? presa.nome : `nome-non-ammesso-${presa.id}`;
    // The same when a crash makes us refuse it again: the id stays with the file.
    const taken = (await respinti.has(shown)) || (await respinti.has(`${shown}.errore.txt`));
    const name = taken ? nameWith(shown, presa.id) : shown;
    const text = textOfErrore(shown, problem, this.settings.publicUrl, this.clock.now());
    await respinti.write(`${name}.errore.txt`, [text]);
    await presa.moveTo(respinti, name);
  }
}
