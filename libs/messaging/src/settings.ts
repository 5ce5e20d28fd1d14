import { keysSetting } from '#libs/security';
import { setting } from '#libs/settings';

/** Where the bus is; lines for the settings schema of every process that has messages. */
export const BUS_SETTINGS = {
  amqpUrl: setting.url('AMQP_URL', {
    schemes: ['amqp', 'amqps'],
    default: 'amqp://guest:guest@127.0.0.1:5672',
    production: 'required',
    description: 'RabbitMQ; il trasporto «embedded» di hub non lo usa.',
  }),
  busPrefix: setting.text('SNODO_BUS_PREFIX', {
    default: 'snodo',
    description: 'Prefisso dei nomi di code ed exchange: due installazioni sullo stesso RabbitMQ ne hanno due diversi.',
  }),
} as const;

/** Only for the apps that say or hear messages with personal data; the others must not be able to open them. */
export const MESSAGE_KEYS_SETTINGS = {
  chiaviMessaggi: keysSetting(
    'SNODO_CHIAVI_MESSAGGI',
    'Chiavi dei messaggi con dati personali (AES-256, base64, separate da virgole; la prima cifra, tutte decifrano).',
  ),
} as const;
