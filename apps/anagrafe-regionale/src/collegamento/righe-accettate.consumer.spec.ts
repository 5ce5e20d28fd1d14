import { expect, it } from '@jest/globals';
import { Riferimenti } from '#libs/riferimenti';
import type { MessageContext } from '#libs/messaging';
import { messaggioDi, rigaDi, tizio } from '../prova/righe-di-prova.js';
import type { CollegaRighe } from './collega-righe.js';
import { RigheAccettateConsumer } from './righe-accettate.consumer.js';

it('nothing is linked, and no attempt is burnt, until the reference copy is whole', async () => {
  const riferimenti = new Riferimenti();
  const links: unknown[] = [];
  const collega = { link: (...given: unknown[]) => Promise.resolve(links.push(given)) } as unknown as CollegaRighe;
  const consumer = new RigheAccettateConsumer(collega, riferimenti);
  const context = { tx: 'tx', envelope: { key: 'invio', ente: 'ente' } } as unknown as MessageContext;
  const body = messaggioDi([rigaDi(tizio())]);
  await expect(consumer.link(body, context)).rejects.toMatchObject({ name: 'UpstreamError', retryAfter: 500 });
  expect(links).toEqual([]);
  riferimenti.replace(riferimenti.vista, true);
  await consumer.link(body, context);
  expect(links).toEqual([['tx', body, { key: 'invio', ente: 'ente' }]]);
});
