import { HTTP_SETTINGS } from '#libs/http';
import { BUS_SETTINGS, MESSAGE_KEYS_SETTINGS } from '#libs/messaging';
import { OBSERVABILITY_SETTINGS } from '#libs/observability';
import { DATABASE_SETTINGS, databasePasswordOf } from '#libs/persistence';
import { ISSUER_SETTINGS, keysSetting } from '#libs/security';
import { type SettingsOf, setting } from '#libs/settings';

/** Every setting of the gateway, besides the port and the address of the broker of its process. */
export const INPS_GATEWAY_SETTINGS = {
  ...HTTP_SETTINGS,
  ...ISSUER_SETTINGS,
  ...DATABASE_SETTINGS,
  ...MESSAGE_KEYS_SETTINGS,
  busPrefix: BUS_SETTINGS.busPrefix,
  databasePassword: databasePasswordOf('inps-gateway'),
  poolSize: setting.integer('SNODO_INPS_GATEWAY_CONNESSIONI', {
    default: 8,
    min: 4,
    max: 15,
    description: 'Connessioni al database di inps-gateway.',
  }),
  chiaviInpsGateway: keysSetting(
    'SNODO_CHIAVI_INPS_GATEWAY',
    'Chiavi dei flussi pubblicati e degli esiti di INPS (AES-256, base64, separate da virgole; la prima cifra, tutte decifrano).',
  ),
} as const;

/** Settings of the process in which the gateway runs alone. */
export const PROCESS_SETTINGS = {
  ...OBSERVABILITY_SETTINGS,
  ...INPS_GATEWAY_SETTINGS,
  amqpUrl: BUS_SETTINGS.amqpUrl,
  port: setting.integer('SNODO_INPS_GATEWAY_PORT', { default: 3012, min: 0, max: 65_535, description: 'Porta HTTP.' }),
} as const;

/** The settings as a value. */
export type InpsGatewaySettings = SettingsOf<typeof INPS_GATEWAY_SETTINGS>;
