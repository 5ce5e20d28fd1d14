import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { RegoleNotifiche, fineFinestra } from './finestra.js';

/** Who is born on 29 February comes of age on the 28th (codice civile, art. 2963): the day that PostgreSQL gives. */
const COMPIUTI = `(p.data_nascita + interval '18 years')::date`;
const ANNI = `INSERT INTO notifica_in_attesa (sottoscrizione, tipo, persona_id, ente, gruppi, riservata, scade_il)
  SELECT s.id, 'maggiore_eta', p.id, s.ente, 0, false, $3
  FROM sottoscrizione s LEFT JOIN radice_persona u ON u.persona_id = s.persona_id JOIN persona p ON p.id = coalesce(u.radice, s.persona_id)
  WHERE s.cessata_il IS NULL AND s.oggetto = 'persona' AND ${COMPIUTI} > $1::date AND ${COMPIUTI} <= $2::date
  ON CONFLICT DO NOTHING`;

/** Finds who comes of age among the persons that are followed. */
@Injectable()
export class MaggioriEta {
  constructor(
    private readonly database: Database,
    private readonly regole: RegoleNotifiche,
    private readonly clock: Clock,
  ) {}

  /** Every birthday since the last one looked at, once, by however many processes; the first time only those of today. */
  async run(): Promise<void> {
    const adesso = this.clock.now();
    const oggi = legalDayOf(adesso);
    await this.database.transaction('consumer', {}, async (tx) => {
      await tx.execute(`INSERT INTO maggiore_eta VALUES (true, $1::date - 1) ON CONFLICT DO NOTHING`, [oggi]);
      const [row] = await tx.query<{ fino_al: string }>('SELECT fino_al FROM maggiore_eta FOR UPDATE');
      if (row!.fino_al >= oggi) return;
      await tx.execute(ANNI, [row!.fino_al, oggi, fineFinestra(adesso, this.regole.finestra)]);
      await tx.execute('UPDATE maggiore_eta SET fino_al = $1', [oggi]);
    });
  }
}
