import { setting } from '#libs/settings';

import { LOG_LEVELS } from './logger.js';

/** Settings of every process; spread them into the schema of the process. */
export const OBSERVABILITY_SETTINGS = {
  logLevel: setting.choice('SNODO_LOG_LEVEL', LOG_LEVELS, {
    default: 'info',
    description: 'What is written to the log: this level and the graver ones',
  }),
  metricsToken: setting.secret('SNODO_METRICS_TOKEN', {
    optional: true,
    description: 'Token a scraper presents at /metrics; unset, only this machine may scrape',
  }),
} as const;
