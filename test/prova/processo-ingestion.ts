import { openIngestion } from './ingestion.js';

/**
 * One ingestion in a process of its own, as a child of a test or of a bench: says where it listens, then works until it is killed.
 * Its environment is that of `ambienteInProva`; AMQP_URL empty means that nobody downstream listens.
 */
const amqp = process.env['AMQP_URL'] ?? '';
const transport = amqp === '' ? ({ kind: 'embedded' } as const) : ({ kind: 'rabbitmq', url: amqp } as const);
const { app, url } = await openIngestion(transport, process.env);
process.once('SIGTERM', () => void app.close().finally(() => process.exit(0)));
process.stdout.write(`PRONTO ${url}\n`);
