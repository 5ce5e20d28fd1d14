import { describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import { VistaPubblicata } from './vista-pubblicata.js';

/** A registry that nothing was written to; each question is answered when the test says so. */
function pubblicata(): { vista: VistaPubblicata; asked: () => number; answer: (error?: Error) => void } {
  const waiting: ((error?: Error) => void)[] = [];
  let asked = 0;
  const statement = (): Promise<object[]> => {
    asked += 1;
    return new Promise((resolve, reject) => {
      waiting.push((error) => (error === undefined ? resolve([{ orizzonte: 1, scritta: null }]) : reject(error)));
    });
  };
  return {
    vista: new VistaPubblicata({ statement } as unknown as Database),
    asked: () => asked,
    answer: (error) => waiting.shift()!(error),
  };
}
/** Until all that can go on without an answer has done so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('whoever asks what is published', () => {
  it('together with others is answered by one reading; while one is under way, by the one after it', async () => {
    const { vista, asked, answer } = pubblicata();
    const first = vista.current();
    await settle();
    const burst = Array.from({ length: 50 }, () => vista.current());
    await settle();
    expect(asked()).toBe(1);
    answer();
    await first;
    await settle();
    expect(asked()).toBe(2);
    answer();
    expect(new Set(await Promise.all(burst)).size).toBe(1);
    const after = vista.current();
    await settle();
    expect(asked()).toBe(3);
    answer();
    await after;
  });

  it('when a reading fails is told, and the next one reads again', async () => {
    const { vista, answer } = pubblicata();
    const failing = vista.current();
    await settle();
    const next = vista.current();
    answer(new Error('down'));
    await expect(failing).rejects.toThrow('down');
    await settle();
    answer();
    const { esito } = (await next).traduci({ da: 'REG', a: 'SIUSS', codice: 'R1', giorno: '2026-03-10' });
    expect(esito).toBe('codice_sconosciuto');
  });
});
