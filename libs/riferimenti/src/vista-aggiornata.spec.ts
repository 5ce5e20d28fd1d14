import { describe, expect, it } from '@jest/globals';
import type { CopiaLocale, Movimenti } from './copia-locale.js';
import { Riferimenti } from './riferimenti.js';
import { VistaAggiornata } from './vista-aggiornata.js';

/** A copy whose readings end when told, with what it holds when they began. */
function slowCopia(first: Movimenti): {
  copia: CopiaLocale;
  write(now: Movimenti): void;
  answer(): void;
  fail(): void;
  readings: number;
} {
  const pending: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let content = first;
  const slow = {
    readings: 0,
    copia: {
      read: (since: number) => {
        slow.readings += 1;
        const seen = { ...content, voci: content.movimento > since ? content.voci : [] };
        return new Promise<Movimenti>((resolve, reject) => pending.push({ resolve: () => resolve(seen), reject }));
      },
    } as unknown as CopiaLocale,
    write: (now: Movimenti) => {
      content = now;
    },
    answer: () => pending.shift()!.resolve(),
    fail: () => pending.shift()!.reject(new Error('connection lost')),
  };
  return slow;
}

const state = (movimento: number, denominazione: string): Movimenti => ({
  movimento,
  completa: true,
  continua: false,
  voci: [
    {
      genere: 'ente',
      id: '1',
      revisione: movimento,
      contenuto: { denominazione, tipo: 'comune', codici: [], dal: '2000-01-01', al: null },
    },
  ],
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the view in memory', () => {
  it('shows a change that was committed while it was being read, before the one who wrote it is told', async () => {
    const slow = slowCopia(state(1, 'before'));
    const riferimenti = new Riferimenti();
    const vista = new VistaAggiornata(slow.copia, riferimenti);
    void vista.refresh();
    slow.write(state(2, 'after'));
    const told = vista.refresh();
    slow.answer();
    await turn();
    slow.answer();
    await told;
    expect(riferimenti.ente('1')?.denominazione).toBe('after');
    expect(riferimenti.movimento).toBe(2);
  });

  it('reads once more for any number of calls meanwhile', async () => {
    const slow = slowCopia(state(1, 'one'));
    const vista = new VistaAggiornata(slow.copia, new Riferimenti());
    const calls = [vista.refresh(), vista.refresh(), vista.refresh(), vista.refresh()];
    slow.answer();
    await turn();
    slow.answer();
    await Promise.all(calls);
    expect(slow.readings).toBe(2);
  });

  it('keeps what it has when the database does not answer, and reads again at the next call', async () => {
    const slow = slowCopia(state(1, 'one'));
    const riferimenti = new Riferimenti();
    const vista = new VistaAggiornata(slow.copia, riferimenti);
    const failed = vista.refresh();
    slow.fail();
    await failed;
    expect(riferimenti.ready).toBe(false);
    const again = vista.refresh();
    slow.answer();
    await again;
    expect(riferimenti.ready).toBe(true);
  });

  it('shows nothing of a change before its last part, and all of it then', async () => {
    const parts = [
      { ...state(1, 'half'), continua: true },
      { ...state(2, 'whole'), completa: true },
    ];
    const riferimenti = new Riferimenti();
    const shown: unknown[] = [];
    const copia = {
      read: (since: number) => {
        shown.push([since, riferimenti.ready, riferimenti.ente('1')?.denominazione]);
        return Promise.resolve(parts[since]!);
      },
    } as unknown as CopiaLocale;
    await new VistaAggiornata(copia, riferimenti).refresh();
    expect(shown).toEqual([
      [0, false, undefined],
      [1, false, undefined],
    ]);
    expect([riferimenti.ready, riferimenti.ente('1')?.denominazione, riferimenti.movimento]).toEqual([
      true,
      'whole',
      2,
    ]);
  });
});
