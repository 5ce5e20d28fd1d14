import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import type { SchedaCollegata } from '../collegamento/scheda-da-collegare.js';
import { ScriviFamiglie } from '../famiglia/scrivi-famiglie.js';
import { DettiResidenza } from '../residenza/detti-residenza.js';
import { type Dichiarante, type RigaDetta, lastOf, rigaDettaOf } from './riga-detta.js';
import { RigheAttese } from './righe-attese.js';

/** Persons worked out in one transaction, which must end well within its limit on a busy machine. */
const PER_VOLTA = 200;

const COUNT = `UPDATE fornitura SET applicate = applicate + $2, ignote = ignote + $3, stato = CASE WHEN $4 THEN 'applicata' ELSE stato END,
    conclusa_il = CASE WHEN $4 THEN $5::timestamptz END
  WHERE id = $1`;

/** A fornitura that may be applied. */
export interface FornituraDaApplicare extends Dichiarante {
  readonly id: string;
  readonly invioId: string;
  /** An act gives the registry the whole population. */
  readonly popolazione: boolean;
}

type Collegate = ReadonlyMap<string, SchedaCollegata>;

const RIGHE = metrics.counter('snodo_anagrafe_forniture_righe_total', 'Righe of forniture, by what became of them', [
  'esito',
]);

/** Applies a fornitura a part at a time: what is applied waits no more, so that any process goes on from where another ended. */
@Injectable()
export class ApplicaFornitura {
  constructor(
    private readonly attese: RigheAttese,
    private readonly collega: CollegaSchede,
    private readonly detti: DettiResidenza,
    private readonly famiglie: ScriviFamiglie,
  ) {}

  /**
   * In a transaction that holds the fornitura. Nobody is told which righe were of persons known to the registry, not even who sent them:
   * it would tell whom others have told it of.
   */
  async applySome(tx: Tx, fornitura: FornituraDaApplicare, adesso: Date): Promise<void> {
    const attese = await this.attese.take(tx, fornitura.id, PER_VOLTA);
    const dette = attese.map((attesa) => rigaDettaOf(attesa, fornitura));
    const ultime = lastOf(dette);
    // First, so that whoever writes persons works out where they live from all that was said.
    await this.detti.write(
      tx,
      dette.map(({ residenza }) => residenza),
    );
    const schede = ultime.map(({ scheda }) => scheda);
    const collegate = await this.collega.link(tx, schede, { soloNote: !fornitura.popolazione });
    const ignote = schede.filter(({ recordId }) => collegate.get(recordId)?.esito === 'ignota');
    await this.detti.forget(
      tx,
      ignote.map(({ recordId }) => recordId),
    );
    await this.#keepFamiglie(tx, ultime, collegate);
    tx.afterCommit(() => {
      RIGHE.inc({ esito: 'ignota' }, ignote.length);
      RIGHE.inc({ esito: 'applicata' }, attese.length - ignote.length);
    });
    const finita = attese.length < PER_VOLTA;
    await tx.execute(COUNT, [fornitura.id, attese.length - ignote.length, ignote.length, finita, adesso]);
  }

  /** Of a record that is not newer than what is known nothing is kept here either. */
  async #keepFamiglie(tx: Tx, ultime: readonly RigaDetta[], collegate: Collegate): Promise<void> {
    const detti = ultime.flatMap(({ scheda: { recordId }, famiglie }) => {
      const personaId = collegate.get(recordId)?.personaId;
      return personaId === undefined ? [] : [{ recordId, personaId, famiglie }];
    });
    await this.famiglie.write(tx, detti);
  }
}
