import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/persistence';
import type { Persona } from '../../persona/schede-note.js';
import { DecisioneRifiutata } from './decisione-rifiutata.js';
import { DividiPersone } from './dividi-persone.js';
import { GiudicaTraDue } from './giudica-tra-due.js';
import type { OperazioneLetta } from './leggi-operazione.js';
import { RiportaCasi } from './riporta-casi.js';
import type { Mossa, Operazione } from './mossa.js';
import type { Decise } from './trattieni-decise.js';

const UNITA_IN = `SELECT unita_in AS radice FROM persona WHERE id = $1`;

/** What came to the person since, by no decision of a person. */
const VENUTI = `SELECT encode(record_id, 'hex') AS id FROM legame
  WHERE persona_id = $1 AND al IS NULL AND dal > $2 AND decisione <> 'manuale'`;

/** Cancelled while it was the person's: whoever says it again must not find the decision that is undone. */
const ANNULLATI = `SELECT encode(v.record_id, 'hex') AS id FROM unnest($1::bytea[]) AS v (record_id)
  CROSS JOIN LATERAL (SELECT l.persona_id FROM legame l WHERE l.record_id = v.record_id
    ORDER BY l.al IS NULL DESC, l.dal DESC, l.al DESC LIMIT 1) l
  LEFT JOIN radice_persona u ON u.persona_id = l.persona_id
  WHERE coalesce(u.radice, l.persona_id) = $2 AND NOT EXISTS (SELECT FROM scheda s WHERE s.record_id = v.record_id)`;

/** Takes back that two persons are one. */
@Injectable()
export class DisfaUnione {
  constructor(
    private readonly dividi: DividiPersone,
    private readonly giudica: GiudicaTraDue,
    private readonly casi: RiportaCasi,
  ) {}

  /**
   * The records that moved then and are still there go back, as they were decided before; what came since is judged between the two.
   * @throws DecisioneRifiutata operazione_superata when the one that was absorbed is not found there any more
   */
  async undo(tx: Tx, decise: Decise, unione: OperazioneLetta, operazione: Operazione): Promise<readonly string[]> {
    const rimasta = decise.radici.get(unione.rimasta)!;
    const { altra } = unione;
    const [there] = await tx.query<{ radice: string | null }>(UNITA_IN, [altra]);
    if (there?.radice !== rimasta) throw new DecisioneRifiutata('operazione_superata');
    const persona = decise.persone.get(rimasta)!;
    const indietro = await this.#backwards(tx, persona, unione);
    const back = new Map(indietro.map((mossa) => [mossa.recordId, mossa]));
    const venuti = await tx.query<{ id: string }>(VENUTI, [rimasta, unione.il]);
    const giudicati = await this.giudica.judge(
      tx,
      { ...persona, schede: persona.schede.filter(({ recordId }) => !back.has(recordId)) },
      {
        id: altra,
        dubbia: false,
        schede: persona.schede.flatMap((scheda) => {
          const mossa = back.get(scheda.recordId);
          return mossa === undefined ? [] : [{ ...scheda, decisa: mossa.decisione === 'manuale' }];
        }),
      },
      new Set(venuti.map(({ id }) => id)),
    );
    const mosse = [...indietro, ...giudicati];
    await this.dividi.divide(tx, {
      decise,
      rimasta,
      altra,
      rinata: true,
      mosse,
      operazione,
      tipo: 'annullamento',
      annulla: unione.id,
      distinte: false,
      disfa: { rimasta: unione.rimasta, dettagli: unione.dettagli },
    });
    await this.casi.sort(tx, { rimasta, altra, dal: unione.il });
    return [rimasta, altra];
  }

  async #backwards(tx: Tx, { id, schede }: Persona, { record, altra }: OperazioneLetta): Promise<Mossa[]> {
    const cancelled = await tx.query<{ id: string }>(ANNULLATI, [
      record.map(({ recordId }) => Buffer.from(recordId, 'hex')),
      id,
    ]);
    const there = new Set([...schede.map(({ recordId }) => recordId), ...cancelled.map((one) => one.id)]);
    return record.filter(({ recordId }) => there.has(recordId)).map((mossa) => ({ ...mossa, da: id, a: altra }));
  }
}
