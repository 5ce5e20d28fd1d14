import { BUS_SETTINGS, type TransportOptions } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_ADMIN_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { type SettingsOf, readSettings, setting } from '#libs/settings';
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

const { amqpUrl: _broker, ...WITHOUT_BROKER } = HUB_SETTINGS;

export type HubSettings = SettingsOf<typeof WITHOUT_BROKER> & { readonly amqpUrl?: string };

/**
 * The settings of this process; who lets messages travel inside it has no broker to name, in production either.
 * @throws InvalidSettings
 */
export function readHubSettings(env: NodeJS.ProcessEnv): HubSettings {
  const { transport } = WITHOUT_BROKER;
  const embedded = (env[transport.name]?.trim() || transport.defaultText) === 'embedded';
  return embedded ? readSettings(WITHOUT_BROKER, env) : readSettings(HUB_SETTINGS, env);
}

/** How the apps of this process reach each other. */
export function transportOf({ amqpUrl }: HubSettings): TransportOptions {
  return amqpUrl === undefined ? { kind: 'embedded' } : { kind: 'rabbitmq', url: amqpUrl };
}
