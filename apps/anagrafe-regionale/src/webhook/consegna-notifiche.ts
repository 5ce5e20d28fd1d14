import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Logger, metrics } from '#libs/observability';
import { Clock, Database, type Sql } from '#libs/persistence';
import { FirmaRicevute, KeyRing } from '#libs/security';
import { type RigaNotifica, notificaOf } from '../notifica/risposta.js';
import { type Andamento, dopo } from './andamento.js';
import { Consegna, type EsitoConsegna, type Plico } from './consegna.js';
import { openIndirizzo } from './indirizzo-cifrato.js';
import { type ContenutoPlico, INTESTAZIONE_FIRMA, TIPO_FIRMA_NOTIFICHE, detach } from './plico.js';

/** Receivers at a time: one that is slow must not keep the others waiting for long. */
const INSIEME = 16;
/** Notifiche in one body. */
const IN_UN_PLICO = 100;
/** Bodies to one receiver before others have their turn. */
const PLICHI = 10;
/** Longer than a try may take, so that who holds it is dead when it ends. */
const PRESA_MS = 120_000;

interface Presa extends Andamento {
  readonly ente: string;
  readonly indirizzo: Buffer;
}

/** Of which receivers it is the turn; nobody else brings to them until it is given back, or long past. */
const PRENDI: Sql = {
  name: 'snodo_anagrafe_webhook_prendi',
  text: `UPDATE webhook SET presa = $2, presa_fino = $3
    WHERE ente IN (
      SELECT w.ente FROM webhook w JOIN canale c ON c.ente = w.ente
      WHERE w.stato = 'attivo' AND w.prossimo_il <= $1 AND (w.presa_fino IS NULL OR w.presa_fino <= $1) AND c.ultimo > w.consegnate_fino
      ORDER BY w.prossimo_il LIMIT ${INSIEME} FOR UPDATE OF w SKIP LOCKED)
    RETURNING ente, indirizzo, stato, consegnate_fino AS "consegnateFino", ultima_consegna_il AS "ultimaConsegnaIl", tentativi,
      fallito_dal AS "fallitoDal", ultimo_errore AS "ultimoErrore", prossimo_il AS "prossimoIl"`,
};
const NOTIFICHE: Sql = {
  name: 'snodo_anagrafe_webhook_notifiche',
  text: `SELECT numero, sottoscrizione, soggetto, altro_soggetto, tipo, gruppi, decorrenza, emessa_il FROM notifica
    WHERE ente = $1 AND numero > $2 ORDER BY numero LIMIT ${IN_UN_PLICO}`,
};
/** Not by who lost its turn: another has gone on meanwhile. */
const SEGNA: Sql = {
  name: 'snodo_anagrafe_webhook_segna',
  text: `UPDATE webhook SET stato = $3, consegnate_fino = $4, ultima_consegna_il = $5, tentativi = $6, fallito_dal = $7, ultimo_errore = $8,
      prossimo_il = $9
    WHERE ente = $1 AND presa = $2 RETURNING ente`,
};
const LASCIA: Sql = {
  name: 'snodo_anagrafe_webhook_lascia',
  text: `UPDATE webhook SET presa = NULL, presa_fino = NULL WHERE ente = $1 AND presa = $2`,
};

const CONSEGNE = metrics.counter(
  'snodo_anagrafe_consegne_total',
  'Tries to bring notifiche to a receiver, by outcome',
  ['esito'],
);

/** What the clock and the settings say of bringing. */
export class TempiWebhook {
  /** @param pazienza milliseconds for which a receiver that fails is tried again */
  constructor(
    readonly clock: Clock,
    readonly pazienza: number,
  ) {}
}

/** Brings notifiche to those who registered where: at least once, in the order of their numbers, one try at a time for each ente. */
@Injectable()
export class ConsegnaNotifiche {
  readonly #logger = new Logger({ app: 'anagrafe-regionale' }).child({ context: 'ConsegnaNotifiche' });

  constructor(
    private readonly database: Database,
    private readonly consegna: Consegna,
    private readonly firma: FirmaRicevute,
    private readonly chiavi: KeyRing,
    private readonly tempi: TempiWebhook,
  ) {}

  /** By any number of processes at once. @returns receivers whose turn it was */
  async run(): Promise<number> {
    const adesso = this.tempi.clock.now();
    const presa = randomUUID();
    const until = new Date(adesso.getTime() + PRESA_MS);
    const prese = await this.database.statement<Presa>('consumer', {}, PRENDI, [adesso, presa, until]);
    await Promise.all(prese.map((una) => this.#bring(una, presa)));
    return prese.length;
  }

  async #bring({ ente, indirizzo, ...inizio }: Presa, presa: string): Promise<void> {
    try {
      const dove = openIndirizzo(this.chiavi, ente, indirizzo);
      let andamento: Andamento = inizio;
      for (let plichi = 0; plichi < PLICHI; plichi += 1) {
        const after = [ente, andamento.consegnateFino];
        const righe = await this.database.statement<RigaNotifica>('consumer', {}, NOTIFICHE, after);
        const ultima = righe.at(-1);
        if (ultima === undefined) break;
        const esito = await this.consegna.post(this.#plicoOf(dove, ente, righe));
        CONSEGNE.inc({ esito: esito.consegnata ? 'consegnata' : 'fallita' });
        andamento = this.#after(andamento, esito, ultima.numero);
        if (!(await this.#note(ente, presa, andamento)) || !esito.consegnata) break;
      }
      await this.database.statement('consumer', {}, LASCIA, [ente, presa]);
    } catch (error) {
      this.#logger.error('notifiche were not brought', { ente, error });
    }
  }

  #plicoOf(indirizzo: string, ente: string, righe: readonly RigaNotifica[]): Plico {
    const contenuto: ContenutoPlico = {
      consegna: randomUUID(),
      inviata_il: this.tempi.clock.now().toISOString(),
      destinatario: ente,
      notifiche: righe.map(notificaOf),
    };
    const { corpo, firma } = detach(this.firma.sign(TIPO_FIRMA_NOTIFICHE, { ...contenuto }));
    return { indirizzo, corpo, intestazioni: { [INTESTAZIONE_FIRMA]: firma } };
  }

  #after(andamento: Andamento, esito: EsitoConsegna, ultimo: number): Andamento {
    const { clock, pazienza } = this.tempi;
    return dopo(andamento, esito, { ultimo, adesso: clock.now(), pazienza, random: Math.random() });
  }

  /** @returns whether it was still our turn */
  async #note(ente: string, presa: string, andamento: Andamento): Promise<boolean> {
    const { stato, consegnateFino, ultimaConsegnaIl, tentativi, fallitoDal, ultimoErrore, prossimoIl } = andamento;
    const params = [
      ente,
      presa,
      stato,
      consegnateFino,
      ultimaConsegnaIl,
      tentativi,
      fallitoDal,
      ultimoErrore,
      prossimoIl,
    ];
    return (await this.database.statement('consumer', {}, SEGNA, params)).length > 0;
  }
}
