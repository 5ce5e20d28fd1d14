import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { isNominata } from './persone-cessate.js';

const DIMENTICA = `DELETE FROM persona_cessata c WHERE NOT ${isNominata('c.persona_id', '$1')}
  OR EXISTS (SELECT FROM persona p WHERE p.id = c.persona_id AND p.unita_in IS NULL)`;

/** Forgets by what persons that are no more would be found, once nobody names them, or they are there again. */
@Injectable()
export class DimenticaCessate {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.database.statement('consumer', {}, DIMENTICA, [legalDayOf(this.clock.now())]);
  }
}
