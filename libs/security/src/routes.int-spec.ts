import { Controller, Get, Module, Post } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { expect, it } from '@jest/globals';
import { HealthModule } from '#libs/observability';
import { Permits, Public } from './access.js';
import { routesOf } from './routes.js';

@Controller('rest/prove/v1')
class Prove {
  @Get('stato') @Public() stato(): void {}
  @Post(['a', 'b']) @Permits('deposita') deposita(): void {}
  @Get('dimenticata') dimenticata(): void {}
  helper(): void {}
}

@Module({ imports: [HealthModule], controllers: [Prove] })
class App {}

it('lists every route of an app with who may call it, and marks those that forgot to say', async () => {
  const module = await Test.createTestingModule({ imports: [App] }).compile();
  const routes = routesOf(module).map(({ method, path, access }) => `${method} ${path} ${String(access)}`);
  expect(new Set(routes)).toEqual(
    new Set([
      'GET /health/live pubblico',
      'GET /health/ready pubblico',
      'GET /rest/prove/v1/dimenticata negato',
      'GET /rest/prove/v1/stato pubblico',
      'POST /rest/prove/v1/a deposita',
      'POST /rest/prove/v1/b deposita',
    ]),
  );
  await module.close();
});
