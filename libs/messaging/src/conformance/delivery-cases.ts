import { describe, expect, it } from '@jest/globals';
import { withCorrelation } from '#libs/observability';
import type { Envelope } from '#libs/contracts';
import { ELENCO, handler, LATECOMER, NOTA, noting, range, RECEIVER, RISPOSTA, SENDER, type Scene } from './stage.js';

const STORY = 'b6f0a9de-7c5b-4f2e-9d7e-2f6a6a0a3c11';

export function deliveryCases(scene: Scene): void {
  describe('outbox to inbox', () => {
    it('I1 brings every committed message to its receiver, and forgets it only then', async () => {
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [noting()]);
      await scene.stage.say(sender, range(300));
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(300));
      expect(await scene.stage.effectsSorted()).toEqual(range(300));
      await scene.eventually(async () => expect(await scene.stage.outboxRows()).toBe(0));
    });

    it('never publishes a message of a transaction that rolled back', async () => {
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [noting()]);
      const database = await scene.stage.database(SENDER);
      const fails = database.transaction('api', {}, async (tx) => {
        await sender.outbox.publish(tx, NOTA, { numero: 1, testo: 'mai' }, { key: 'k', ente: 'A' });
        throw new Error('changed my mind');
      });
      await expect(fails).rejects.toThrow('changed my mind');
      await scene.stage.say(sender, [2]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([2]));
    });

    it('refuses to publish a body that breaks its contract, and writes nothing', async () => {
      const sender = await scene.stage.closedBus(SENDER);
      const wrong = { numero: 'uno', testo: 'x' } as unknown as { numero: number; testo: string };
      const fails = (await scene.stage.database(SENDER)).transaction('api', {}, (tx) =>
        sender.outbox.publish(tx, NOTA, wrong, { key: 'k', ente: 'A' }),
      );
      await expect(fails).rejects.toThrow('nota.scritta.v1: numero');
      expect(await scene.stage.outboxRows()).toBe(0);
    });

    it('I2 applies a redelivered message once', async () => {
      const sender = await scene.stage.closedBus(SENDER);
      await scene.stage.say(sender, range(50));
      const rows = await scene.stage.rows(SENDER, 'SELECT * FROM outbox');
      await scene.stage.bus(RECEIVER, [noting()]);
      const carrier = await scene.stage.bus(SENDER);
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(50));
      await scene.eventually(async () => expect(await scene.stage.outboxRows()).toBe(0));
      for (const row of rows) {
        await scene.stage.rows(
          SENDER,
          'INSERT INTO outbox (id, ente, type, envelope, sealed, body) VALUES ($1, $2, $3, $4, $5, $6)',
          [row['id'], row['ente'], row['type'], row['envelope'], row['sealed'], row['body']],
        );
      }
      await scene.eventually(async () => expect(await scene.stage.outboxRows()).toBe(0));
      await scene.stage.say(carrier, [51]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toContain(51));
      expect(await scene.stage.effects()).toHaveLength(51);
    });

    it('keeps what is said to an app that is not there until it is', async () => {
      const answering = handler(NOTA, async ({ numero }, { tx }) => {
        await receiver.outbox.publish(tx, RISPOSTA, { numero, testo: 'letta' }, { key: 'k', ente: 'A' });
      });
      const receiver = await scene.stage.bus(RECEIVER, [answering]);
      const sender = await scene.stage.bus(SENDER, [handler(RISPOSTA, keep)]);
      await scene.stage.say(sender, [7]);
      await scene.eventually(async () => expect(await scene.stage.effects(SENDER)).toEqual([7]));
      await scene.stage.bus(LATECOMER, [handler(RISPOSTA, keep)]);
      await scene.eventually(async () => expect(await scene.stage.effects(LATECOMER)).toEqual([7]));
      await scene.eventually(async () => expect(await scene.stage.outboxRows(RECEIVER)).toBe(0));
      expect(await scene.stage.effects(SENDER)).toEqual([7]);
    });

    it('carries correlation and causation from message to message', async () => {
      const heard: Envelope[] = [];
      const receiver = await scene.stage.bus(RECEIVER, [
        handler(NOTA, async ({ numero }, { tx, envelope }) => {
          heard.push(envelope);
          await receiver.outbox.publish(tx, RISPOSTA, { numero, testo: '' }, { key: 'k', ente: 'A' });
        }),
      ]);
      const answers: Envelope[] = [];
      const sender = await scene.stage.bus(SENDER, [
        handler(RISPOSTA, async (_, { envelope }) => void answers.push(envelope)),
      ]);
      await withCorrelation({ correlationId: STORY }, () => scene.stage.say(sender, [1]));
      await scene.eventually(() => expect(answers).toHaveLength(1));
      expect(heard[0]).toMatchObject({ correlationId: STORY, name: 'nota.scritta', version: 1, ente: 'A' });
      expect(answers[0]).toMatchObject({ correlationId: STORY, causationId: heard[0]!.id });
      expect(answers[0]!.traceparent).toMatch(/^00-/);
    });

    it('I4 leaves of a personal body nothing that can be read, at either end', async () => {
      const sender = await scene.stage.closedBus(SENDER);
      const body = { voci: [{ numero: 4242424242 }] };
      const database = await scene.stage.database(SENDER);
      await database.transaction('api', {}, (tx) => sender.outbox.publish(tx, ELENCO, body, { key: 'k', ente: 'A' }));
      const [said] = await scene.stage.rows<{ body: Buffer }>(SENDER, 'SELECT body FROM outbox');
      expect(said!.body.includes('4242424242')).toBe(false);
      let seen = 0;
      const reading = handler(ELENCO, async ({ voci }, { tx, envelope }) => {
        seen = voci[0]!.numero;
        const [row] = await tx.query<{ body: Buffer | null }>('SELECT body FROM inbox WHERE id = $1', [envelope.id]);
        expect(row!.body).toBeNull();
      });
      await scene.stage.bus(SENDER);
      const receiver = await scene.stage.bus(RECEIVER, [reading], { keyRing: undefined });
      const [parked] = await scene.eventually(async () => {
        const rows = await scene.stage.rows<{ body: Buffer; reason: string }>(
          RECEIVER,
          `SELECT body, reason FROM inbox WHERE state = 'parked'`,
        );
        expect(rows).toHaveLength(1);
        return rows;
      });
      expect(parked!.body.includes('4242424242')).toBe(false);
      expect(parked!.reason).toContain('no key');
      await receiver.close();
      await scene.stage.rows(RECEIVER, `UPDATE inbox SET state = 'pending'`);
      await scene.stage.bus(RECEIVER, [reading]);
      await scene.eventually(() => expect(seen).toBe(4242424242));
    });
  });
}

async function keep(
  { numero, testo }: { numero: number; testo: string },
  { tx }: { tx: { execute(sql: string, params: readonly unknown[]): Promise<number> } },
): Promise<void> {
  await tx.execute('INSERT INTO effetto (numero, nota) VALUES ($1, $2)', [numero, testo]);
}
