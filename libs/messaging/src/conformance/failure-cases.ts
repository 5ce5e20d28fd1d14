import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError, UpstreamError } from '../outcomes.js';
import { Parked } from '../parked.js';
import { ELENCO, handler, noting, range, RECEIVER, SENDER, type Scene } from './stage.js';

interface Aside {
  readonly state: string;
  readonly attempts: number;
  readonly reason: string;
}

export function failureCases(scene: Scene): void {
  const asides = (): Promise<Aside[]> =>
    scene.stage.rows<Aside>(RECEIVER, `SELECT state, attempts, reason FROM inbox WHERE state <> 'done' ORDER BY id`);

  describe('failures', () => {
    it('parks a poison message at once and delivers its innocent neighbours', async () => {
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting(({ numero }) => {
          if (numero === 13) throw new PermanentError('record of RSSMRA80A01H501U is impossible');
        }),
      ]);
      await scene.stage.say(sender, range(40));
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(39));
      expect(await scene.stage.effects()).not.toContain(13);
      const [parked] = await scene.eventually(async () => {
        const rows = await asides();
        expect(rows).toHaveLength(1);
        expect(rows[0]!.state).toBe('parked');
        return rows;
      });
      expect(parked!.attempts).toBe(1);
      expect(parked!.reason).toContain('PermanentError: record of');
      expect(parked!.reason).not.toContain('RSSMRA80A01H501U');
    });

    it('tries a transient failure again, and its half-done effects are not seen', async () => {
      const tries = new Map<number, number>();
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting(({ numero }) => {
          tries.set(numero, (tries.get(numero) ?? 0) + 1);
          if (tries.get(numero)! < 3) throw new TransientError('not yet');
        }),
      ]);
      await scene.stage.say(sender, [1, 2]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toHaveLength(2));
      expect([...tries.values()]).toEqual([3, 3]);
    });

    it('parks an unknown failure after its tries, with a reason that quotes nothing', async () => {
      let tries = 0;
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting(() => {
          tries += 1;
          throw new RangeError('Mario Rossi, via Roma 1');
        }),
      ]);
      await scene.stage.say(sender, [1]);
      await scene.eventually(async () =>
        expect(await asides()).toEqual([{ state: 'parked', attempts: 3, reason: 'RangeError' }]),
      );
      expect(tries).toBe(3);
    });

    it('rests the lane of an absent upstream, burns no attempt, and lets other lanes go on', async () => {
      let away = true;
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [
        noting((_, { envelope }) => {
          if (envelope.key === 'inps' && away) throw new UpstreamError('no answer');
        }),
      ]);
      await scene.stage.say(sender, [1, 2, 3], { key: 'inps' });
      await scene.stage.say(sender, [4]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([4]));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect((await asides()).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
      away = false;
      await scene.eventually(async () => expect(await scene.stage.effectsSorted()).toEqual([1, 2, 3, 4]));
    });

    it('parks a message nobody handles, and passes over one that is ignored on purpose', async () => {
      const sender = await scene.stage.bus(SENDER);
      await scene.stage.bus(RECEIVER, [noting()], { ignores: [ELENCO] });
      const database = await scene.stage.database(SENDER);
      await database.transaction('api', {}, (tx) =>
        sender.outbox.publish(tx, ELENCO, { voci: [] }, { key: 'k', ente: 'A' }),
      );
      await scene.stage.say(sender, [1]);
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([1]));
      await scene.eventually(async () => expect(await asides()).toEqual([]));
      await scene.stage.rows(RECEIVER, `UPDATE inbox SET state = 'pending', body = '{}', type = 'nota.scritta.v9'`);
      await scene.eventually(async () =>
        expect((await asides()).map(({ state }) => state)).toEqual(['parked', 'parked']),
      );
      expect((await asides())[0]!.reason).toContain('no handler for nota.scritta.v9');
    });

    it('parks only the poison riga of a batch', async () => {
      const sender = await scene.stage.bus(SENDER);
      const each = handler(
        ELENCO,
        async ({ voci }, { tx }) => {
          for (const { numero } of voci) {
            await tx.execute('INSERT INTO effetto (numero, nota) VALUES ($1, $2)', [numero, 'riga']);
            if (numero === 5) throw new PermanentError('riga impossible');
          }
        },
        'voci',
      );
      const receiver = await scene.stage.bus(RECEIVER, [each]);
      const body = { voci: range(10).map((numero) => ({ numero })) };
      const database = await scene.stage.database(SENDER);
      await database.transaction('api', {}, (tx) => sender.outbox.publish(tx, ELENCO, body, { key: 'k', ente: 'A' }));
      await scene.eventually(async () => expect(await scene.stage.effects()).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10]));
      expect(await asides()).toMatchObject([{ state: 'parked', attempts: 1 }]);

      await receiver.close();
      const mended = handler(
        ELENCO,
        async ({ voci }, { tx }) => {
          const numeri = voci.map(({ numero }) => numero);
          await tx.execute(`INSERT INTO effetto (numero, nota) SELECT n, 'ripresa' FROM unnest($1::int[]) n`, [numeri]);
        },
        'voci',
      );
      const again = await scene.stage.bus(RECEIVER, [mended]);
      await new Parked(await scene.stage.database(RECEIVER), again).replay({});
      await scene.eventually(async () => expect((await scene.stage.effects()).at(-1)).toBe(5));
      expect(await scene.stage.effects()).toHaveLength(10);
    });

    it('takes one outcome per riga, and tries a riga that failed for a moment again, alone', async () => {
      const calls: number[][] = [];
      const sender = await scene.stage.bus(SENDER);
      const each = handler(
        ELENCO,
        async ({ voci }, { tx }) => {
          const numeri = voci.map(({ numero }) => numero);
          calls.push(numeri);
          if (numeri.includes(2) && calls.filter((call) => call.includes(2)).length < 3)
            throw new TransientError('busy');
          await tx.execute(`INSERT INTO effetto (numero, nota) SELECT n, '' FROM unnest($1::int[]) n`, [numeri]);
          return numeri.map((numero) => (numero === 3 ? new PermanentError('three') : 'applied'));
        },
        'voci',
      );
      await scene.stage.bus(RECEIVER, [each]);
      const body = { voci: range(4).map((numero) => ({ numero })) };
      const database = await scene.stage.database(SENDER);
      await database.transaction('api', {}, (tx) => sender.outbox.publish(tx, ELENCO, body, { key: 'k', ente: 'A' }));
      await scene.eventually(async () => expect(await scene.stage.effectsSorted()).toEqual([1, 2, 3, 4]));
      expect(calls).toEqual([[1, 2, 3, 4], [1], [2], [3], [4], [2]]);
      await scene.eventually(async () => expect(await asides()).toMatchObject([{ state: 'parked', attempts: 1 }]));
    });

    it('goes on in another transaction with the righe that a handler leaves for later, and counts no try', async () => {
      const calls: number[][] = [];
      const sender = await scene.stage.bus(SENDER);
      const two = handler(
        ELENCO,
        async ({ voci }, { tx }) => {
          const numeri = voci.map(({ numero }) => numero);
          calls.push(numeri);
          const now = numeri.slice(0, 2);
          await tx.execute(`INSERT INTO effetto (numero, nota) SELECT n, '' FROM unnest($1::int[]) n`, [now]);
          return numeri.map((numero) => (now.includes(numero) ? 'applied' : 'later'));
        },
        'voci',
      );
      await scene.stage.bus(RECEIVER, [two]);
      const body = { voci: range(30).map((numero) => ({ numero })) };
      const database = await scene.stage.database(SENDER);
      await database.transaction('api', {}, (tx) => sender.outbox.publish(tx, ELENCO, body, { key: 'k', ente: 'A' }));
      await scene.eventually(async () => expect(await scene.stage.effectsSorted()).toEqual(range(30)));
      expect(calls.map(({ length }) => length)).toEqual(range(15).map((call) => 2 * (15 - call + 1)));
      expect(await asides()).toEqual([]);
    });

    it('lists parked messages without their bodies and replays by filter', async () => {
      let broken = true;
      const sender = await scene.stage.bus(SENDER);
      const receiver = await scene.stage.bus(RECEIVER, [
        noting(({ numero }) => {
          if (broken) throw new PermanentError(`rule ${numero % 2}`);
        }),
      ]);
      await scene.stage.say(sender, range(6));
      const parked = new Parked(await scene.stage.database(RECEIVER), receiver);
      await scene.eventually(async () => expect((await parked.list({})).total).toBe(6));
      const page = await parked.list({ reason: 'PermanentError: rule 1' }, 2);
      expect(page).toMatchObject({
        total: 3,
        messages: [{ attempts: 1, ente: 'A' }, { envelope: { name: 'nota.scritta' } }],
      });
      expect(JSON.stringify(page)).not.toContain('nota 1');
      expect((await parked.list({ reason: 'PermanentError: rule 1' }, 2, page.next)).messages).toHaveLength(1);
      broken = false;
      expect(await parked.replay({ reason: 'PermanentError: rule 1' })).toBe(3);
      await scene.eventually(async () => expect(await scene.stage.effectsSorted()).toEqual([1, 3, 5]));
      const { messages } = await parked.list({});
      expect(await parked.replay({ ids: [messages[0]!.id] })).toBe(1);
      await scene.eventually(async () => expect(await scene.stage.effectsSorted()).toEqual([1, 2, 3, 5]));
    });
  });
}
