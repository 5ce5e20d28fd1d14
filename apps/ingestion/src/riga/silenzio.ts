import { Injectable } from '@nestjs/common';
import type { StatoRiga } from '#libs/codici';
import { Clock, legalDayOf } from '#libs/persistence';
import { IngestionSettings } from '../ingestion.config.js';
import { hasInpsTheWord } from './stato-riga.js';

const DAY = 86_400_000;

/**
 * When INPS has been silent for too long, or who sent a provisional riga. Worked out when somebody asks: the ledger keeps since when an answer is due, so that no job
 * has to visit righe in which nothing happens.
 */
@Injectable()
export class Silenzio {
  constructor(
    private readonly settings: IngestionSettings,
    private readonly clock: Clock,
  ) {}

  get giorni(): number {
    return this.settings.giorniSilenzio;
  }

  /** An answer due since then, or earlier, is late. */
  get limite(): Date {
    return new Date(this.clock.now().getTime() - this.giorni * DAY);
  }

  isSilente(stato: StatoRiga, inAttesaDal: Date | null): boolean {
    return inAttesaDal !== null && hasInpsTheWord(stato) && inAttesaDal <= this.limite;
  }

  /** A provisional riga that nobody has completed in its time. */
  isScaduta(stato: StatoRiga, completareEntro: string | null): boolean {
    return stato === 'provvisoria' && completareEntro !== null && completareEntro < this.oggi;
  }

  get oggi(): string {
    return legalDayOf(this.clock.now());
  }
}
