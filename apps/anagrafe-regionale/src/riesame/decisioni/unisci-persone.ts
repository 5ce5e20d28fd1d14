import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import { coppiaOf } from '../../persona/coppie.js';
import type { Persona } from '../../persona/schede-note.js';
import type { DubbioDeciso, Motivata } from './attore.js';
import { CongiungiPersone } from './congiungi-persone.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import { TieniDistinti } from './tieni-distinti.js';
import { MOST_UNITI, TrattieniDecise } from './trattieni-decise.js';

export interface Unione extends Motivata {
  /** Any ids that ever led to them. */
  readonly persone: readonly [string, string];
  readonly dubbio?: DubbioDeciso | undefined;
}

const NOTE_DAL = `SELECT persona_id AS id FROM legame WHERE persona_id = ANY ($1::uuid[])
  GROUP BY persona_id ORDER BY min(dal), persona_id LIMIT 1`;

/** Decides that two persons are one. */
@Injectable()
export class UnisciPersone {
  constructor(
    private readonly trattieni: TrattieniDecise,
    private readonly congiungi: CongiungiPersone,
    private readonly distinti: TieniDistinti,
    private readonly clock: Clock,
  ) {}

  /**
   * The one of whom more sources speak keeps its id, of equals the one known for longer; the id of the other leads to it from now on.
   * Once in a transaction of its own, to be repeated when the database says so.
   * @throws DecisioneRifiutata
   */
  async unite(
    tx: Tx,
    { persone, attore, motivo, dubbio }: Unione,
  ): Promise<{ readonly operazione: string; readonly persona: string }> {
    const decise = await this.trattieni.hold(tx, persone);
    const [one, other] = persone.map((id) => decise.persone.get(decise.radici.get(id)!)!) as [Persona, Persona];
    if (one.id === other.id) throw new DecisioneRifiutata('persone_gia_unite');
    if (one.schede.length + other.schede.length > MOST_UNITI) throw new DecisioneRifiutata('troppi_record');
    if (await this.distinti.are(tx, coppiaOf(one.id, other.id))) throw new DecisioneRifiutata('persone_distinte');
    const rimasta = (await isKept(tx, one, other)) ? one.id : other.id;
    const altra = rimasta === one.id ? other.id : one.id;
    const il = this.clock.now();
    const operazione = { id: uuidv7(il), il, attore, motivo };
    await this.congiungi.join(tx, { decise, rimasta, altra, operazione, tipo: 'unione', dubbio });
    return { operazione: operazione.id, persona: rimasta };
  }
}

async function isKept(tx: Tx, one: Persona, other: Persona): Promise<boolean> {
  const more = fontiDi(one) - fontiDi(other);
  if (more !== 0) return more > 0;
  const [older] = await tx.query<{ id: string }>(NOTE_DAL, [[one.id, other.id]]);
  return older === undefined ? one.id < other.id : older.id === one.id;
}

/** A registry office is a source for each comune, social services for each ente. */
function fontiDi({ schede }: Persona): number {
  return new Set(
    schede.map(({ fonte, comuneFonte, enteErogatore }) => `${fonte} ${comuneFonte ?? ''} ${enteErogatore}`),
  ).size;
}
