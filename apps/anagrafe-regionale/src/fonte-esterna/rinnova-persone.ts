import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#libs/persistence';
import { AnnotaDomande } from './annota-domande.js';

/** In one turn, so that renewals do not take a whole day of questions at once. */
const PER_VOLTA = 500;

/** Who is in charge now, lives, and was not asked about lately, answered or not. Ended cases are of nobody who waits for news. */
const VECCHIE = `SELECT DISTINCT p.id FROM presa_in_carico c
    JOIN persona p ON p.id = coalesce((SELECT u.radice FROM radice_persona u WHERE u.persona_id = c.persona_id), c.persona_id)
  WHERE c.al IS NULL AND p.unita_in IS NULL AND NOT p.protetta AND p.vita <> 'deceduta'
    AND NOT EXISTS (SELECT FROM domanda_fonte d WHERE d.persona_id = p.id AND d.fonte = $1 AND d.ente IS NULL)
    AND NOT EXISTS (SELECT FROM interrogazione_fonte i WHERE i.persona_id = p.id AND i.fonte = $1 AND i.chiesta_il > $2)
  ORDER BY p.id LIMIT ${PER_VOLTA}`;

/** How long what another registry said is good enough. */
export class Rinnovo {
  /** @param ogni milliseconds */
  constructor(readonly ogni: number) {}
}

/** Asks again about those whom somebody follows: who moves or dies elsewhere is told of by nobody else. */
@Injectable()
export class RinnovaPersone {
  constructor(
    private readonly database: Database,
    private readonly annota: AnnotaDomande,
    private readonly rinnovo: Rinnovo,
    private readonly clock: Clock,
  ) {}

  /** Done again at once, it changes nothing. @returns how many persons are to be asked about */
  async run(): Promise<number> {
    const since = new Date(this.clock.now().getTime() - this.rinnovo.ogni);
    let noted = 0;
    for (const fonte of this.annota.fonti) {
      noted += await this.database.transaction('consumer', {}, async (tx) => {
        const rows = await tx.query<{ id: string }>(VECCHIE, [fonte, since]);
        await this.annota.note(
          tx,
          rows.map(({ id }) => ({ personaId: id, motivo: 'rinnovo', fonte })),
        );
        return rows.length;
      });
    }
    return noted;
  }
}
