import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';

/** Of persons that were found to be others, those others. */
@Injectable()
export class Radici {
  constructor(private readonly database: Database) {}

  /** By the id given; one that nobody has, or that was not merged, is its own root. As much work for all. */
  async of(personaIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.statement<{ id: string; radice: string }>(
      'consumer',
      {},
      `SELECT v.id, coalesce(u.radice, v.id) AS radice FROM unnest($1::uuid[]) AS v (id) LEFT JOIN radice_persona u ON u.persona_id = v.id`,
      [personaIds],
    );
    return new Map(rows.map(({ id, radice }) => [id, radice]));
  }
}
