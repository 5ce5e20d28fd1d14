import { describe, expect, it } from '@jest/globals';
import { TransientError } from '../outcomes.js';
import { noting, range, RECEIVER, SENDER, type Scene } from './stage.js';

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function orderCases(scene: Scene): void {
  describe('order and turns', () => {
    it('never handles two messages of one key at once, while other keys go on beside', async () => {
      const inside = new Map<string, number>();
      let together = 0;
      let mostOfOneKey = 0;
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting(async (_, { envelope: { key } }) => {
          inside.set(key, (inside.get(key) ?? 0) + 1);
          mostOfOneKey = Math.max(mostOfOneKey, inside.get(key)!);
          together = Math.max(
            together,
            [...inside.values()].reduce((sum, one) => sum + one, 0),
          );
          await soon(20);
          inside.set(key, inside.get(key)! - 1);
        }),
      ]);
      await scene.stage.say(sender, range(10), { key: 'uno' });
      await scene.stage.say(sender, range(10, 11), { key: 'due' });
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(20));
      expect(mostOfOneKey).toBe(1);
      expect(together).toBeGreaterThan(1);
    });

    it('delivers both a cancellation and its insertion when the cancellation comes first', async () => {
      let cancelled = false;
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting(({ numero }) => {
          if (numero === 1 && !cancelled) throw new TransientError('the insertion is late');
          if (numero === 2) cancelled = true;
        }),
      ]);
      await scene.stage.say(sender, [1, 2], { key: 'record' });
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([2, 1]));
    });

    it('lets one message of an ente pass before the thousands of another', async () => {
      const sender = await scene.stage.closedBus(SENDER);
      await scene.stage.say(sender, range(5_000), { ente: 'grande' });
      await scene.stage.bus(RECEIVER, [noting()]);
      const carrier = await scene.stage.bus(SENDER);
      await scene.eventually(async () => expect((await scene.stage.effects()).length).toBeGreaterThan(20));
      await scene.stage.say(carrier, [9_999], { ente: 'piccolo' });
      const position = await scene.eventually(
        async () => {
          const at = (await scene.stage.effects()).indexOf(9_999);
          return at === -1 ? false : at;
        },
        { timeout: 30_000 },
      );
      expect(position).toBeLessThan(4_000);
      expect(await scene.stage.effects()).not.toHaveLength(5_001);
    });
  });
}
