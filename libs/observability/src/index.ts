export {
  type Correlation,
  currentCorrelation,
  makeTraceparent,
  newCorrelation,
  withCorrelation,
} from './correlation.js';
export { Health, type HealthCheck, type HealthReport } from './health.js';
export { HealthModule, OPEN_ROUTE } from './health.module.js';
export { type LogFields, type LogLevel, Logger, type LoggerOptions, setLogLevel } from './logger.js';
export { maskText } from './mask.js';
export { metrics } from './metrics.js';
export { MetricsModule } from './metrics.module.js';
export { OBSERVABILITY_SETTINGS } from './observability-settings.js';
export { type PeriodicTask, PeriodicTasks } from './periodic-tasks.js';
export { Rounds } from './rounds.js';
