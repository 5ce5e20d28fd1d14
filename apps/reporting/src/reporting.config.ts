import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { ISSUER_SETTINGS } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';
import { SOGLIA_MINIMA, SOGLIA_MINIMA_DELICATA } from './riservatezza/soglie.js';

/**
 * Every setting of reporting, besides the port and the address of the broker of its process. There is no key among them: reporting
 * can open no message that names a person (I4).
 */
export const REPORTING_SETTINGS = {
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...DATABASE_SETTINGS,
  busPrefix: BUS_SETTINGS.busPrefix,
  databasePassword: databasePasswordOf('reporting'),
  poolSize: setting.integer('SNODO_REPORTING_CONNESSIONI', {
    default: 6,
    min: 4,
    max: 15,
    description: 'Connessioni al database.',
  }),
  intervallo: setting.duration('SNODO_REPORTING_INTERVALLO', {
    default: 60_000,
    description:
      'Tempo minimo tra due revisioni di una tabella: ciò che arriva nel frattempo si vede con la revisione successiva.',
  }),
  soglia: setting.integer('SNODO_REPORTING_SOGLIA', {
    default: SOGLIA_MINIMA,
    min: SOGLIA_MINIMA,
    max: 1000,
    description: 'Persone sotto le quali una cella è riservata. Si può solo alzare.',
  }),
  sogliaDelicata: setting.integer('SNODO_REPORTING_SOGLIA_DELICATA', {
    default: SOGLIA_MINIMA_DELICATA,
    min: SOGLIA_MINIMA_DELICATA,
    max: 1000,
    description:
      'La stessa soglia dove si tratta di minori o di salute, o dove l’area non è detta. Si può solo alzare.',
  }),
} as const;

/** Settings of the process in which reporting runs alone. */
export const PROCESS_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...REPORTING_SETTINGS,
  amqpUrl: BUS_SETTINGS.amqpUrl,
  port: setting.integer('SNODO_REPORTING_PORT', { default: 3014, min: 0, max: 65_535, description: 'Porta HTTP.' }),
} as const;

/** The settings as a value, and the token under which they are injected. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the class is only the token: its value is a read schema
export abstract class ReportingSettings {}
export interface ReportingSettings extends SettingsOf<typeof REPORTING_SETTINGS> {}
