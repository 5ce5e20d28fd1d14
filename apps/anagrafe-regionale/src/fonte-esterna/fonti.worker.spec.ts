import { expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Riferimenti } from '#libs/riferimenti';
import type { ChiediAlleFonti } from './chiedi-alle-fonti.js';
import type { FontePersone } from './fonte-persone.js';
import { FontiAttive } from './fonti-attive.js';
import { FontiWorker } from './fonti.worker.js';

const ANPR = { nome: 'anpr' } as FontePersone;

/** @returns how often it looked for a question, and what it waits for */
function worker(fonti: readonly FontePersone[], riferimenti: { ready: boolean }) {
  let steps = 0;
  const chiedi = { step: () => Promise.resolve((steps += 1) < 3) } as unknown as ChiediAlleFonti;
  const made = new FontiWorker(new FontiAttive(fonti), chiedi, riferimenti as Riferimenti);
  return { made, steps: () => steps };
}

it('asks as long as there is something to ask', async () => {
  const { made, steps } = worker([ANPR], { ready: true });
  made.onApplicationBootstrap();
  await eventually(() => steps() === 3);
  await made.beforeApplicationShutdown();
});

it.each([
  ['no registry to ask', [], true],
  ['no codes of places yet', [ANPR], false],
])('asks nothing while there is %s', async (_, fonti, ready) => {
  const { made, steps } = worker(fonti, { ready });
  made.onApplicationBootstrap();
  await new Promise((resolve) => setImmediate(resolve));
  await made.beforeApplicationShutdown();
  expect(steps()).toBe(0);
});
