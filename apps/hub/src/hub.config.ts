import { HTTP_SETTINGS } from '#libs/http';
import type { TransportOptions } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { ISSUER_SETTINGS } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';
import { NOMENCLATORE_SETTINGS } from '#apps/nomenclatore';

/** Every setting of the process that holds all apps. */
export const HUB_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...NOMENCLATORE_SETTINGS,
  port: setting.integer('SNODO_PORT', { default: 3000, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  databaseUrl: setting.url('DATABASE_URL', {
    schemes: ['postgres', 'postgresql'],
    default: 'postgres://127.0.0.1:5432/snodo',
    production: 'required',
    description: 'Database di Snodo; ogni app vi entra con il proprio utente.',
  }),
  nomenclatorePassword: setting.secret('SNODO_NOMENCLATORE_DB_PASSWORD', {
    optional: true,
    description: 'Password dell’utente del database del nomenclatore, se il server la chiede.',
  }),
  transport: setting.choice('SNODO_TRANSPORT', ['rabbitmq', 'embedded'], {
    default: 'rabbitmq',
    description: 'Come viaggiano i messaggi: con RabbitMQ, o dentro questo processo con il solo PostgreSQL.',
  }),
  amqpUrl: setting.url('AMQP_URL', {
    schemes: ['amqp', 'amqps'],
    default: 'amqp://guest:guest@127.0.0.1:5672',
    production: 'required',
    description: 'RabbitMQ; con SNODO_TRANSPORT=embedded non serve.',
  }),
  busPrefix: setting.text('SNODO_BUS_PREFIX', {
    default: 'snodo',
    description: 'Prefisso dei nomi di code ed exchange: due installazioni sullo stesso RabbitMQ ne hanno due diversi.',
  }),
} as const;

export type HubSettings = SettingsOf<typeof HUB_SETTINGS>;

/** How the apps of this process reach each other. */
export function transportOf({ transport, amqpUrl }: HubSettings): TransportOptions {
  return transport === 'embedded' ? { kind: 'embedded' } : { kind: 'rabbitmq', url: amqpUrl };
}
