import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertMigratesTwice } from '#libs/testing';
import { INPS_GATEWAY_MIGRATIONS } from './index.js';
import { GatewayDiProva } from './prova/gateway-di-prova.js';

describe('the gateway', () => {
  let gateway: GatewayDiProva;
  beforeAll(async () => {
    gateway = await GatewayDiProva.start();
  });
  afterAll(() => gateway.close());

  it('starts alone and says that it is there, to enti and to INPS', async () => {
    await gateway.ask(undefined, 'get', '/rest/inps/v1/status').expect(200);
    await gateway.ask(undefined, 'get', '/waas/H211/v1/status').expect(200);
  });

  it('migrates twice without a change', async () => {
    const app = { app: 'inps-gateway', migrations: INPS_GATEWAY_MIGRATIONS };
    await expect(assertMigratesTwice(app)).resolves.toBeUndefined();
  });
});
