import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS, type TransportOptions } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_ADMIN_SETTINGS, DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { ISSUER_SETTINGS } from '#libs/security';
import { type SettingsOfGroups, readGroups, setting } from '#libs/settings';
import { ANAGRAFE_REGIONALE_SETTINGS } from '#apps/anagrafe-regionale';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { INPS_GATEWAY_SETTINGS } from '#apps/inps-gateway';
import { NOMENCLATORE_SETTINGS } from '#apps/nomenclatore';
import { REPORTING_SETTINGS } from '#apps/reporting';

/** What the process itself needs, beside its apps. */
export const HUB_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...HTTP_SETTINGS,
  amqpUrl: BUS_SETTINGS.amqpUrl,
  busPrefix: BUS_SETTINGS.busPrefix,
  port: setting.integer('SNODO_PORT', { default: 3000, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  transport: setting.choice('SNODO_TRANSPORT', ['rabbitmq', 'embedded'], {
    default: 'rabbitmq',
    description: 'Come viaggiano i messaggi: con RabbitMQ, o dentro questo processo con il solo PostgreSQL.',
  }),
} as const;

/** The settings of each app keep their keys: what one app is given, another does not see. */
export const HUB_GROUPS = {
  hub: HUB_SETTINGS,
  nomenclatore: {
    ...ISSUER_SETTINGS,
    ...DATABASE_SETTINGS,
    ...NOMENCLATORE_SETTINGS,
    databasePassword: databasePasswordOf('nomenclatore'),
  },
  ingestion: INGESTION_SETTINGS,
  'anagrafe-regionale': ANAGRAFE_REGIONALE_SETTINGS,
  'inps-gateway': INPS_GATEWAY_SETTINGS,
  reporting: REPORTING_SETTINGS,
} as const;

/** What the migration of a release needs; it runs before the process does. */
export const MIGRATION_SETTINGS = {
  ...DATABASE_ADMIN_SETTINGS,
  nomenclatore: HUB_GROUPS.nomenclatore.databasePassword,
  ingestion: HUB_GROUPS.ingestion.databasePassword,
  'anagrafe-regionale': HUB_GROUPS['anagrafe-regionale'].databasePassword,
  'inps-gateway': HUB_GROUPS['inps-gateway'].databasePassword,
  reporting: HUB_GROUPS.reporting.databasePassword,
} as const;

const { amqpUrl: _broker, ...WITHOUT_BROKER } = HUB_SETTINGS;
const GROUPS_WITHOUT_BROKER = { ...HUB_GROUPS, hub: WITHOUT_BROKER };

type Embedded = SettingsOfGroups<typeof GROUPS_WITHOUT_BROKER>;
export type HubSettings = Omit<Embedded, 'hub'> & { readonly hub: Embedded['hub'] & { readonly amqpUrl?: string } };

/**
 * The settings of this process; who lets messages travel inside it has no broker to name, in production either.
 * @throws InvalidSettings
 */
export function readHubSettings(env: NodeJS.ProcessEnv): HubSettings {
  const { transport } = HUB_SETTINGS;
  const embedded = (env[transport.name]?.trim() || transport.defaultText) === 'embedded';
  return embedded ? readGroups(GROUPS_WITHOUT_BROKER, env) : readGroups(HUB_GROUPS, env);
}

/** How the apps of this process reach each other. */
export function transportOf({ hub: { amqpUrl } }: HubSettings): TransportOptions {
  return amqpUrl === undefined ? { kind: 'embedded' } : { kind: 'rabbitmq', url: amqpUrl };
}
