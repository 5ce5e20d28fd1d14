import { describe, expect, it } from '@jest/globals';
import { noting, range, RECEIVER, SENDER, type Scene } from './stage.js';

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function lifeCases(scene: Scene): void {
  describe('closing and starting', () => {
    it('on closing finishes what is under way and starts nothing more', async () => {
      let started = 0;
      const sender = await scene.stage.bus(SENDER);
      const receiver = await scene.stage.bus(RECEIVER, [
        noting(async () => {
          started += 1;
          await soon(400);
        }),
      ]);
      await scene.stage.say(sender, range(50));
      await scene.eventually(() => started >= 4);
      await receiver.close();
      const done = await scene.stage.effects();
      expect(done).toHaveLength(started);
      await soon(300);
      expect(await scene.stage.effects()).toEqual(done);
      await scene.stage.bus(RECEIVER, [noting()]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(50));
      expect(new Set(await scene.stage.effects()).size).toBe(50);
    });

    it('gives up waiting for a handler that does not end, and the next start does its message', async () => {
      const sender = await scene.stage.bus(SENDER);
      let release: () => void = () => undefined;
      const stuck = new Promise<void>((resolve) => {
        release = resolve;
      });
      let started = false;
      const receiver = await scene.stage.bus(
        RECEIVER,
        [
          noting(async () => {
            started = true;
            await stuck;
            throw new Error('the process is gone');
          }),
        ],
        { tuning: { drainMs: 300 } },
      );
      await scene.stage.say(sender, [1]);
      await scene.eventually(() => started);
      await receiver.close();
      release();
      await scene.stage.bus(RECEIVER, [noting()]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([1]));
    });

    it('bears being closed many times at once, and while messages flow', async () => {
      const sender = await scene.stage.bus(SENDER);
      const receiver = await scene.stage.bus(RECEIVER, [noting()]);
      await scene.stage.say(sender, range(500));
      await Promise.all([receiver.close(), sender.close(), receiver.close(), sender.close()]);
      await receiver.close();
      await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [noting()]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(500));
      expect(new Set(await scene.stage.effects()).size).toBe(500);
    });

    it('refuses a handler for a message that is not routed to its app', async () => {
      await expect(scene.stage.bus(SENDER, [noting()])).rejects.toThrow('not routed to it: nota.scritta.v1');
    });
  });
}
