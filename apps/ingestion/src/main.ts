import { startHttp } from '#libs/http';
import { startMessaging } from '#libs/messaging';
import { readSettings, setting } from '#libs/settings';
import { INGESTION_APIS } from './ingestion.apis.js';
import { INGESTION_SETTINGS } from './ingestion.config.js';
import { INGESTION_ERRORS } from './ingestion.errors.js';
import { IngestionModule } from './ingestion.module.js';

const PROCESS_SETTINGS = {
  ...INGESTION_SETTINGS,
  port: setting.integer('SNODO_INGESTION_PORT', { default: 3010, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  amqpUrl: setting.url('AMQP_URL', {
    schemes: ['amqp', 'amqps'],
    default: 'amqp://guest:guest@127.0.0.1:5672',
    production: 'required',
    description: 'Broker RabbitMQ.',
  }),
};

const settings = readSettings(PROCESS_SETTINGS, process.env);
const app = await startHttp(IngestionModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl }), {
  settings,
  port: settings.port,
  apis: INGESTION_APIS,
  errors: [{ title: 'Invii ed esiti', table: INGESTION_ERRORS }],
});
await startMessaging(app);
