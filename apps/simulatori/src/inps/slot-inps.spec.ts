import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '#libs/observability';
import type { Inps } from './inps.js';
import { SlotInps } from './slot-inps.js';

const lines: string[] = [];
const logger = new Logger({ app: 'prova', destination: { write: (line: string) => void lines.push(line) } });
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** An INPS whose slots last until the test ends them. */
function slowInps() {
  const ends: (() => void)[] = [];
  const slot = jest.fn(() => new Promise<void>((done) => ends.push(done)));
  return { inps: { slot, close: async () => undefined } as unknown as Inps, slot, endSlot: () => ends.shift()!() };
}

describe('the slots of INPS', () => {
  it('begin after the interval, and never while one is under way', async () => {
    const { inps, slot, endSlot } = slowInps();
    const slots = new SlotInps(inps, 10, logger);
    slots.onApplicationBootstrap();
    expect(slot).not.toHaveBeenCalled();
    await pause(60);
    expect(slot).toHaveBeenCalledTimes(1);
    endSlot();
    await pause(60);
    expect(slot).toHaveBeenCalledTimes(2);
    await slots.beforeApplicationShutdown();
    endSlot();
  });

  it('do not begin again after the end of one during which the process was told to end', async () => {
    const { inps, slot, endSlot } = slowInps();
    const slots = new SlotInps(inps, 5, logger);
    slots.onApplicationBootstrap();
    await pause(40);
    await slots.beforeApplicationShutdown();
    endSlot();
    await pause(40);
    expect(slot).toHaveBeenCalledTimes(1);
  });

  it('go on after one that failed for a fault of our own', async () => {
    const slot = jest.fn(async () => {
      throw new Error('disco pieno');
    });
    const slots = new SlotInps({ slot, close: async () => undefined } as unknown as Inps, 5, logger);
    slots.onApplicationBootstrap();
    await pause(80);
    await slots.beforeApplicationShutdown();
    expect(slot.mock.calls.length).toBeGreaterThan(1);
    expect(lines.join('')).toContain('a slot of INPS failed');
  });

  it('do not begin by themselves with an interval of zero', async () => {
    const { inps, slot } = slowInps();
    const slots = new SlotInps(inps, 0, logger);
    slots.onApplicationBootstrap();
    await pause(30);
    await slots.beforeApplicationShutdown();
    expect(slot).not.toHaveBeenCalled();
  });
});
