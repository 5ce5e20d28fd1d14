import { startHttp } from '#libs/http';
import { BUS_SETTINGS, startMessaging } from '#libs/messaging';
import { readSettings, setting } from '#libs/settings';
import { INGESTION_APIS } from './ingestion.apis.js';
import { INGESTION_SETTINGS } from './ingestion.config.js';
import { INGESTION_ERRORS } from './ingestion.errors.js';
import { IngestionModule } from './ingestion.module.js';

const PROCESS_SETTINGS = {
  ...INGESTION_SETTINGS,
  port: setting.integer('SNODO_INGESTION_PORT', { default: 3010, min: 0, max: 65_535, description: 'Porta HTTP.' }),
  amqpUrl: BUS_SETTINGS.amqpUrl,
};

const settings = readSettings(PROCESS_SETTINGS, process.env);
const app = await startHttp(IngestionModule.forApp(settings, { kind: 'rabbitmq', url: settings.amqpUrl }), {
  settings,
  port: settings.port,
  apis: INGESTION_APIS,
  errors: [{ title: 'Invii ed esiti', table: INGESTION_ERRORS }],
});
await startMessaging(app);
