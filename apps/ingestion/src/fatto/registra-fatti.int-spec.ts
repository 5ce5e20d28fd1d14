import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PermanentError } from '#libs/messaging';
import type { Database, Tx } from '#libs/persistence';
import { type TestDatabase, eventually } from '#libs/testing';
import { documentoCon } from '../../../../test/prova/documenti.js';
import {
  type Soggetto,
  collegata,
  lasciata,
  nonTrasmissibile,
  passo,
  soggettoOf,
} from '../../../../test/prova/fatti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { inAttesaDal, situazioneRiga } from '../riga/stato-riga.js';
import { type FattoRicevuto, fattoRigaOf } from './fatto.js';

const CF = 'RSSMRA80A01H501U';
const SCONOSCIUTO = 'f'.repeat(64);

describe('what other apps say of righe', () => {
  let database: TestDatabase;
  let shared: Database;
  let chiavi: Chiavi;
  let officina: Officina;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    chiavi = chiaviDi(database);
    officina = await Officina.open(shared, chiavi);
  });
  afterAll(() => database.drop());

  const tell = (...fatti: FattoRicevuto[]) =>
    shared.transaction('consumer', {}, (tx) => officina.fatti.register(tx, fatti));

  /** An accepted invio of as many new records. */
  async function accepted(righe = 1, protocollo = chiaveCasuale()): Promise<{ id: string; soggetti: Soggetto[] }> {
    const { id } = await officina.deposit(
      'recanati',
      documentoCon(
        'recanati',
        Array.from({ length: righe }, (_, n) => ({ codiceFiscale: CF, protocollo: `${protocollo}-${n}` })),
        chiaveCasuale(),
      ),
    );
    await officina.runAll();
    const soggetti: Soggetto[] = [];
    for (let n = 1; n <= righe; n += 1) soggetti.push(await soggettoOf(database, id, n));
    return { id, soggetti };
  }
  const one = async (): Promise<Soggetto> => (await accepted()).soggetti[0]!;
  async function rowOf(rigaId: string) {
    const [row] = await database.admin<{ stato: string; dal: Date | null; origine: string | null }>(
      `SELECT stato, in_attesa_dal AS dal, riga_origine AS origine FROM ingestion.riga WHERE id = $1`,
      [rigaId],
    );
    return row!;
  }
  const stateOf = async (rigaId: string): Promise<string> => (await rowOf(rigaId)).stato;
  const factsOf = (rigaId: string) =>
    database.admin<{ tipo: string; codice: string; descrizione: Buffer | null }>(
      `SELECT tipo, codice, descrizione FROM ingestion.fatto_riga WHERE riga_id = $1 ORDER BY tipo`,
      [rigaId],
    );

  it('moves a riga along the path of INPS, up to its answer', async () => {
    const riga = await one();
    const path: string[] = [];
    for (const fatto of [
      collegata(riga, 'risolta'),
      passo(riga, 'pubblicato'),
      passo(riga, 'ritirato'),
      passo(riga, 'accolto'),
    ]) {
      expect(await tell(fatto)).toEqual(['applied']);
      path.push(await stateOf(riga.rigaId));
    }
    expect(path).toEqual(['accettata', 'a_disposizione_di_inps', 'ritirata', 'accolta']);
  });

  it.each([
    ['non_trasmissibile', (riga: Soggetto) => [nonTrasmissibile(riga, 'stp')]],
    ['lasciata_al_canale_dell_ente', (riga: Soggetto) => [lasciata(riga)]],
    [
      'respinta_da_inps',
      (riga: Soggetto) => [passo(riga, 'accolto', { di: 2 }), passo(riga, 'respinto', { di: 2, flusso: 'B' })],
    ],
    [
      'ritirata',
      (riga: Soggetto) => [passo(riga, 'accolto', { di: 2 }), passo(riga, 'ritirato', { di: 2, flusso: 'B' })],
    ],
  ])('leads to %s', async (stato, fatti) => {
    const riga = await one();
    await tell(...fatti(riga));
    expect(await stateOf(riga.rigaId)).toBe(stato);
  });

  it('remembers since when INPS owes an answer, and forgets it with the answer', async () => {
    const riga = await one();
    await tell(passo(riga, 'pubblicato'), passo(riga, 'ritirato', { il: new Date('2026-11-05T08:00:00.000Z') }));
    expect((await rowOf(riga.rigaId)).dal).toEqual(new Date('2026-11-05T08:00:00.000Z'));
    await tell(passo(riga, 'respinto'));
    expect((await rowOf(riga.rigaId)).dal).toBeNull();
  });

  it('I3 I2 ends in the same state in whatever order it comes and however often', async () => {
    const { soggetti } = await accepted(4);
    const kinds = ['pubblicato', 'ritirato', 'accolto', 'respinto'] as const;
    const anyFatto = fc.record({
      riga: fc.nat({ max: 3 }),
      what: fc.oneof(
        fc.tuple(fc.constantFrom(...kinds), fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 28 })),
        fc.constantFrom('collegata' as const, 'lasciata' as const, 'stp' as const),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyFatto, { minLength: 1, maxLength: 25 }), fc.integer(), async (chosen, seed) => {
        await database.empty(['ingestion.fatto_riga']);
        await database.admin(`UPDATE ingestion.riga SET stato = 'accettata', in_attesa_dal = NULL`);
        const fatti = chosen.map(({ riga, what }) => {
          const soggetto = soggetti[riga]!;
          if (what === 'collegata') return collegata(soggetto, 'nuova');
          if (what === 'lasciata') return lasciata(soggetto);
          if (what === 'stp') return nonTrasmissibile(soggetto, what);
          const [tipo, flusso, giorno] = what;
          return passo(soggetto, tipo, { flusso, di: 3, il: new Date(Date.UTC(2026, 10, giorno)) });
        });
        const told = shuffled([...fatti, ...fatti.slice(0, 8)], seed);
        for (let at = 0; at < told.length; at += 3) await tell(...told.slice(at, at + 3));
        for (const soggetto of soggetti) {
          const mine = fatti.filter(({ rigaId }) => rigaId === soggetto.rigaId).map(fattoRigaOf);
          const all = [{ tipo: 'giudicata', il: '', giudizio: 'accettata' } as const, ...mine];
          const { stato, dal } = await rowOf(soggetto.rigaId);
          expect([stato, dal?.toISOString()]).toEqual([situazioneRiga(all).stato, inAttesaDal(all)]);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('takes a few statements for five hundred righe, not some for each', async () => {
    const { soggetti } = await accepted(500);
    const fatti = soggetti.map((riga) => passo(riga, 'pubblicato'));
    let statements = 0;
    await shared.transaction('consumer', {}, async (tx) => {
      await officina.fatti.register(
        afterEachStatement(tx, async () => void (statements += 1)),
        fatti,
      );
    });
    expect(statements).toBe(4);
    const [count] = await database.admin(
      `SELECT count(*)::int AS n FROM ingestion.riga WHERE stato = 'a_disposizione_di_inps' AND id = ANY ($1::uuid[])`,
      [soggetti.map(({ rigaId }) => rigaId)],
    );
    expect(count).toEqual({ n: 500 });
  });

  it('of a record that the ledger does not have is refused for good; the others of its message are taken in', async () => {
    const riga = await one();
    const [first, second] = await tell(
      { ...passo(riga, 'pubblicato'), recordId: SCONOSCIUTO },
      passo(riga, 'pubblicato'),
    );
    expect(first).toBeInstanceOf(PermanentError);
    expect(second).toBe('applied');
    expect(await factsOf(riga.rigaId)).toHaveLength(1);
  });

  it('keeps the words of INPS where nobody without the key reads them', async () => {
    const riga = await one();
    await tell(passo(riga, 'respinto', { descrizione: `CodiceFiscale ${CF} sconosciuto` }));
    const [fatto] = await factsOf(riga.rigaId);
    expect(fatto!.descrizione!.toString('latin1')).not.toContain(CF);
  });

  describe('once a riga is not the live one of its record', () => {
    it('changes nothing of a riga that was corrected: its state stays, the new one begins anew', async () => {
      const protocollo = chiaveCasuale();
      const { soggetti } = await accepted(1, protocollo);
      const before = soggetti[0]!;
      await tell(passo(before, 'pubblicato'));
      const corrected = await officina.deposit(
        'recanati',
        documentoCon('recanati', [{ codiceFiscale: CF, protocollo: `${protocollo}-0`, importo: '9.00' }]),
      );
      await officina.runAll();
      await tell(passo(before, 'ritirato'), passo(before, 'accolto'));
      const after = await soggettoOf(database, corrected.id);
      expect(after.revisione).toBe(2);
      expect([await stateOf(before.rigaId), await stateOf(after.rigaId)]).toEqual(['superata', 'accettata']);
      await tell(
        passo(after, 'pubblicato', { flusso: 'C1', operazione: 'C', di: 2 }),
        passo(after, 'pubblicato', { flusso: 'I1', di: 2 }),
        passo(after, 'accolto', { flusso: 'C1', di: 2 }),
      );
      expect(await stateOf(after.rigaId)).toBe('a_disposizione_di_inps');
    });

    it('leaves a riga annullata whose invio was cancelled, while INPS takes its cancellation', async () => {
      const { id, soggetti } = await accepted();
      const riga = soggetti[0]!;
      await tell(passo(riga, 'pubblicato'), passo(riga, 'accolto'));
      await database.admin(`INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande)
        SELECT id, ente_mittente, 'annullamento', false FROM ingestion.invio WHERE id = '${id}'`);
      await officina.runAll();
      expect(await stateOf(riga.rigaId)).toBe('annullata');
      const cancelling = { ...riga, revisione: 2 };
      expect(
        await tell(
          passo(cancelling, 'pubblicato', { flusso: 'C', operazione: 'C' }),
          passo(cancelling, 'respinto', { flusso: 'C' }),
        ),
      ).toEqual(['applied', 'applied']);
      expect(await stateOf(riga.rigaId)).toBe('annullata');
    });

    it('follows the riga that cancels a record through INPS as any other', async () => {
      const protocollo = chiaveCasuale();
      await accepted(1, protocollo);
      const { id } = await officina.deposit(
        'recanati',
        documentoCon('recanati', [{ codiceFiscale: CF, protocollo: `${protocollo}-0`, annullamento: true }]),
      );
      await officina.runAll();
      const cancelling = await soggettoOf(database, id);
      await tell(passo(cancelling, 'pubblicato', { operazione: 'C' }), passo(cancelling, 'accolto'));
      expect(await stateOf(cancelling.rigaId)).toBe('accolta');
    });
  });

  describe('of a riga delivered again unchanged', () => {
    it('is at once what it was of the riga that made the revision, and goes on from there', async () => {
      const protocollo = chiaveCasuale();
      const { soggetti } = await accepted(2, protocollo);
      const [taken, left] = soggetti as [Soggetto, Soggetto];
      const il = new Date('2026-11-06T10:00:00.000Z');
      await tell(passo(taken, 'pubblicato'), passo(taken, 'ritirato', { il }), lasciata(left));
      // Twice: the origin is the first one's, not the one before.
      await accepted(2, protocollo);
      const { id } = await accepted(2, protocollo);
      const [again, leftAgain] = [await soggettoOf(database, id, 1), await soggettoOf(database, id, 2)];
      expect(await rowOf(again.rigaId)).toEqual({ stato: 'ritirata', dal: il, origine: taken.rigaId });
      expect(await stateOf(leftAgain.rigaId)).toBe('lasciata_al_canale_dell_ente');
      expect(await stateOf(taken.rigaId)).toBe('superata');

      await tell(passo(taken, 'accolto'));
      expect([await stateOf(taken.rigaId), await stateOf(again.rigaId)]).toEqual(['superata', 'accolta']);
      expect((await rowOf(again.rigaId)).dal).toBeNull();
    });

    it('is nothing yet when both came in one document', async () => {
      const protocollo = chiaveCasuale();
      const riga = { codiceFiscale: CF, protocollo };
      const { id } = await officina.deposit('recanati', documentoCon('recanati', [riga, riga]));
      await officina.runAll();
      const [first, second] = [await soggettoOf(database, id, 1), await soggettoOf(database, id, 2)];
      expect([await stateOf(first.rigaId), await stateOf(second.rigaId)]).toEqual(['superata', 'accettata']);
      await tell(passo(first, 'pubblicato'));
      expect(await stateOf(second.rigaId)).toBe('a_disposizione_di_inps');
    });
  });

  describe('while a correction of the same records is under way', () => {
    const correctionOf = async (protocollo: string, righe: number, importo: string): Promise<string> => {
      const { id } = await officina.deposit(
        'recanati',
        documentoCon(
          'recanati',
          Array.from({ length: righe }, (_, n) => ({ codiceFiscale: CF, protocollo: `${protocollo}-${n}`, importo })),
        ),
      );
      return id;
    };
    const someoneWaits = () =>
      eventually(async () => {
        const waiting = await database.admin(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return waiting.length > 0;
      });

    it('waits for it, and then leaves the corrected riga superata', async () => {
      const protocollo = chiaveCasuale();
      const before = (await accepted(1, protocollo)).soggetti[0]!;
      await correctionOf(protocollo, 1, '8.00');
      const [lavoro] = await officina.lavori.claim(false, 1);
      let told: Promise<unknown> = Promise.resolve();
      const held = holdingCommits(shared, async () => {
        told = tell(passo(before, 'accolto'));
        await someoneWaits();
      });
      await (await Officina.open(held, chiavi)).esegui.run(lavoro!);
      await told;
      expect(await stateOf(before.rigaId)).toBe('superata');
      expect(await factsOf(before.rigaId)).toHaveLength(1);
    });

    it('is waited for by it: the correction supersedes the state that INPS just gave', async () => {
      const protocollo = chiaveCasuale();
      const before = (await accepted(1, protocollo)).soggetti[0]!;
      await correctionOf(protocollo, 1, '8.00');
      let applied: Promise<unknown> = Promise.resolve();
      await shared.transaction('consumer', {}, async (tx) => {
        await officina.fatti.register(tx, [passo(before, 'accolto')]);
        applied = officina.runAll();
        await someoneWaits();
      });
      await applied;
      expect(await stateOf(before.rigaId)).toBe('superata');
    });

    it('is taken over by a redelivery that waited for it', async () => {
      const protocollo = chiaveCasuale();
      const before = (await accepted(1, protocollo)).soggetti[0]!;
      const again = await correctionOf(protocollo, 1, '100.00');
      let applied: Promise<unknown> = Promise.resolve();
      await shared.transaction('consumer', {}, async (tx) => {
        await officina.fatti.register(tx, [passo(before, 'accolto')]);
        applied = officina.runAll();
        await someoneWaits();
      });
      await applied;
      expect(await stateOf(before.rigaId)).toBe('superata');
      expect(await stateOf((await soggettoOf(database, again)).rigaId)).toBe('accolta');
    });

    it('is not missed by a redelivery that comes between its look at the record and its write', async () => {
      const protocollo = chiaveCasuale();
      const before = (await accepted(1, protocollo)).soggetti[0]!;
      const again = await correctionOf(protocollo, 1, '100.00');
      let applied: Promise<unknown> | undefined;
      await shared.transaction('consumer', {}, (tx) =>
        officina.fatti.register(
          afterEachStatement(tx, async () => {
            if (applied !== undefined) return;
            applied = officina.runAll();
            await Promise.race([applied, someoneWaits()]);
          }),
          [passo(before, 'accolto')],
        ),
      );
      await applied;
      expect(await stateOf((await soggettoOf(database, again)).rigaId)).toBe('accolta');
    });

    it('never blocks it for good, whatever the order in which both name the records', async () => {
      const protocollo = chiaveCasuale();
      let { soggetti } = await accepted(40, protocollo);
      const other = await Officina.open(shared, chiavi);
      for (let round = 0; round < 8; round += 1) {
        const id = await correctionOf(protocollo, 40, `${round + 1}.50`);
        const telling = Array.from({ length: 6 }, (_, n) =>
          tell(
            ...shuffled(soggetti, round * 10 + n).map((riga) => passo(riga, n % 2 === 0 ? 'pubblicato' : 'ritirato')),
          ),
        );
        await Promise.all([other.runAll(), ...telling]);
        const states = await database.admin(`SELECT DISTINCT stato FROM ingestion.riga WHERE id = ANY ($1::uuid[])`, [
          soggetti.map(({ rigaId }) => rigaId),
        ]);
        expect(states).toEqual([{ stato: 'superata' }]);
        soggetti = await Promise.all(soggetti.map((_, n) => soggettoOf(database, id, n + 1)));
      }
      const [deadlocks] = await database.admin(
        `SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
      );
      expect(deadlocks).toEqual({ n: 0 });
    }, 60_000);
  });
});

/** A transaction in which something is done whenever a statement has been answered. */
function afterEachStatement(tx: Tx, then: () => Promise<void>): Tx {
  return new Proxy(tx, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'query' && name !== 'execute') return value;
      return async (...args: Parameters<Tx['query']>) => {
        const answer = await target[name](...args);
        await then();
        return answer;
      };
    },
  });
}

/** A database whose transactions do something once their work is done and before they commit. */
function holdingCommits(database: Database, before: () => Promise<void>): Database {
  return new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (name !== 'transaction') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return (...[role, scope, work, options]: Parameters<Database['transaction']>) =>
        target.transaction(
          role,
          scope,
          async (tx: Tx, opened) => {
            const result = await work(tx, opened);
            await before();
            return result;
          },
          options,
        );
    },
  });
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed | 1;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    return state >>> 8;
  };
  return items
    .map((item) => ({ item, at: next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
