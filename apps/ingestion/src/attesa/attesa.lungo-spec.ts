import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CodiciInAttesaV1, InvioConclusoV1, RigaAccettata } from '#libs/contracts';
import type { Database } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import { associazione, lista, sistemaDi } from '../../../../test/prova/codici-locali.js';
import { Crash, dyingAt } from '../../../../test/prova/crash.js';
import { type PrestazioneDiProva, documentoCon } from '../../../../test/prova/documenti.js';
import { passo } from '../../../../test/prova/fatti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { corpiDi, messaggiRighe, righePubblicate } from '../../../../test/prova/messaggi.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI } from '../../../../test/prova/riferimenti.js';
import { rigaId } from '../riga/riga-id.js';
import { entiVariati } from './leggi-attese.js';

const CF = 'RSSMRA80A01H501U';
const LOCALE = sistemaDi('recanati');
const CODICI = ['SAD', 'NUOVO', 'BUONO', 'CENTRO-DIURNO', 'RIPENSATO', 'VECCHIO'];
const TUTTO = 'ingestion.invio, ingestion.custodia, ingestion.riga, ingestion.rilievo, ingestion.record, ingestion.lavoro, ingestion.lotto, ingestion.ricevuta, ingestion.outbox, ingestion.fatto_riga, ingestion.riga_in_attesa, ingestion.attesa_ente'.split(', '); // prettier-ignore

describe('A riga whose code leads nowhere yet', () => {
  let database: TestDatabase;
  let shared: Database;
  let chiavi: Chiavi;
  let officina: Officina;
  /** Grows with each change of an associazione: an older one that came late would be ignored. */
  let revisione = 0;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    chiavi = chiaviDi(database);
    officina = await Officina.open(shared, chiavi);
    Officina.publish(
      lista({ sistema: LOCALE, codici: CODICI, ente: 'recanati' }),
      associazione(LOCALE, 'SAD', [{ destinazioni: ['A2.07'] }]),
    );
  });
  beforeEach(() => database.empty(TUTTO));
  afterAll(() => database.drop());

  const associa = (codice: string, ...periodi: Parameters<typeof associazione>[2]): void =>
    Officina.publish(associazione(LOCALE, codice, periodi, (revisione += 1)));
  async function deposit(...righe: (Partial<PrestazioneDiProva> & { protocollo: string })[]): Promise<string> {
    const prestazioni = righe.map((riga) => ({ codiceFiscale: CF, codicePrestazione: 'NUOVO', ...riga }));
    const { id } = await officina.deposit('recanati', documentoCon('recanati', prestazioni, chiaveCasuale()));
    return id;
  }
  async function deliver(...righe: Parameters<typeof deposit>): Promise<string> {
    const id = await deposit(...righe);
    await officina.runAll();
    return id;
  }
  const published = (invio?: string): Promise<RigaAccettata[]> =>
    righePubblicate(database, chiavi['SNODO_CHIAVI_MESSAGGI']!, invio);
  async function righe(invio: string) {
    return database.admin<{
      stato: string;
      revisione: number;
      ricevuto: string | null;
      inps: string | null;
      versioni: string[] | null;
    }>(
      `SELECT stato, revisione, codice_ricevuto AS ricevuto, codice_inps AS inps, codifica AS versioni
       FROM ingestion.riga WHERE invio_id = $1 ORDER BY id`,
      [invio],
    );
  }
  const states = async (invio: string): Promise<string[]> => (await righe(invio)).map(({ stato }) => stato);
  const waiting = async (): Promise<number> => (await database.admin(`SELECT FROM ingestion.riga_in_attesa`)).length;
  const facts = async (invio: string, numero = 1): Promise<string[]> => {
    const rows = await database.admin<{ tipo: string }>(
      `SELECT tipo FROM ingestion.fatto_riga WHERE riga_id = $1 ORDER BY il, tipo`,
      [rigaId(invio, numero)],
    );
    return rows.map(({ tipo }) => tipo);
  };
  const concluded = async (): Promise<InvioConclusoV1[]> => corpiDi<InvioConclusoV1>(database, 'invio.concluso.v1');
  const rules = async (invio: string): Promise<string[]> => {
    const rows = await database.admin<{ regola: string }>(
      `SELECT regola FROM ingestion.rilievo WHERE invio_id = $1 ORDER BY riga_id, indice`,
      [invio],
    );
    return rows.map(({ regola }) => regola);
  };
  /** An associazione that a test makes ends with it. */
  async function associated<T>(codice: string, destinazione: string, work: () => Promise<T>): Promise<T> {
    associa(codice, { destinazioni: [destinazione] });
    try {
      return await work();
    } finally {
      associa(codice);
    }
  }

  describe('is held', () => {
    it('at once: in the ledger, in the counts, with an avviso, and told to nobody', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'b', codicePrestazione: 'A1.05' });
      expect(await righe(id)).toEqual([
        { stato: 'in_attesa_di_codifica', revisione: 1, ricevuto: 'NUOVO', inps: null, versioni: null },
        { stato: 'accettata', revisione: 1, ricevuto: null, inps: null, versioni: null },
      ]);
      expect((await published(id)).map(({ contenuto }) => contenuto['codicePrestazione'])).toEqual(['A1.05']);
      expect((await concluded())[0]).toMatchObject({
        perStato: { accettata: 1, in_attesa_di_codifica: 1 },
        perRegola: { 'SN-16': 1 },
      });
      expect([await facts(id), await facts(id, 2)]).toEqual([['trattenuta'], []]);
      expect(await officina.sblocca.release()).toBe(0);
      expect(await waiting()).toBe(1);
    });

    it('where nobody reads it without the key', async () => {
      await deliver({ protocollo: 'a', cognome: 'ROSSI' });
      const [row] = await database.admin<{ contenuto: Buffer }>(`SELECT contenuto FROM ingestion.riga_in_attesa`);
      for (const text of [CF, 'ROSSI', 'H211']) expect(row!.contenuto.toString('latin1')).not.toContain(text);
    });

    it('not when its code is unknown, or may be several: that the sender mends', async () => {
      await associated('NUOVO', 'A1.04', async () => {
        associa('NUOVO', { relazione: 'scelta', destinazioni: ['A1.04', 'A1.11'] });
        const id = await deliver(
          { protocollo: 'a', codicePrestazione: 'INESISTENTE' },
          { protocollo: 'b' },
          { protocollo: 'c', codicePrestazione: 'NUOVO/A1.99' },
          { protocollo: 'd', codicePrestazione: 'NUOVO/A1.11' },
        );
        expect(await states(id)).toEqual(['respinta', 'respinta', 'respinta', 'accettata']);
        expect(await rules(id)).toEqual(['PS-22', 'SN-15', 'SN-15']);
        expect((await published(id)).map(({ codifica }) => codifica)).toEqual([
          { ricevuto: 'NUOVO/A1.11', versioni: ['LOC:H211@1', 'SIUSS@prova'] },
        ]);
      });
    });

    it('by a rule of its ente: the code of another one’s list is unknown', async () => {
      const { id } = await officina.deposit(
        'loreto',
        documentoCon('loreto', [{ codiceFiscale: CF, protocollo: 'a', codicePrestazione: 'NUOVO' }]),
      );
      await officina.runAll();
      expect([await states(id), await rules(id)]).toEqual([['respinta'], ['PS-22']]);
    });
  });

  describe('once an associazione is approved', () => {
    it('goes even if another cannot be read, which stays and is named', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'b' }, { protocollo: 'c' });
      await database.admin(
        `UPDATE ingestion.riga_in_attesa SET contenuto = '\\x00' WHERE riga_id = '${rigaId(id, 2)}'`,
      );
      await associated('NUOVO', 'A1.04', async () => {
        const told: string[] = [];
        expect(await officina.sblocca.release(undefined, undefined, (ids) => told.push(...ids))).toBe(2);
        expect(told).toEqual([rigaId(id, 2)]);
      });
      expect(await states(id)).toEqual(['accettata', 'in_attesa_di_codifica', 'accettata']);
      expect((await published(id)).map((riga) => riga.rigaId)).toEqual([rigaId(id, 1), rigaId(id, 3)]);
    });

    it('goes once, as if it had gone at once: its code translated, all else as received', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'b', codicePrestazione: 'A1.05' });
      const [direct] = await messaggiRighe(database, chiavi['SNODO_CHIAVI_MESSAGGI']!, id);
      const [{ giudicata }] = (await database.admin<{ giudicata: Date }>(
        `SELECT giudicata_il AS giudicata FROM ingestion.riga WHERE id = $1`,
        [rigaId(id, 1)],
      )) as [{ giudicata: Date }];
      await associated('NUOVO', 'A1.04', async () => {
        expect(await officina.sblocca.release()).toBe(1);
        expect(await officina.sblocca.release()).toBe(0);
      });
      const [, message, ...others] = await messaggiRighe(database, chiavi['SNODO_CHIAVI_MESSAGGI']!, id);
      expect(others).toEqual([]);
      const { righe: told } = message!;
      const [usual] = direct!.righe;
      expect(JSON.parse(JSON.stringify(message))).toEqual({
        ...(JSON.parse(JSON.stringify(direct)) as object),
        accettateIl: giudicata.toISOString(),
        righe: told,
      });
      expect(told).toEqual([
        {
          annullamento: false,
          enteErogatore: usual!.enteErogatore,
          rigaId: rigaId(id, 1),
          recordId: told[0]!.recordId,
          revisione: 1,
          contenuto: { ...usual!.contenuto, protocolloDomanda: 'a', codicePrestazione: 'A1.04' },
          nomenclatura: 'SIUSS@prova',
          codifica: { ricevuto: 'NUOVO', versioni: ['LOC:H211@1', 'SIUSS@prova'] },
        },
      ]);
      expect((await righe(id))[0]).toEqual({
        stato: 'accettata',
        revisione: 1,
        ricevuto: 'NUOVO',
        inps: 'A1.04',
        versioni: ['LOC:H211@1', 'SIUSS@prova'],
      });
      expect([await facts(id), await waiting()]).toEqual([['trattenuta', 'sbloccata'], 0]);
    });

    it('follows INPS as any other', async () => {
      const id = await deliver({ protocollo: 'a' });
      await associated('NUOVO', 'A1.04', () => officina.sblocca.release());
      const [{ recordId }] = (await published(id)) as [RigaAccettata];
      await shared.transaction('consumer', {}, (tx) =>
        officina.fatti.register(tx, [passo({ rigaId: rigaId(id, 1), recordId, revisione: 1 }, 'accolto')]),
      );
      expect(await states(id)).toEqual(['accolta']);
    });

    it('is not held at all any more: the next ones go at once, and are the same record as before', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'z', codicePrestazione: 'SAD' });
      expect((await published(id)).map(({ contenuto }) => contenuto['codicePrestazione'])).toEqual(['A2.07']);
      await associated('NUOVO', 'A1.04', async () => {
        await officina.sblocca.release();
        const again = await deliver({ protocollo: 'a' });
        expect([await states(id), await states(again), await rules(again)]).toEqual([
          ['superata', 'accettata'],
          ['accettata'],
          ['ST-03'],
        ]);
        const corrected = await deliver({ protocollo: 'a', importo: '7.00' });
        expect(await published(corrected)).toMatchObject([
          { revisione: 2, contenuto: { codicePrestazione: 'A1.04', importoPrestazione: 700 } },
        ]);
      });
    });

    it('follows the associazione and the lists in force on its own day: the past is untouched', async () => {
      Officina.publish(
        lista({ sistema: LOCALE, versione: '0', codici: ['VECCHIO'], ente: 'recanati', al: '2024-12-31' }),
        lista({ sistema: LOCALE, versione: '1', codici: CODICI, ente: 'recanati', dal: '2025-01-01', revisione: 2 }),
      );
      try {
        const id = await deliver(
          { protocollo: 'a', codicePrestazione: 'VECCHIO', data: '2024-12-31' },
          { protocollo: 'b', codicePrestazione: 'VECCHIO', data: '2025-01-01' },
          { protocollo: 'c', codicePrestazione: 'VECCHIO', data: '2026-01-01' },
        );
        associa(
          'VECCHIO',
          { destinazioni: ['A1.04'], dal: '2000-01-01', al: '2024-12-31' },
          { destinazioni: ['A1.11'], dal: '2026-01-01' },
        );
        expect(await officina.sblocca.release()).toBe(2);
        expect((await righe(id)).map(({ stato, inps, versioni }) => [stato, inps, versioni])).toEqual([
          ['accettata', 'A1.04', ['LOC:H211@0', 'SIUSS@prova']],
          ['in_attesa_di_codifica', null, null],
          ['accettata', 'A1.11', ['LOC:H211@1', 'SIUSS@prova']],
        ]);
      } finally {
        associa('VECCHIO');
        Officina.publish(
          lista({ sistema: LOCALE, versione: '0', codici: [], ente: 'recanati', stato: 'ritirata', revisione: 2 }),
          lista({ sistema: LOCALE, codici: CODICI, ente: 'recanati', revisione: 3 }),
        );
      }
    });

    it('I2 goes once when two replicas see it at the same time', async () => {
      const many = Array.from({ length: 1300 }, (_, n) => ({ protocollo: `due-${n}` }));
      const id = await deliver(...many);
      const other = await Officina.open(shared, chiavi);
      await associated('NUOVO', 'A1.04', async () => {
        const released = await Promise.all([officina.sblocca.release(), other.sblocca.release()]);
        expect(released[0] + released[1]).toBe(1300);
      });
      const told = await published(id);
      expect([told.length, new Set(told.map((riga) => riga.rigaId)).size]).toEqual([1300, 1300]);
      expect(new Set(await states(id))).toEqual(new Set(['accettata']));
    }, 60_000);

    it('I1 I2 goes once, whichever step its process dies before or after', async () => {
      for (const when of ['before', 'after'] as const) {
        for (let nth = 1; ; nth += 1) {
          await database.empty(TUTTO);
          const id = await deliver(...Array.from({ length: 600 }, (_, n) => ({ protocollo: `muore-${n}` })));
          const dying = dyingAt(shared, nth, when);
          const mortal = await Officina.open(dying.database, chiavi);
          await associated('NUOVO', 'A1.04', async () => {
            await mortal.sblocca.release().catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            });
            await officina.sblocca.release();
          });
          const told = await published(id);
          expect({ nth, when, told: told.length, once: new Set(told.map((riga) => riga.rigaId)).size }).toEqual({
            nth,
            when,
            told: 600,
            once: 600,
          });
          expect([await waiting(), new Set(await states(id))]).toEqual([0, new Set(['accettata'])]);
          if (!dying.died()) break;
          expect(nth).toBeLessThan(5);
        }
      }
    }, 120_000);

    it('goes with 2,000 others, some hundred at a time', async () => {
      const righePerInvio = 500;
      for (let invio = 0; invio < 4; invio += 1) {
        await deliver(...Array.from({ length: righePerInvio }, (_, n) => ({ protocollo: `tanti-${invio}-${n}` })));
      }
      expect(await waiting()).toBe(2_000);
      await associated('NUOVO', 'A1.04', async () => {
        expect(await officina.sblocca.release()).toBe(2_000);
      });
      const messages = await messaggiRighe(database, chiavi['SNODO_CHIAVI_MESSAGGI']!);
      expect(messages.reduce((sum, { righe: told }) => sum + told.length, 0)).toBe(2_000);
      for (const message of messages) {
        expect(message.righe.length).toBeLessThanOrEqual(500);
        expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(512 * 1024);
      }
      // A transaction over five seconds is refused by the database; one for each five hundred righe keeps the memory small.
      const [batches] = await database.admin<{ n: number }>(
        `SELECT max(n)::int AS n FROM (SELECT count(*) AS n FROM ingestion.fatto_riga WHERE tipo = 'sbloccata' GROUP BY xmin::text) t`,
      );
      expect(batches!.n).toBeLessThanOrEqual(500);
    }, 180_000);

    it('stays, when by then the sender must choose, or its list has the code no more', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'b', codicePrestazione: 'RIPENSATO' });
      associa('NUOVO', { relazione: 'scelta', destinazioni: ['A1.04', 'A1.11'] });
      Officina.publish(
        lista({ sistema: LOCALE, codici: CODICI.filter((one) => one !== 'RIPENSATO'), ente: 'recanati', revisione: 9 }),
      );
      try {
        expect(await officina.sblocca.release()).toBe(0);
        expect(await states(id)).toEqual(['in_attesa_di_codifica', 'in_attesa_di_codifica']);
        // Written with its choice it is another record: the one that waits is taken back by a cancellation.
        const chosen = await deliver(
          { protocollo: 'a', codicePrestazione: 'NUOVO/A1.04' },
          { protocollo: 'a', annullamento: true },
        );
        expect(await states(chosen)).toEqual(['accettata', 'accettata']);
        expect(await states(id)).toEqual(['annullata', 'in_attesa_di_codifica']);
      } finally {
        associa('NUOVO');
        Officina.publish(lista({ sistema: LOCALE, codici: CODICI, ente: 'recanati', revisione: 10 }));
      }
    });
  });

  describe('while it waits', () => {
    it('is repeated without effect: the repeated riga waits with it, and goes with it', async () => {
      const first = await deliver({ protocollo: 'a' });
      const again = await deliver({ protocollo: 'a' });
      expect([await states(first), await states(again), await rules(again)]).toEqual([
        ['superata'],
        ['in_attesa_di_codifica'],
        ['SN-16', 'ST-03'],
      ]);
      expect((await concluded())[1]).toMatchObject({ perStato: { in_attesa_di_codifica: 1 } });
      await associated('NUOVO', 'A1.04', () => officina.sblocca.release());
      const told = await published();
      expect(told.map((riga) => [riga.rigaId, riga.revisione])).toEqual([[rigaId(first, 1), 1]]);
      expect(await righe(again)).toEqual([
        {
          stato: 'accettata',
          revisione: 1,
          ricevuto: 'NUOVO',
          inps: 'A1.04',
          versioni: ['LOC:H211@1', 'SIUSS@prova'],
        },
      ]);
      expect(await states(first)).toEqual(['superata']);
    });

    it('is repeated in its own document: one of the two waits, and both are counted', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'a' }, { protocollo: 'b' });
      expect(await states(id)).toEqual(['superata', 'in_attesa_di_codifica', 'in_attesa_di_codifica']);
      expect((await concluded())[0]!.perStato).toEqual({ in_attesa_di_codifica: 2, superata: 1 });
      await associated('NUOVO', 'A1.04', () => officina.sblocca.release());
      expect(await states(id)).toEqual(['superata', 'accettata', 'accettata']);
      expect((await published(id)).length).toBe(2);
    });

    it('is corrected: what waited is gone, the correction waits or goes by itself', async () => {
      const first = await deliver({ protocollo: 'a' }, { protocollo: 'b' });
      const second = await deliver({ protocollo: 'a', importo: '2.00' });
      expect([await states(first), await states(second), await waiting()]).toEqual([
        ['superata', 'in_attesa_di_codifica'],
        ['in_attesa_di_codifica'],
        2,
      ]);
      await associated('NUOVO', 'A1.04', async () => {
        const third = await deliver({ protocollo: 'b', importo: '3.00' });
        expect([await states(third), await waiting()]).toEqual([['accettata'], 1]);
        await officina.sblocca.release();
      });
      const told = await published();
      expect(told.map(({ revisione: number, contenuto }) => [number, contenuto['importoPrestazione']])).toEqual([
        [2, 300],
        [2, 200],
      ]);
    });

    it('is corrected by its own document: only the last content waits, and the counts add up', async () => {
      const id = await deliver(
        { protocollo: 'a', importo: '1.00' },
        { protocollo: 'a', importo: '2.00' },
        { protocollo: 'b' },
        { protocollo: 'b', annullamento: true },
      );
      expect(await states(id)).toEqual(['superata', 'in_attesa_di_codifica', 'annullata', 'accettata']);
      expect((await concluded())[0]!.perStato).toEqual({
        accettata: 1,
        annullata: 1,
        in_attesa_di_codifica: 1,
        superata: 1,
      });
      expect(await waiting()).toBe(1);
    });

    it('is cancelled by its sender: never told, and the cancellation goes without a code', async () => {
      const first = await deliver({ protocollo: 'a' });
      const cancelling = await deliver({ protocollo: 'a', annullamento: true });
      expect([await states(first), await states(cancelling), await waiting()]).toEqual([
        ['annullata'],
        ['accettata'],
        0,
      ]);
      expect(await rules(cancelling)).toEqual([]);
      expect(await published()).toMatchObject([
        {
          rigaId: rigaId(cancelling, 1),
          annullamento: true,
          revisione: 2,
          contenuto: { codicePrestazione: '', protocolloDomanda: 'a' },
          nomenclatura: 'SIUSS@prova',
          codifica: { ricevuto: 'NUOVO', versioni: [] },
        },
      ]);
      await associated('NUOVO', 'A1.04', async () => expect(await officina.sblocca.release()).toBe(0));
    });

    it('is taken back with its whole invio', async () => {
      const id = await deliver({ protocollo: 'a' }, { protocollo: 'b', codicePrestazione: 'SAD' });
      const again = await deliver({ protocollo: 'a' });
      await database.admin(
        `INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande)
         SELECT id, ente_mittente, 'annullamento', false FROM ingestion.invio WHERE id = ANY ($1::uuid[]) ORDER BY id`,
        [[id, again]],
      );
      await officina.runAll();
      expect([await states(id), await states(again), await waiting()]).toEqual([
        ['superata', 'annullata'],
        ['annullata'],
        0,
      ]);
      const cancellations = (await published()).filter(({ annullamento }) => annullamento);
      expect(cancellations.map(({ contenuto }) => String(contenuto['codicePrestazione'])).toSorted()).toEqual([
        '',
        'A2.07',
      ]);
      await associated('NUOVO', 'A1.04', async () => expect(await officina.sblocca.release()).toBe(0));
    });

    it('is corrected while it is let go: no one waits for the other for good, and receivers end with the correction', async () => {
      const other = await Officina.open(shared, chiavi);
      await associated('NUOVO', 'A1.04', async () => {
        for (let round = 0; round < 4; round += 1) {
          associa('NUOVO');
          const many = Array.from({ length: 400 }, (_, n) => ({ protocollo: `gara-${round}-${n}` }));
          await deliver(...many);
          const corrected = await deposit(...many.map((riga) => ({ ...riga, importo: '9.00' })));
          associa('NUOVO', { destinazioni: ['A1.04'] });
          await Promise.all([other.runAll(), officina.sblocca.release()]);
          const told = await published();
          const last = new Map<string, RigaAccettata>();
          for (const riga of told) {
            if ((last.get(riga.recordId)?.revisione ?? 0) < riga.revisione) last.set(riga.recordId, riga);
          }
          const ofRound = [...last.values()].filter(({ contenuto }) =>
            (contenuto['protocolloDomanda'] as string).startsWith(`gara-${round}-`),
          );
          expect(ofRound.map(({ revisione: number }) => number)).toEqual(many.map(() => 2));
          expect(new Set(told.map(({ rigaId: id }) => id)).size).toBe(told.length);
          expect([new Set(await states(corrected)), await waiting()]).toEqual([new Set(['accettata']), 0]);
        }
      });
      const [deadlocks] = await database.admin(
        `SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
      );
      expect(deadlocks).toEqual({ n: 0 });
    }, 60_000);

    it('is not let go by a row that a release before this one left behind', async () => {
      const id = await deliver({ protocollo: 'a' });
      await database.admin(`UPDATE ingestion.record SET revisione = 2`);
      await associated('NUOVO', 'A1.04', async () => expect(await officina.sblocca.release()).toBe(0));
      expect([await waiting(), await published(id)]).toEqual([0, []]);
    });
  });

  describe('and the versions it is read with', () => {
    it('are its own, also of an official code whose day has another version than its invio', async () => {
      Officina.publish(
        lista({ sistema: 'SIUSS', versione: 'nuova', codici: ['A1.05', 'A9.99'], dal: '2026-04-01', revisione: 1 }),
      );
      try {
        const id = await deliver(
          { protocollo: 'a', codicePrestazione: 'A1.05', data: '2026-03-31' },
          { protocollo: 'b', codicePrestazione: 'A9.99', data: '2026-04-01' },
        );
        const [invio] = await database.admin(`SELECT nomenclatura FROM ingestion.invio`);
        expect(invio).toEqual({ nomenclatura: 'SIUSS@nuova' });
        expect(await righe(id)).toMatchObject([
          { ricevuto: 'A1.05', inps: 'A1.05', versioni: ['SIUSS@prova'] },
          { ricevuto: null, inps: null, versioni: null },
        ]);
        expect((await published(id)).map(({ nomenclatura, codifica }) => [nomenclatura, codifica])).toEqual([
          ['SIUSS@prova', undefined],
          ['SIUSS@nuova', undefined],
        ]);
      } finally {
        Officina.publish(
          lista({
            sistema: 'SIUSS',
            versione: 'nuova',
            codici: [],
            dal: '2026-04-01',
            stato: 'ritirata',
            revisione: 2,
          }),
        );
      }
    });

    it('are one in a document: a reading that goes on after an associazione changed begins again', async () => {
      const many = Array.from({ length: 5400 }, (_, n) => ({ protocollo: `riprende-${n}` }));
      const id = await deposit(...many);
      const mortal = await Officina.open(dyingAt(shared, 1, 'after').database, chiavi);
      await expect(mortal.runAll()).rejects.toThrow(Crash);
      await associated('NUOVO', 'A1.04', async () => {
        await database.admin(`UPDATE ingestion.lavoro SET lease_fino = now() - interval '1 s'`);
        await officina.runAll();
      });
      expect(new Set(await states(id))).toEqual(new Set(['accettata']));
      expect(await waiting()).toBe(0);
    }, 60_000);
  });

  describe('is counted for its ente', () => {
    const pictures = async (): Promise<CodiciInAttesaV1[]> =>
      corpiDi<CodiciInAttesaV1>(database, 'codici.in_attesa.v1');

    it('by code and month of its day, anew after every change and only then', async () => {
      await deliver(
        { protocollo: 'a', data: '2026-01-31' },
        { protocollo: 'b', data: '2026-01-02' },
        { protocollo: 'c', data: '2026-02-01' },
        { protocollo: 'd', codicePrestazione: 'BUONO' },
        { protocollo: 'e', codicePrestazione: 'A1.05' },
      );
      expect(await entiVariati(shared)).toEqual([ENTI.recanati.id]);
      expect([await officina.attese.publish(), await officina.attese.publish()]).toEqual([1, 0]);
      const [first] = await pictures();
      expect(first).toMatchObject({
        ente: ENTI.recanati.id,
        revisione: 1,
        codici: [
          { codice: 'BUONO', primoGiorno: '2026-03-02', ultimoGiorno: '2026-03-02', righe: 1 },
          { codice: 'NUOVO', primoGiorno: '2026-01-02', ultimoGiorno: '2026-01-31', righe: 2 },
          { codice: 'NUOVO', primoGiorno: '2026-02-01', ultimoGiorno: '2026-02-01', righe: 1 },
        ],
      });
      expect(JSON.stringify(first)).not.toContain(CF);
      await associated('NUOVO', 'A1.04', () => officina.sblocca.release());
      await officina.attese.publish();
      expect((await pictures()).at(-1)).toMatchObject({ revisione: 2, codici: [{ codice: 'BUONO' }] });
    });

    it('until nothing waits: the last picture is empty', async () => {
      const id = await deliver({ protocollo: 'a' });
      await officina.attese.publish();
      await deliver({ protocollo: 'a', annullamento: true });
      await officina.attese.publish();
      expect((await pictures()).map(({ revisione: number, codici }) => [number, codici.length])).toEqual([
        [1, 1],
        [2, 0],
      ]);
      expect(await states(id)).toEqual(['annullata']);
    });

    it('never by an ente where nothing waited', async () => {
      await deliver({ protocollo: 'a', codicePrestazione: 'A1.05' }, { protocollo: 'b', codicePrestazione: 'SAD' });
      await deliver({ protocollo: 'a', codicePrestazione: 'A1.05', importo: '2.00' });
      expect([await entiVariati(shared), await officina.attese.publish()]).toEqual([[], 0]);
    });
  });
});
