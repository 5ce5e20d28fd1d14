export { type Patience, eventually } from './eventually.js';
export { FaultyLine } from './faulty-line.js';
export { type PrivateServer, privatePostgres, privateRabbit } from './private-servers.js';
export { assertMigratesTwice, assertNoCrossSchemaGrants } from './schema-checks.js';
export { SetClock } from './set-clock.js';
export { type TestBroker, createTestBroker, testBrokerUrl } from './test-broker.js';
export { type TestApp, type TestDatabase, createTestDatabase, testServerUrl } from './test-database.js';
