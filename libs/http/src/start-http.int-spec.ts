import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Module, type OnModuleDestroy } from '@nestjs/common';
import { expect, it, jest } from '@jest/globals';
import { HealthModule, Logger } from '#libs/observability';
import { Public } from '#libs/security';
import { readSettings } from '#libs/settings';
import { HTTP_SETTINGS } from './settings.js';
import { startHttp } from './start-http.js';

const events: string[] = [];

@Controller()
@Public()
class Lenta implements OnModuleDestroy {
  @Get('lenta') async lenta() {
    events.push('request begun');
    await sleep(300);
    events.push('request done');
    return {};
  }
  onModuleDestroy(): void {
    events.push('module closed');
  }
}

@Module({ imports: [HealthModule], controllers: [Lenta] })
class App {}

it('told to end, refuses new requests, finishes those under way, and only then closes its modules and ends', async () => {
  const exited = new Promise<unknown>((resolve) => {
    jest.spyOn(process, 'exit').mockImplementation(((code: number) => resolve(code)) as never);
  });
  const destination = new Writable({ write: (_chunk, _encoding, done) => done() });
  const settings = readSettings(HTTP_SETTINGS, {});
  const options = { settings, logger: new Logger({ app: 'prova', destination }), port: 0 };
  const apps = await Promise.all([startHttp(App, options), startHttp(App, options)]);
  const [url] = await Promise.all(apps.map((app) => app.getUrl()));

  const underWay = fetch(`${url}/lenta`);
  while (events.length === 0) await sleep(5);
  process.emit('SIGTERM', 'SIGTERM');
  const refused = await fetch(`${url}/lenta`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  expect((await underWay).status).toBe(200);
  expect(await exited).toBe(0);
  expect(events.filter((event) => event !== 'module closed')).toEqual(['request begun', 'request done']);
  expect(events.at(-1)).toBe('module closed');
  await expect(fetch(`${url}/lenta`)).rejects.toThrow('fetch failed');
});

it('says at once that it cannot start', async () => {
  const settings = readSettings(HTTP_SETTINGS, { SNODO_HOST: '192.0.2.1' });
  const destination = new Writable({ write: (_chunk, _encoding, done) => done() });
  await expect(
    startHttp(App, { settings, logger: new Logger({ app: 'prova', destination }), port: 0 }),
  ).rejects.toThrow('EADDRNOTAVAIL');
});
