import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Tx, uuidv7 } from '#libs/persistence';
import type { Motivata } from './attore.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import { DividiPersone } from './dividi-persone.js';
import type { Dettagli } from './operazione.js';
import type { Mossa } from './mossa.js';
import { TrattieniDecise } from './trattieni-decise.js';

export interface Separazione extends Motivata {
  /** Any id that ever led to it. */
  readonly persona: string;
  /** Of the person, but not all of it; 64 hex digits. */
  readonly record: readonly string[];
}

/** Of whom all of these records were before they came to a person that it leads to; of several, who had them first. */
const ERANO_DI = `SELECT l.persona_id AS id FROM legame l JOIN persona p ON p.id = l.persona_id
  WHERE l.record_id = ANY ($1::bytea[]) AND p.unita_in = $2
  GROUP BY l.persona_id HAVING count(DISTINCT l.record_id) = cardinality($1::bytea[]) ORDER BY min(l.dal), l.persona_id LIMIT 1`;
const NASCOSTI = `SELECT encode(s.record_id, 'hex') AS id FROM scheda s
  WHERE s.persona_id = $1 AND EXISTS (SELECT FROM codice_precluso k WHERE k.indice = s.indice)`;
const UNITA_CON = `SELECT dettagli FROM operazione_riesame WHERE altra = $1 AND effetto = 'unisce' ORDER BY id DESC LIMIT 1`;

/** Decides that some records of a person are another's. */
@Injectable()
export class SeparaPersona {
  constructor(
    private readonly trattieni: TrattieniDecise,
    private readonly dividi: DividiPersone,
    private readonly clock: Clock,
  ) {}

  /**
   * They go to a new person, or to the one whose they were before it was united to this one, and stay there. Once in a transaction of its
   * own, to be repeated when the database says so.
   * @throws DecisioneRifiutata
   */
  async separate(
    tx: Tx,
    { persona, record, attore, motivo }: Separazione,
  ): Promise<{ readonly operazione: string; readonly persona: string; readonly nuova: string }> {
    const decise = await this.trattieni.hold(tx, [persona]);
    const rimasta = decise.radici.get(persona)!;
    const chosen = [...new Set(record)];
    const nonMostrati = await nascosti(tx, rimasta);
    const schede = decise.persone.get(rimasta)!.schede.filter(({ recordId }) => !nonMostrati.has(recordId));
    const suoi = new Set(schede.map(({ recordId }) => recordId));
    if (chosen.length === 0 || chosen.some((id) => !suoi.has(id))) throw new DecisioneRifiutata('record_estranei');
    if (chosen.length === suoi.size) throw new DecisioneRifiutata('record_tutti');
    const records = chosen.map((id) => Buffer.from(id, 'hex'));
    const [before] = await tx.query<{ id: string }>(ERANO_DI, [records, rimasta]);
    const altra = before?.id ?? randomUUID();
    const mosse = chosen.map((recordId): Mossa => ({ recordId, da: rimasta, a: altra, decisione: 'manuale' }));
    const il = this.clock.now();
    const operazione = { id: uuidv7(il), il, attore, motivo };
    const divisione = { decise, rimasta, altra, rinata: before !== undefined, mosse, operazione, distinte: true };
    const disfa = before === undefined ? undefined : { rimasta, dettagli: { radici: await radiciDi(tx, altra) } };
    await this.dividi.divide(tx, { ...divisione, tipo: 'separazione', disfa });
    return { operazione: operazione.id, persona: rimasta, nuova: altra };
  }
}

/** Said under a code of before an adoption: nobody was shown them, and no refusal may tell that they are there. */
async function nascosti(tx: Tx, persona: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(NASCOSTI, [persona]);
  return new Set(rows.map(({ id }) => id));
}

/** Who led to it before it was united to another. */
async function radiciDi(tx: Tx, altra: string): Promise<readonly string[]> {
  const [last] = await tx.query<{ dettagli: Dettagli }>(UNITA_CON, [altra]);
  return last?.dettagli.radici ?? [];
}
