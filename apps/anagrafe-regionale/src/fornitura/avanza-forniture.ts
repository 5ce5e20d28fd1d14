import { Injectable } from '@nestjs/common';
import { Clock, Database, type Tx } from '#libs/persistence';
import { AnnotaAssenze } from './annota-assenze.js';
import { ApplicaFornitura, type FornituraDaApplicare } from './applica-fornitura.js';
import { GiudicaFornitura } from './giudica-fornitura.js';
import { RitiraAssenze } from './ritira-assenze.js';
import { PreteseOltreLimite } from './rivedi-pretese.js';

/** Seconds without a word after which a cancellation is taken to be whole of which an older release did not say how many righe it has. */
const QUIETE = 30;
/** Righe of a refused fornitura thrown away in one transaction. */
const PER_ELIMINAZIONE = 5_000;

/** One fornitura at a time for each process, whichever has waited most; those that another process has in hand are left to it. */
const NEXT = `SELECT id, invio_id AS "invioId", ente, verso, comune, tracciato, popolazione, motivi <> '{}' AS confermata, stato
  FROM fornitura f
  WHERE (riprova_il IS NULL OR riprova_il <= $1) AND (stato IN ('completa', 'in_applicazione')
    OR (stato = 'in_arrivo' AND verso = 'annullamento' AND dette IS NULL AND sentita_il < $1::timestamptz - interval '${QUIETE} seconds')
    OR (stato = 'rifiutata' AND (EXISTS (SELECT FROM fornitura_riga r WHERE r.fornitura = f.id)
      OR EXISTS (SELECT FROM non_piu_dichiarata n WHERE n.fornitura = f.id))))
  ORDER BY ricevuta_il LIMIT 1 FOR UPDATE SKIP LOCKED`;

const WAIT = `UPDATE fornitura SET riprova_il = $2::timestamptz + interval '1 minute' WHERE id = $1`;

/** What was applied of it before stays: each part alone was within the bounds. */
const HOLD = `UPDATE fornitura SET stato = 'sospesa', motivi = '{troppe_pretese}', pretese = $2, giudicata_il = $3
  WHERE id = $1 AND stato = 'in_applicazione' AND motivi = '{}'`;

type FornituraInMano = FornituraDaApplicare & { readonly stato: string; readonly verso: string };

/** Brings forniture from whole to applied. */
@Injectable()
export class AvanzaForniture {
  constructor(
    private readonly database: Database,
    private readonly giudica: GiudicaFornitura,
    private readonly applica: ApplicaFornitura,
    private readonly annota: AnnotaAssenze,
    private readonly ritira: RitiraAssenze,
    private readonly clock: Clock,
  ) {}

  /**
   * One step of one fornitura, in a transaction of its own. One that cannot be brought on waits for a minute and lets the others pass.
   * @returns false when there is nothing to do
   */
  async step(): Promise<boolean> {
    const adesso = this.clock.now();
    let inHand: string | undefined;
    try {
      return await this.database.transaction(
        'consumer',
        {},
        async (tx) => {
          const [found] = await tx.query<FornituraInMano>(NEXT, [adesso]);
          inHand = found?.id;
          if (found !== undefined) await this.#advance(tx, found, adesso);
          return found !== undefined;
        },
        { retries: 3 },
      );
    } catch (error) {
      if (inHand !== undefined && error instanceof PreteseOltreLimite) {
        await this.database.statement('consumer', {}, HOLD, [inHand, error.pretese, adesso]);
        return true;
      }
      if (inHand !== undefined) await this.database.statement('consumer', {}, WAIT, [inHand, adesso]);
      throw error;
    }
  }

  /** Who is absent is looked for before anything is judged or applied: what is applied is not there any more. */
  async #advance(tx: Tx, found: FornituraInMano, adesso: Date): Promise<void> {
    if (found.stato === 'in_applicazione') {
      if (found.verso === 'annullamento' && (await this.ritira.ofInvio(tx, found))) return;
      await this.applica.applySome(tx, found, adesso);
    } else if (found.stato === 'rifiutata') {
      if (!(await this.ritira.some(tx, found))) await discard(tx, found.id);
    } else if (!(await this.annota.note(tx, found))) await this.giudica.judge(tx, found);
  }
}

async function discard(tx: Tx, fornitura: string): Promise<void> {
  await tx.execute(
    `DELETE FROM fornitura_riga WHERE ctid IN (SELECT ctid FROM fornitura_riga WHERE fornitura = $1 LIMIT ${PER_ELIMINAZIONE})`,
    [fornitura],
  );
}
