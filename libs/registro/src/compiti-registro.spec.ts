import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { metrics, setLogLevel } from '#libs/observability';
import { CompitiRegistro } from './compiti-registro.js';
import { MetricheRegistro } from './metriche-registro.js';
import type { Registro } from './registro.js';
import type { VerificaRegistro } from './verifica-registro.js';

const registro: Registro = { nome: 'prova', app: 'prova', metrica: 'snodo_compiti', pausa: 1, fonti: [] };

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-10T09:00:00Z') });
  setLogLevel('fatal');
});
afterEach(() => {
  jest.useRealTimers();
  setLogLevel('info');
});

it('a register is checked every ten minutes, and what waits is measured every thirty seconds', async () => {
  const verifica = { verify: () => Promise.resolve(['a leaf is another']), waiting: () => Promise.resolve(7) };
  const metriche = new MetricheRegistro(registro.metrica);
  const compiti = new CompitiRegistro(verifica as unknown as VerificaRegistro, metriche, registro);
  compiti.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(61_000);
  expect(await metrics.text()).toContain('snodo_compiti_registro_attesa_secondi 7');
  expect(await metrics.text()).toContain('snodo_compiti_registro_discordanze 0');
  await jest.advanceTimersByTimeAsync(600_000);
  expect(await metrics.text()).toContain('snodo_compiti_registro_discordanze 1');
  await compiti.beforeApplicationShutdown();
});
