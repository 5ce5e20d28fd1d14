import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routesOf } from '#libs/security';
import { NomenclatoreDiProva, RELOAD } from '../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

describe('who may reload the pack', () => {
  it.each([
    ['nobody without a token', undefined, 401],
    ['no comune', 'uno', 403],
    ['no client that is not registered', 'sconosciuto', 403],
    ['the technical operator', 'tecnico', 200],
  ])('%s', async (_, client, status) => {
    await nomenclatore.reload(client).expect(status);
  });

  it('each authorization server has its own clients: one id, two callers', async () => {
    await nomenclatore.reload('uno', 'client_credentials').expect(200);
    await nomenclatore.reload('uno', 'pdnd').expect(403);
    await nomenclatore.reload('tecnico', 'client_credentials').expect(403);
  });

  it('every route says who may call it, and only reads and probes are open', () => {
    const routes = routesOf(nomenclatore.app!);
    expect(routes.filter(({ access }) => access === 'negato')).toEqual([]);
    const open = routes.filter(({ access }) => access === 'pubblico');
    const others = open.filter(
      ({ method, path }) =>
        method !== 'GET' || !(path.startsWith('/rest/nomenclatore/v1/') || path.startsWith('/health/')),
    );
    // A read too: a thousand codes do not fit a query.
    expect(others).toEqual([expect.objectContaining({ method: 'POST', path: '/rest/nomenclatore/v1/traduzioni' })]);
    expect(routes.find(({ path }) => path === RELOAD)?.access).toEqual(['amministra', 'gestisce_riferimenti']);
  });
});
