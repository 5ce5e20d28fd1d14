import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, ensurePartitions } from '#libs/persistence';

/** Keeps the months ahead ready: a flusso whose month has no partition cannot be stored. */
@Injectable()
export class Partizioni implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Before the first flusso can come. */
  onModuleInit(): Promise<void> {
    return this.make();
  }

  async make(): Promise<void> {
    await ensurePartitions(this.database, 'flusso', this.clock.now(), 'bigint');
  }
}
