import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import type { Tx } from '#libs/persistence';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import type { SchedaCollegata } from '../collegamento/scheda-da-collegare.js';
import { ScriviFamiglie } from '../famiglia/scrivi-famiglie.js';
import { DettiResidenza } from '../residenza/detti-residenza.js';
import { type Dichiarante, type RigaDetta, lastOf, rigaDettaOf } from './riga-detta.js';
import { type RigaAttesa, RigheAttese } from './righe-attese.js';
import { RitiraAssenze } from './ritira-assenze.js';
import { RivediPretese } from './rivedi-pretese.js';

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
  /** It was held, and its ente let it go. */
  readonly confermata: boolean;
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
    private readonly rivedi: RivediPretese,
    private readonly ritira: RitiraAssenze,
  ) {}

  /**
   * In a transaction that holds the fornitura. Nobody is told which righe were of persons known to the registry, not even who sent them:
   * it would tell whom others have told it of.
   * @throws PreteseOltreLimite when it claims too many persons whom only likeness finds
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
    // Also cancellations of nobody: that the record ceased is kept, which its late first revision must not undo; that somebody lived is not.
    await this.detti.forget(
      tx,
      schede.map(({ recordId }) => recordId),
      ignote.map(({ recordId }) => recordId),
    );
    await this.#keepFamiglie(tx, ultime, collegate);
    await this.rivedi.review(tx, fornitura, foundByLikeness(attese, collegate));
    await this.ritira.named(
      tx,
      fornitura,
      schede.map(({ recordId }) => recordId),
    );
    tx.afterCommit(() => {
      RIGHE.inc({ esito: 'ignota' }, ignote.length);
      RIGHE.inc({ esito: 'applicata' }, attese.length - ignote.length);
    });
    const finita = attese.length < PER_VOLTA;
    await tx.execute(COUNT, [fornitura.id, attese.length - ignote.length, ignote.length, finita, adesso]);
  }

  /** Of a record that is not newer than what is known nothing is kept here either. One that is nobody's any more leaves the famiglia it was in. */
  async #keepFamiglie(tx: Tx, ultime: readonly RigaDetta[], collegate: Collegate): Promise<void> {
    const detti = ultime.flatMap(({ scheda: { recordId }, famiglie }) => {
      const collegata = collegate.get(recordId);
      return collegata === undefined ? [] : [{ recordId, personaId: collegata.personaId, famiglie }];
    });
    await this.famiglie.write(tx, detti);
  }
}

/** Records by the person that was there before them. */
function foundByLikeness(attese: readonly RigaAttesa[], collegate: Collegate): ReadonlyMap<string, string[]> {
  const made = new Set(
    Array.from(collegate.values(), ({ personaId, esito }) =>
      esito === 'nuova' || esito === 'dubbia' ? personaId : undefined,
    ),
  );
  const found = new Map<string, string[]>();
  for (const { recordId, entraIgnota } of attese) {
    const { personaId, esito } = collegate.get(recordId) ?? {};
    if (!entraIgnota || esito !== 'risolta' || personaId === undefined || made.has(personaId)) continue;
    found.set(personaId, [...(found.get(personaId) ?? []), recordId]);
  }
  return found;
}
