import { Injectable } from '@nestjs/common';
import type { GenereCopia, VoceCopia } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { Vista, type Voce } from '#libs/riferimenti';

/** What translation, visibility, completeness and adesioni are answered from; comuni and clients are read from their tables. */
const GENERI: readonly GenereCopia[] = ['nomenclatura', 'associazione', 'ente', 'ambito', 'delega'];

/**
 * What the other apps have been told, as they see it: the nomenclatore answers from the same view and through the same code, so that
 * its answers are theirs.
 */
@Injectable()
export class VistaPubblicata {
  #vista = Vista.empty;
  #scritture = -1;
  #revisioni: ReadonlyMap<string, number> = new Map();
  #turno: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database) {}

  /** As of the last commit. Reads only what changed since the last call; one caller at a time, or a slower one would put older voci back. */
  current(): Promise<Vista> {
    const mine = this.#turno.then(() => this.#follow());
    this.#turno = mine.catch(() => undefined);
    return mine;
  }

  async #follow(): Promise<Vista> {
    // Counted, not the highest: of two writes under way the one that began first may end last.
    const [written] = await this.database.statement<{ count: number }>(
      'consumer',
      {},
      'SELECT count(*) AS count FROM caricamento',
    );
    if (written!.count === this.#scritture) return this.#vista;
    const changed = (
      await this.database.statement<Pick<VoceCopia, 'genere' | 'id' | 'revisione'>>(
        'consumer',
        {},
        'SELECT genere, id, revisione FROM voce_pubblicata WHERE genere = ANY ($1)',
        [GENERI],
      )
    ).filter((row) => this.#revisioni.get(keyOf(row)) !== row.revisione);
    const voci = await this.database.statement<Voce & Record<string, unknown>>(
      'consumer',
      {},
      `SELECT voce.genere, voce.id, voce.revisione, voce.contenuto
         FROM unnest($1::text[], $2::text[]) AS chiesta (genere, id) JOIN voce_pubblicata voce USING (genere, id)`,
      [changed.map(({ genere }) => genere), changed.map(({ id }) => id)],
    );
    this.#vista = this.#vista.with(voci);
    this.#revisioni = new Map([...this.#revisioni, ...voci.map((voce) => [keyOf(voce), voce.revisione] as const)]);
    this.#scritture = written!.count;
    return this.#vista;
  }
}

function keyOf({ genere, id }: Pick<VoceCopia, 'genere' | 'id'>): string {
  return `${genere} ${id}`;
}
