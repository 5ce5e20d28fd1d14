import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assertMigratesTwice } from '#libs/testing';
import { ANAGRAFE_REGIONALE_MIGRATIONS } from './index.js';
import { AnagrafeDiProva } from './prova/anagrafe-di-prova.js';

describe('the registry', () => {
  let anagrafe: AnagrafeDiProva;
  beforeAll(async () => {
    anagrafe = await AnagrafeDiProva.start();
  });
  afterAll(() => anagrafe.close());

  it('starts alone and says that it is there', async () => {
    await anagrafe.ask(undefined, 'get', '/rest/anagrafe/v1/status').expect(200);
  });

  it('migrates twice without a change', async () => {
    await expect(
      assertMigratesTwice({ app: 'anagrafe-regionale', migrations: ANAGRAFE_REGIONALE_MIGRATIONS }),
    ).resolves.toBeUndefined();
  });
});
