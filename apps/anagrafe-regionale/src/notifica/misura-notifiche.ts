import { Injectable } from '@nestjs/common';
import { metrics } from '#libs/observability';
import { Clock, Database } from '#libs/persistence';

const DA_SMISTARE = metrics.gauge(
  'snodo_anagrafe_variazioni_da_smistare',
  'Changes noted and not yet brought to subscriptions',
);
const FERME = metrics.gauge(
  'snodo_anagrafe_variazioni_ferme',
  'Changes that could not be brought to subscriptions and wait for their next try',
);
const RITARDO = metrics.gauge(
  'snodo_anagrafe_notifiche_ritardo_secondi',
  'Age of the oldest thing that should have been told by now',
);
const SOTTOSCRIZIONI = metrics.gauge('snodo_anagrafe_sottoscrizioni', 'Subscriptions in force');
const WEBHOOK = metrics.gauge('snodo_anagrafe_webhook', 'Receivers of notifiche, by state', ['stato']);

const MISURE = `SELECT (SELECT count(*) FROM variazione) AS "daSmistare", (SELECT min(annotata_il) FROM variazione) AS "piuVecchia",
    (SELECT count(*) FROM variazione WHERE tentativi > 0) AS ferme,
    (SELECT min(scade_il) FROM notifica_in_attesa) AS "piuScaduta",
    (SELECT count(*) FROM sottoscrizione WHERE cessata_il IS NULL) AS sottoscrizioni,
    (SELECT count(*) FROM webhook WHERE stato = 'attivo' AND tentativi = 0) AS regolari,
    (SELECT count(*) FROM webhook WHERE stato = 'attivo' AND tentativi > 0) AS "inErrore",
    (SELECT count(*) FROM webhook WHERE stato = 'sospeso') AS sospesi`;

interface Misure {
  readonly daSmistare: number;
  readonly ferme: number;
  readonly piuVecchia: Date | null;
  readonly piuScaduta: Date | null;
  readonly sottoscrizioni: number;
  readonly regolari: number;
  readonly inErrore: number;
  readonly sospesi: number;
}

/** Measures, for all processes, what operators should worry about. */
@Injectable()
export class MisuraNotifiche {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const [row] = await this.database.statement<Misure>('consumer', {}, MISURE);
    const { daSmistare, ferme, piuVecchia, piuScaduta, sottoscrizioni, regolari, inErrore, sospesi } = row!;
    const adesso = this.clock.now().getTime();
    const oldest = Math.min(piuVecchia?.getTime() ?? adesso, piuScaduta?.getTime() ?? adesso);
    DA_SMISTARE.set(daSmistare);
    FERME.set(ferme);
    RITARDO.set(Math.max(0, (adesso - oldest) / 1000));
    SOTTOSCRIZIONI.set(sottoscrizioni);
    WEBHOOK.set({ stato: 'regolare' }, regolari);
    WEBHOOK.set({ stato: 'in_errore' }, inErrore);
    WEBHOOK.set({ stato: 'sospeso' }, sospesi);
  }
}
