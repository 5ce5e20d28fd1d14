import { raccontaInps } from './prova/racconto-inps.js';

// In every layout, and with ten times as many: `ventimila-righe-arrivano-a-inps.lungo-spec.ts`.
raccontaInps('hub con RabbitMQ', 2_000, 90);
