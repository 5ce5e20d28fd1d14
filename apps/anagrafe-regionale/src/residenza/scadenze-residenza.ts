import { Injectable } from '@nestjs/common';
import { Clock, Database, legalDayOf } from '#libs/persistence';
import { RicalcolaPersone } from '../persona/ricalcola-persone.js';
import { RegoleResidenza } from './regole-residenza.js';

/** Persons worked out in one transaction. */
const PER_VOLTA = 100;

/** Days looked back at, for nights in which nobody ran. */
const GIORNI_GUARDATI = 31;

/** Whose residence of today is not the one that is stored: it began or ended since. */
const COMINCIATE = `SELECT DISTINCT p.id FROM residenza r JOIN persona p ON p.id = r.persona_id
  WHERE r.noto_al IS NULL AND r.genere = 'residenza' AND p.unita_in IS NULL AND p.id > $1
    AND (r.dal BETWEEN $2::date - ${GIORNI_GUARDATI} AND $2::date OR r.al BETWEEN $2::date - ${GIORNI_GUARDATI} AND $2::date - 1)
    AND p.comune_residenza IS DISTINCT FROM (SELECT x.comune FROM residenza x WHERE x.persona_id = p.id AND x.noto_al IS NULL
      AND x.genere = 'residenza' AND x.dal <= $2::date AND (x.al IS NULL OR x.al >= $2::date))
  ORDER BY p.id LIMIT ${PER_VOLTA}`;

/** Claims old enough for the silence of the other comune to count. */
const TACIUTE = `SELECT DISTINCT c.persona_id AS id FROM residenza_contesa c
  WHERE c.chiusa_il IS NULL AND c.persona_id > $1 AND c.accettata_il <= $2::timestamptz ORDER BY c.persona_id LIMIT ${PER_VOLTA}`;

const PRIMA = '00000000-0000-0000-0000-000000000000';
const DAY = 86_400_000;

/** Brings residences to today: a day that comes moves persons without anybody saying anything. */
@Injectable()
export class ScadenzeResidenza {
  constructor(
    private readonly database: Database,
    private readonly ricalcola: RicalcolaPersone,
    private readonly regole: RegoleResidenza,
    private readonly clock: Clock,
  ) {}

  /** Done again, it changes nothing. @returns how many persons were not as of today */
  async settle(): Promise<number> {
    const adesso = this.clock.now();
    const moved = await this.#each(COMINCIATE, legalDayOf(adesso));
    const { giorniSilenzio } = this.regole;
    if (giorniSilenzio === 0) return moved;
    return moved + (await this.#each(TACIUTE, new Date(adesso.getTime() - giorniSilenzio * DAY).toISOString()));
  }

  async #each(sql: string, until: string): Promise<number> {
    let changed = 0;
    for (let after = PRIMA; ;) {
      const rows = await this.database.statement<{ id: string }>('consumer', {}, sql, [after, until]);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return changed;
      const written = await this.database.transaction('consumer', {}, (tx) => this.ricalcola.of(tx, ids), {
        retries: 3,
      });
      changed += written;
      after = ids.at(-1)!;
    }
  }
}
