import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '#libs/observability';
import { IngestionSettings } from '../ingestion.config.js';
import { findCartelle } from './cartelle.js';
import { guastoDaDire } from './guasto-di-file.js';
import { PulisciCartelle } from './pulisci-cartelle.js';
import { RaccogliFile } from './raccogli-file.js';
import { ScriviEsiti } from './scrivi-esiti.js';

/** Folders looked into at once: a file of gigabytes of one ente does not hold up the others. */
const INSIEME = 4;
const CLEAN_EVERY_MILLISECONDS = 3_600_000;

/** Looks into the watched folders, round after round; polling, because no other way sees what arrives on a shared disk. */
@Injectable()
export class CartelleWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger({ app: 'ingestion' }).child({ context: 'CartelleWorker' });
  readonly #stop = new AbortController();
  #rounds: Promise<void> = Promise.resolve();
  #cleanedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly raccogli: RaccogliFile,
    private readonly esiti: ScriviEsiti,
    private readonly pulisci: PulisciCartelle,
    private readonly settings: IngestionSettings,
  ) {}

  /** A root that is not there stops the start: files would wait in it for ever, and nobody would know. */
  async onApplicationBootstrap(): Promise<void> {
    const root = this.settings.cartelle;
    if (root === undefined) return;
    await findCartelle(root);
    this.#rounds = this.#serve(root);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#rounds;
  }

  async #serve(root: string): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#attempt('collect', () => this.#collect(root));
      await this.#attempt('outcomes', () => this.esiti.write(root));
      if (performance.now() - this.#cleanedAt > CLEAN_EVERY_MILLISECONDS) {
        this.#cleanedAt = performance.now();
        await this.#attempt('clean', () => this.pulisci.clean(root));
      }
      await delay(this.settings.intervalloCartelle, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }

  async #collect(root: string): Promise<void> {
    this.raccogli.quiete.begin();
    const waiting = await findCartelle(root);
    const lane = async (): Promise<void> => {
      for (let nome = waiting.shift(); nome !== undefined && !this.#stop.signal.aborted; nome = waiting.shift()) {
        const one = nome;
        await this.#attempt(one, () => this.raccogli.collect(root, one, () => !this.#stop.signal.aborted));
      }
    };
    await Promise.all(Array.from({ length: INSIEME }, lane));
    this.raccogli.quiete.end();
  }

  /** One folder that cannot be read does not hold up the others. */
  async #attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) =>
      this.#logger.error('watched folders: a step failed', { what, ...guastoDaDire(error) }),
    );
  }
}
