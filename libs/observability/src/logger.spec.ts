import { afterEach, describe, expect, it } from '@jest/globals';

import { withCorrelation } from './correlation.js';
import { Logger, setLogLevel } from './logger.js';

const written = (): { logger: Logger; lines: () => Record<string, unknown>[] } => {
  const texts: string[] = [];
  const logger = new Logger({ app: 'ingestion', destination: { write: (text: string) => void texts.push(text) } });
  return { logger, lines: () => texts.map((text) => JSON.parse(text) as Record<string, unknown>) };
};

describe('a log line', () => {
  afterEach(() => setLogLevel('info'));

  it('is one JSON object with instant, app, message and fields', () => {
    const { logger, lines } = written();
    logger.log('invio stored', { invio: 'x', bytes: 12 });
    expect(lines()).toEqual([
      expect.objectContaining({ app: 'ingestion', message: 'invio stored', invio: 'x', bytes: 12, level: 30 }),
    ]);
    expect(Date.parse(String(lines()[0]!.time))).not.toBeNaN();
  });

  it('carries the correlation of the work under way', () => {
    const { logger, lines } = written();
    withCorrelation({ correlationId: 'c', causationId: 'm' }, () => logger.warn('slow'));
    expect(lines()[0]).toMatchObject({ correlationId: 'c', causationId: 'm' });
  });

  it('holds no personal data, in message, fields, context or error', () => {
    const { logger, lines } = written();
    const codice = 'RSSMRA80A01H501U';
    logger
      .child({ context: codice })
      .error(`refused ${codice}`, { cognome: 'Rossi', campo: codice }, new Error(codice));
    expect(JSON.stringify(lines())).not.toMatch(/RSSMRA|Rossi/);
  });

  it("understands the framework's calls: a context last, a stack before it", () => {
    const { logger, lines } = written();
    logger.log('Nest application successfully started', 'NestApplication');
    logger.error('failed', 'Error: failed\n    at somewhere', 'ExceptionsHandler');
    expect(lines()[0]).toMatchObject({ context: 'NestApplication' });
    expect(lines()[1]).toMatchObject({ context: 'ExceptionsHandler', stack: 'Error: failed\n    at somewhere' });
  });

  it('takes an error or an object in place of the message', () => {
    const { logger, lines } = written();
    logger.error(new Error('broken'));
    logger.log({ righe: 3 });
    expect(lines()).toMatchObject([{ error: { message: 'broken' } }, { righe: 3 }]);
  });

  it('is written from the level set for the process, by loggers made before too', () => {
    const { logger, lines } = written();
    const child = logger.child({ context: 'x' });
    setLogLevel('warn');
    for (const one of [logger, child]) {
      one.log('no');
      one.debug('no');
      one.verbose('no');
      one.warn('yes');
      one.fatal('yes');
    }
    setLogLevel('silent');
    logger.fatal('no');
    expect(lines().map(({ message }) => message)).toEqual(['yes', 'yes', 'yes', 'yes']);
  });
});
