import { BUS_SETTINGS, type TransportOptions } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_ADMIN_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { type SettingsOf, setting } from '#libs/settings';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { NOMENCLATORE_SETTINGS } from '#apps/nomenclatore';

/** Every setting of the process that holds all apps. */
export const HUB_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...BUS_SETTINGS,
  ...NOMENCLATORE_SETTINGS,
  ...INGESTION_SETTINGS,
  port: setting.integer('SNODO_PORT', { default: 3000, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  nomenclatorePassword: databasePasswordOf('nomenclatore'),
  transport: setting.choice('SNODO_TRANSPORT', ['rabbitmq', 'embedded'], {
    default: 'rabbitmq',
    description: 'Come viaggiano i messaggi: con RabbitMQ, o dentro questo processo con il solo PostgreSQL.',
  }),
} as const;

/** What the migration of a release needs; it runs before the process does. */
export const MIGRATION_SETTINGS = {
  ...DATABASE_ADMIN_SETTINGS,
  nomenclatore: HUB_SETTINGS.nomenclatorePassword,
  ingestion: HUB_SETTINGS.databasePassword,
} as const;

export type HubSettings = SettingsOf<typeof HUB_SETTINGS>;

/** How the apps of this process reach each other. */
export function transportOf({ transport, amqpUrl }: HubSettings): TransportOptions {
  return transport === 'embedded' ? { kind: 'embedded' } : { kind: 'rabbitmq', url: amqpUrl };
}
