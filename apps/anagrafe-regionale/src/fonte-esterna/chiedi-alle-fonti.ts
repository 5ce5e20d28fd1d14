import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Clock, Database, type Tx } from '#libs/persistence';
import { type Accolta, AccogliRisposta } from './accogli-risposta.js';
import { type Seguito, dopo } from './andamento.js';
import { FontiAttive } from './fonti-attive.js';
import type { FontePersone, NomeFonte, RispostaFonte } from './fonte-persone.js';
import { type DomandaPresa, PrendiDomande } from './prendi-domande.js';

const SEGNA_ESITO = `UPDATE interrogazione_fonte SET esito = $2, causa = $3, anomalie = $4 WHERE id = $1`;

const SEGNA_FONTE = `UPDATE fonte_esterna SET guasti = $2, ferma_fino = $3, motivo = $4 WHERE fonte = $1`;

/** Not the one that a new need joined meanwhile: that is asked again. */
const CONCLUDI = `DELETE FROM domanda_fonte WHERE id = $1 AND presa = $2 AND versione = $3`;
const RIMANDA = `UPDATE domanda_fonte SET prossima_il = $3, tentativi = $4, presa = NULL, presa_fino = NULL WHERE id = $1 AND presa = $2`;

const RISPOSTE = metrics.counter('snodo_anagrafe_fonti_total', 'Questions to other registries, by outcome', [
  'fonte',
  'esito',
]);

/** Asks other registries what the queue says, one question at a time for each of them. */
@Injectable()
export class ChiediAlleFonti {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'ChiediAlleFonti' });

  constructor(
    private readonly database: Database,
    private readonly attive: FontiAttive,
    private readonly prendi: PrendiDomande,
    private readonly accogli: AccogliRisposta,
    private readonly clock: Clock,
  ) {}

  /** By any number of processes at once. @returns whether there may be more to ask now */
  async step(): Promise<boolean> {
    const more = await Promise.all(this.attive.fonti.map((fonte) => this.#askOne(fonte)));
    return more.includes(true);
  }

  async #askOne(fonte: FontePersone): Promise<boolean> {
    const presa = await this.prendi.take(fonte);
    if (presa === 'nulla' || presa === 'lasciata') return presa === 'lasciata';
    const risposta = await fonte.ask(presa.domanda);
    const { guasti, tentativi } = presa;
    const seguito = dopo(risposta, { guasti, tentativi, adesso: this.clock.now(), random: Math.random() });
    const accolta = await this.database.transaction(
      'consumer',
      {},
      (tx) => this.#conclude(tx, presa, risposta, seguito),
      {
        retries: 3,
      },
    );
    RISPOSTE.inc({ fonte: fonte.nome, esito: risposta.esito });
    this.#tell(fonte.nome, risposta, accolta);
    return true;
  }

  async #conclude(
    tx: Tx,
    presa: DomandaPresa,
    risposta: RispostaFonte,
    seguito: Seguito,
  ): Promise<Accolta | undefined> {
    const { id, fonte, persona, interrogazione, domanda } = presa;
    const trovata = risposta.esito === 'trovata';
    const accolta = trovata
      ? await this.accogli.receive(tx, { fonte, persona, giorno: domanda.giorno }, risposta.detto)
      : undefined;
    const causa = 'causa' in risposta ? risposta.causa : accolta === 'sua' ? undefined : accolta;
    await tx.execute(SEGNA_ESITO, [interrogazione, risposta.esito, causa ?? null, trovata ? risposta.anomalie : []]);
    const { guasti, fermaFino } = seguito.fonte;
    await tx.execute(SEGNA_FONTE, [
      fonte,
      guasti,
      fermaFino,
      guasti === 0 && fermaFino === null ? null : risposta.esito,
    ]);
    if (seguito.domanda === undefined) await tx.execute(CONCLUDI, [id, presa.presa, presa.versione]);
    // What is left of a question that ended is the need that joined it.
    const { prossimaIl, tentativi } = seguito.domanda ?? { prossimaIl: this.clock.now(), tentativi: 0 };
    await tx.execute(RIMANDA, [id, presa.presa, prossimaIl, tentativi]);
    return accolta;
  }

  #tell(fonte: NomeFonte, risposta: RispostaFonte, accolta: Accolta | undefined): void {
    if ('causa' in risposta) this.#logger.warn('another registry did not answer', { fonte, ...risposta });
    if (accolta === 'altra' || accolta === 'di_altri')
      this.#logger.warn('another registry knows a code by another name', { fonte });
  }
}
