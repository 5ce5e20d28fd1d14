import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import { type Database, uuidv7 } from '#libs/persistence';
import {
  LeggiProve,
  LeggiTeste,
  type Registro,
  RegistroDiscorde,
  SigillaRegistro,
  VerificaRegistro,
  issueTesta,
  writeNodes,
} from '#libs/registro';
import { Riferimenti } from '#libs/riferimenti';
import {
  Caller,
  EMPTY_FRONTIER,
  FirmaRicevute,
  TIPO_FIRMA_TESTA,
  type TestaFirmata,
  appendLeaves,
  fogliaEsitoRiga,
  frontierRoot,
  isCoherent,
  isIncluded,
  leafBytes,
  leafHash,
} from '#libs/security';
import { SetClock, type TestDatabase } from '#libs/testing';
import { Crash, dyingAt } from '../../../../test/prova/crash.js';
import { documentoCon, documentoDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, type NomeEnte } from '../../../../test/prova/riferimenti.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { LeggiRicevuta } from '../ricevuta/leggi-ricevuta.js';
import { numeroOf } from '../riga/riga-id.js';
import { LeggiSigillo } from './leggi-sigillo.js';
import { registroDiProva } from './prova/registro-di-prova.js';

const CF = 'RSSMRA80A01H501U';
const MINUTO = 60_000;
const GIORNO = 86_400_000;

function callerOf(nome: NomeEnte): Caller {
  const who = { clientId: nome, subject: nome, ente: ENTI[nome].id };
  return new Caller({ ...who, ruoli: ['titolare'], identity: 'client_credentials' });
}
const RECANATI = callerOf('recanati');

describe('the sealed register', () => {
  let database: TestDatabase;
  let shared: Database;
  let firma: FirmaRicevute;
  let officina: Officina;
  let clock: SetClock;
  let sigilla: SigillaRegistro;
  let ricevute: LeggiRicevuta;
  let sigilli: LeggiSigillo;
  let teste: LeggiTeste;
  let verifica: VerificaRegistro;

  let registro: Registro;

  const replica = (own: Database = shared) => new SigillaRegistro(own, registro, firma, clock);

  beforeAll(async () => {
    // What is altered is also logged, as it must be: here it is expected.
    setLogLevel('fatal');
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    const chiavi = chiaviDi(database);
    firma = await FirmaRicevute.fromSetting(chiavi['SNODO_CHIAVI_RICEVUTE']!);
    officina = await Officina.open(shared, chiavi);
    clock = new SetClock();
    registro = registroDiProva(clock);
    sigilla = replica();
    const ambito = new AmbitoVisibile(shared, new Riferimenti(), clock);
    const prove = new LeggiProve(shared, registro, firma);
    ricevute = new LeggiRicevuta(shared, firma, ambito, prove);
    sigilli = new LeggiSigillo(shared, ambito, prove);
    teste = new LeggiTeste(shared, registro, firma);
    verifica = new VerificaRegistro(shared, registro, firma);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clock.set(new Date());
    await database.admin(
      `TRUNCATE ingestion.invio, ingestion.custodia, ingestion.riga, ingestion.rilievo, ingestion.record,
         ingestion.lavoro, ingestion.lotto, ingestion.ricevuta, ingestion.outbox, ingestion.registro_foglia,
         ingestion.registro_nodo, ingestion.registro_testa, ingestion.esiti_in_corso`,
    );
    await database.admin(
      `UPDATE ingestion.registro_stato
       SET ricevute_fino_a = DEFAULT, riscontrati_fino_a = DEFAULT, verificate_fino_a = DEFAULT`,
    );
  });

  async function deposit(nome: NomeEnte = 'recanati', righe = 1) {
    const prestazioni = Array.from({ length: righe }, () => ({ codiceFiscale: CF, protocollo: chiaveCasuale() }));
    const depositato = await officina.deposit(nome, documentoCon(nome, prestazioni));
    if (depositato.esito !== 'nuovo') throw new Error('not new');
    return depositato.ricevuta.contenuto;
  }

  /** Deposits, judges and seals, again and again: a register with some heads. */
  async function grow(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await deposit();
      if (round % 2 === 0) await deposit();
      await officina.runAll();
      await sigilla.seal();
    }
  }

  const foglie = () =>
    database.admin<{ indice: number; genere: string; oggetto: string }>(
      `SELECT indice::int AS indice, genere, oggetto FROM ingestion.registro_foglia ORDER BY indice`,
    );

  describe('of ricevute', () => {
    it('gives a ricevuta as it was issued, then with its proof under a signed head within 60 seconds', async () => {
      const { id, ricevuto_il } = await deposit();
      expect(await ricevute.byId(RECANATI, id)).not.toHaveProperty('prova');
      clock.set(new Date(new Date(ricevuto_il).getTime() + 31_000));
      expect(await verifica.waiting()).toBe(31);
      const { voci } = await sigilla.seal();
      expect(voci.map(({ oggetto }) => oggetto)).toEqual([id]);
      const { prova, firma: jws, ...contenuto } = await ricevute.byId(RECANATI, id);
      expect(jws).not.toBe('');
      expect(await verifica.waiting()).toBe(0);
      expect(isIncluded(leafBytes('ricevuta.v1', { ...contenuto }), prova!)).toBe(true);
      const { firma: firmaTesta, ...testa } = prova!.testa;
      expect(await firma.verify(TIPO_FIRMA_TESTA, firmaTesta)).toEqual(testa);
      expect(new Date(testa.emessa_il).getTime() - new Date(ricevuto_il).getTime()).toBeLessThanOrEqual(MINUTO);
    });

    it('seals each once, whichever process and however often, in batches without end', async () => {
      const ids = [];
      for (let n = 0; n < 7; n += 1) ids.push((await deposit()).id);
      await Promise.all([sigilla.seal(), replica().seal(), replica().seal()]);
      await sigilla.seal();
      const sealed = await foglie();
      expect(sealed.map(({ oggetto }) => oggetto).toSorted()).toEqual(ids.toSorted());
      expect(sealed.map(({ indice }) => indice)).toEqual(ids.map((_, at) => at));
      expect((await sigilla.seal()).voci).toEqual([]);
    });

    it('seals those that were issued long before there was a register, and one that shows up after its neighbours', async () => {
      const [late, early, other] = [await deposit(), await deposit(), await deposit()];
      const aged = `UPDATE ingestion.ricevuta SET id = overlay(id::text PLACING $2 FROM 1 FOR 8)::uuid WHERE id = $1`;
      await database.admin(aged, [early.id, '01000000']);
      // Not committed yet when the others are sealed.
      const hidden = await database.admin(`DELETE FROM ingestion.ricevuta WHERE id = $1 RETURNING *`, [late.id]);
      await sigilla.seal();
      expect(await foglie()).toHaveLength(2);
      const columns = Object.keys(hidden[0]!);
      await database.admin(
        `INSERT INTO ingestion.ricevuta (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
        Object.values(hidden[0]!),
      );
      await sigilla.seal();
      expect((await foglie()).map(({ oggetto }) => oggetto)).toEqual(expect.arrayContaining([late.id, other.id]));
      expect(await foglie()).toHaveLength(3);
    });

    it('I1 I2 seals each once whichever step its process dies before or after', async () => {
      let deaths = 0;
      for (const when of ['before', 'after'] as const) {
        for (let nth = 1; ; nth += 1) {
          await deposit();
          await officina.runAll();
          const dying = dyingAt(shared, nth, when);
          await replica(dying.database)
            .seal()
            .catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error;
            });
          await sigilla.seal();
          if (!dying.died()) break;
          deaths += 1;
        }
      }
      expect(deaths).toBe(4);
      const ids = await database.admin<{ id: string }>(
        `SELECT id FROM ingestion.ricevuta UNION ALL SELECT id FROM ingestion.invio ORDER BY id`,
      );
      const sealed = await foglie();
      expect(sealed.map(({ oggetto }) => oggetto).toSorted()).toEqual(ids.map(({ id }) => id));
      expect(sealed.map(({ indice }) => indice)).toEqual(ids.map((_, at) => at));
      expect(await verifica.verify()).toEqual([]);
    });

    it('finds one that its mark passed by, and seals it', async () => {
      await deposit();
      await database.admin(
        `UPDATE ingestion.registro_stato SET ricevute_fino_a = 'ffffffff-ffff-ffff-ffff-ffffffffffff'`,
      );
      await sigilla.seal();
      expect(await foglie()).toEqual([]);
      expect(await verifica.verify()).toEqual([expect.stringContaining(': 1')]);
      await sigilla.seal();
      expect(await foglie()).toHaveLength(1);
      expect(await verifica.verify()).toEqual([]);
    });

    it('finds one that was added to the past, and says so until it is gone', async () => {
      await deposit();
      await sigilla.seal();
      const then = clock.now();
      clock.advance(30 * GIORNO);
      await deposit();
      await sigilla.seal();
      expect(await verifica.verify()).toEqual([]);
      const id = uuidv7(new Date(then.getTime() - GIORNO));
      const columns = 'ente_mittente, depositante, firma, foglia, emessa_il';
      await database.admin(
        `INSERT INTO ingestion.ricevuta (id, numero, invio_id, ${columns})
         SELECT $1, 1000 + numero, gen_random_uuid(), ${columns} FROM ingestion.ricevuta LIMIT 1`,
        [id],
      );
      const fault = 'ricevuta.v1: in no leaf, added after their time: 1';
      expect([await verifica.verify(), await verifica.verify()]).toEqual([[fault], [fault]]);
      await database.admin(`DELETE FROM ingestion.ricevuta WHERE id = $1`, [id]);
      expect(await verifica.verify()).toEqual([]);
    });

    it('proves the same for ever unless asked for a later head, and none that does not hold it', async () => {
      const first = await deposit();
      await sigilla.seal();
      const { prova } = await ricevute.byId(RECANATI, first.id);
      await grow(4);
      expect((await ricevute.byId(RECANATI, first.id)).prova).toEqual(prova);
      const ultima = await teste.last();
      const later = await ricevute.byId(RECANATI, first.id, ultima.dimensione);
      expect(later.prova!.testa).toEqual(ultima);
      const last = await deposit();
      await sigilla.seal();
      for (const [id, dimensione] of [
        [last.id, 1],
        [first.id, 100_000],
      ] as const)
        await expect(ricevute.byId(RECANATI, id, dimensione)).rejects.toMatchObject({ code: 'testa_sconosciuta' });
    });

    it('I5 proves nothing to others', async () => {
      const { id, invio_id } = await deposit();
      await officina.runAll();
      await sigilla.seal();
      await expect(ricevute.byId(callerOf('loreto'), id)).rejects.toMatchObject({ code: 'ricevuta_sconosciuta' });
      await expect(sigilli.byInvio(callerOf('loreto'), invio_id)).rejects.toMatchObject({ code: 'invio_sconosciuto' });
      const seen = (ente: NomeEnte) =>
        shared.statement<{ n: number }>('api', { enti: ENTI[ente].id }, `SELECT count(*) AS n FROM registro_foglia`);
      expect([await seen('recanati'), await seen('loreto')]).toEqual([[{ n: 2 }], [{ n: 0 }]]);
    });
  });

  describe('of outcomes', () => {
    /** The root as anyone makes it who has the lists of righe and rilievi. */
    async function rootOf(invioId: string): Promise<string> {
      const righe = await database.admin<{ id: string; stato: string }>(
        `SELECT id, stato FROM ingestion.riga WHERE invio_id = $1 ORDER BY id`,
        [invioId],
      );
      const rilievi = await database.admin<{ riga_id: string; errore: boolean; regola: string }>(
        `SELECT riga_id, errore, regola FROM ingestion.rilievo WHERE invio_id = $1`,
        [invioId],
      );
      const [invio] = await database.admin<{ stato: string }>(`SELECT stato FROM ingestion.invio WHERE id = $1`, [
        invioId,
      ]);
      const numbered = [
        { numero: 0, respinta: invio!.stato === 'illeggibile' },
        ...righe.map(({ id, stato }) => ({ numero: numeroOf(id), respinta: stato === 'respinta' })),
      ];
      const leaves = numbered.map((riga) => {
        const own = rilievi.filter(({ riga_id }) => numeroOf(riga_id) === riga.numero);
        const codesOf = (of: boolean) => own.filter(({ errore }) => errore === of).map(({ regola }) => regola);
        return fogliaEsitoRiga({ ...riga, errori: codesOf(true), avvisi: codesOf(false) });
      });
      return frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves).frontier).toString('hex');
    }

    it('seals one root for each invio, which its righe and rilievi make again, also when they have gone on', async () => {
      const testo = documentoDi('recanati', {
        seed: chiaveCasuale(),
        righe: 40,
        errori: ['codice_inesistente'],
        righeErrate: 9,
      });
      const { id } = await officina.deposit('recanati', testo);
      await expect(sigilli.byInvio(RECANATI, id)).rejects.toMatchObject({ code: 'sigillo_non_pronto' });
      await officina.runAll();
      await sigilla.seal();
      const { contenuto, prova } = await sigilli.byInvio(RECANATI, id);
      expect(contenuto).toMatchObject({ invio_id: id, stato: 'concluso', righe: 40, radice: await rootOf(id) });
      expect(isIncluded(leafBytes('esiti.v1', contenuto), prova)).toBe(true);
      const respinte = await database.admin(`SELECT 1 FROM ingestion.riga WHERE invio_id = $1 AND stato = 'respinta'`, [
        id,
      ]);
      expect(respinte).toHaveLength(9);
      await database.admin(
        `UPDATE ingestion.riga SET stato = 'annullata' WHERE invio_id = $1 AND stato = 'accettata'`,
        [id],
      );
      expect(await rootOf(id)).toBe(contenuto['radice']);
    });

    it('seals an illeggibile document too, with what is wrong with it as a whole', async () => {
      const { id } = await officina.deposit(
        'altro',
        documentoDi('altro', { seed: chiaveCasuale(), righe: 3 }).slice(0, -50),
      );
      await officina.runAll();
      await sigilla.seal();
      const { contenuto } = await sigilli.byInvio(callerOf('altro'), id);
      const leaf = fogliaEsitoRiga({ numero: 0, respinta: true, errori: ['XML-03'], avvisi: [] });
      expect(contenuto).toMatchObject({ stato: 'illeggibile', righe: 0, radice: leaf.toString('hex') });
    });

    it('composes a large one in parts, across processes, while small ones pass', async () => {
      const large = await officina.deposit(
        'loreto',
        documentoDi('loreto', {
          seed: chiaveCasuale(),
          righe: 10_500,
          righeErrate: 60,
          errori: ['codice_inesistente'],
        }),
      );
      await officina.runAll();
      const small = await deposit();
      await officina.runAll();
      const once = await sigilla.seal();
      expect(once.altre).toBe(true);
      expect(once.voci.map(({ oggetto }) => oggetto)).toContain(small.invio_id);
      expect(once.voci.map(({ oggetto }) => oggetto)).not.toContain(large.id);
      const then = await replica().seal();
      expect(then.voci.map(({ oggetto }) => oggetto)).toEqual([large.id]);
      const { contenuto } = await sigilli.byInvio(callerOf('loreto'), large.id);
      expect(contenuto).toMatchObject({ righe: 10_500, radice: await rootOf(large.id) });
      expect(await database.admin(`SELECT 1 FROM ingestion.esiti_in_corso`)).toEqual([]);
    }, 120_000);

    it('holds no ricevuta up when an outcome cannot be composed', async () => {
      const { id } = await deposit();
      await officina.runAll();
      await database.admin(`UPDATE ingestion.invio SET impronta = '', concluso_il = 'infinity'`);
      await expect(sigilla.seal()).rejects.toThrow();
      expect((await foglie()).map(({ oggetto }) => oggetto)).toEqual([id]);
    });
  });

  describe('of heads', () => {
    it('publishes each, the latest first, and proves that any goes on from any before it', async () => {
      await grow(5);
      const { items } = await teste.page(undefined, 3);
      const rest = await teste.page((await teste.page(undefined, 3)).next_cursor!, 100);
      const all = [...items, ...rest.items];
      expect(all.map(({ dimensione }) => dimensione)).toEqual([16, 14, 12, 11, 10, 8, 6, 5, 4, 2]);
      expect(rest.next_cursor).toBeNull();
      all.slice(0, -1).forEach(({ precedente }, at) => {
        const { dimensione, radice } = all[at + 1]!;
        expect(precedente).toEqual({ dimensione, radice });
      });
      for (const da of all) {
        const prova = await teste.consistency(da.dimensione, undefined);
        expect(prova).toMatchObject({ da, a: all[0] });
        expect(isCoherent(prova)).toBe(true);
      }
      await expect(teste.bySize(7)).rejects.toMatchObject({ code: 'testa_sconosciuta' });
      await expect(teste.consistency(16, 4)).rejects.toMatchObject({ code: 'parametro_non_valido' });
      await expect(teste.page('x', 1)).rejects.toMatchObject({ code: 'parametro_non_valido' });
    });

    it('is empty until something is sealed', async () => {
      await expect(teste.last()).rejects.toMatchObject({ code: 'testa_sconosciuta' });
      expect(await teste.page(undefined, 10)).toEqual({ items: [], next_cursor: null });
      expect(await verifica.verify()).toEqual([]);
    });
  });

  describe('I10', () => {
    const flip = (column: string) => `${column} = set_byte(${column}, 7, get_byte(${column}, 7) # 1)`;

    it('goes through the whole register and finds nothing where nothing was changed', async () => {
      await grow(4);
      expect(await verifica.verify()).toEqual([]);
      expect(await verifica.verify()).toEqual([]);
      await grow(1);
      expect(await verifica.verify()).toEqual([]);
    });

    it.each([
      [
        'the entry of a ricevuta',
        `UPDATE ingestion.ricevuta SET ${flip('foglia')} WHERE id = (SELECT id FROM ingestion.ricevuta ORDER BY id LIMIT 1)`,
      ],
      [
        'a sealed outcome',
        `UPDATE ingestion.registro_foglia SET ${flip('contenuto')} WHERE contenuto IS NOT NULL AND indice < 5`,
      ],
      ['which leaf is of which', `UPDATE ingestion.registro_foglia SET oggetto = gen_random_uuid() WHERE indice = 0`],
      ['a leaf', `UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = 0 AND indice = 3`],
      ['a node', `UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = 1 AND indice = 1`],
      [
        'the node at the top',
        `UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = (SELECT max(livello) FROM ingestion.registro_nodo)`,
      ],
      ['a node, by taking it away', `DELETE FROM ingestion.registro_nodo WHERE livello = 1 AND indice = 0`],
      ['the root of a head', `UPDATE ingestion.registro_testa SET ${flip('radice')} WHERE dimensione = 6`],
      [
        'the instant of a head',
        `UPDATE ingestion.registro_testa SET emessa_il = emessa_il - interval '1 millisecond' WHERE dimensione = 6`,
      ],
      [
        'the signature of a head',
        `UPDATE ingestion.registro_testa SET firma = overlay(firma PLACING 'AA' FROM length(firma) - 20) WHERE dimensione = 6`,
      ],
      ['a head, by taking it away', `DELETE FROM ingestion.registro_testa WHERE dimensione = 4`],
    ])('the check finds that %s was changed, and says so until it is mended', async (_, sql) => {
      await grow(4);
      expect(await verifica.verify()).toEqual([]);
      await database.admin(sql);
      expect(await verifica.verify()).not.toEqual([]);
      expect(await verifica.verify()).not.toEqual([]);
    });

    it('gives no proof that does not prove', async () => {
      const { id, invio_id } = await deposit();
      await deposit();
      await officina.runAll();
      await sigilla.seal();
      await database.admin(`UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = 0 AND indice = 1`);
      await expect(ricevute.byId(RECANATI, id)).rejects.toMatchObject({ code: 'registro_discorde' });
      await database.admin(`UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = 0 AND indice = 1`);
      expect(await ricevute.byId(RECANATI, id)).toHaveProperty('prova');
      await database.admin(`UPDATE ingestion.registro_foglia SET ${flip('contenuto')} WHERE oggetto = $1`, [invio_id]);
      await expect(sigilli.byInvio(RECANATI, invio_id)).rejects.toMatchObject({ code: 'registro_discorde' });
      await database.admin(`UPDATE ingestion.registro_testa SET ${flip('radice')}`);
      await expect(teste.last()).rejects.toMatchObject({ code: 'registro_discorde' });
    });

    it('signs no head upon a register that was changed', async () => {
      await grow(2);
      const before = await database.admin(`SELECT * FROM ingestion.registro_testa`);
      await database.admin(
        `UPDATE ingestion.registro_nodo SET ${flip('hash')} WHERE livello = (SELECT max(livello) FROM ingestion.registro_nodo)`,
      );
      await deposit();
      await expect(sigilla.seal()).rejects.toThrow(RegistroDiscorde);
      expect(await database.admin(`SELECT * FROM ingestion.registro_testa`)).toEqual(before);
    });

    /** As who can write everything and has the key would: every node and head made anew, at the same sizes. */
    async function rewriteAll(): Promise<void> {
      const entries = await database.admin<{ contenuto: Buffer }>(
        `SELECT coalesce(f.contenuto, r.foglia) AS contenuto FROM ingestion.registro_foglia f
         LEFT JOIN ingestion.ricevuta r ON r.id = f.oggetto ORDER BY f.indice`,
      );
      const heads = await database.admin<{ dimensione: number; emessa_il: Date }>(
        `SELECT dimensione::int AS dimensione, emessa_il FROM ingestion.registro_testa ORDER BY dimensione`,
      );
      await database.admin(`TRUNCATE ingestion.registro_nodo, ingestion.registro_testa`);
      let frontier = EMPTY_FRONTIER;
      let ultima: TestaFirmata | undefined;
      for (const { dimensione, emessa_il } of heads) {
        const hashes = entries.slice(frontier.size, dimensione).map(({ contenuto }) => leafHash(contenuto));
        const { frontier: next, completed } = appendLeaves(frontier, hashes);
        frontier = next;
        await shared.transaction('consumer', {}, (tx) => writeNodes(tx, completed));
        const radice = frontierRoot(frontier);
        const testa = issueTesta({ dimensione, radice, emessaIl: emessa_il }, ultima, registro, firma);
        await database.admin(`INSERT INTO ingestion.registro_testa VALUES ($1, $2, $3, $4, $5)`, [
          dimensione,
          radice,
          emessa_il,
          ultima?.dimensione ?? null,
          testa.firma,
        ]);
        ultima = testa;
      }
    }

    it('a register rewritten whole, nodes and heads and signatures, contradicts a head that somebody kept', async () => {
      await grow(3);
      const kept = await teste.last();
      await grow(2);
      const goesOn = async () => {
        const { a, percorso } = await teste.consistency(kept.dimensione, undefined);
        return isCoherent({ da: kept, a, percorso });
      };
      await rewriteAll();
      expect([await goesOn(), await teste.bySize(kept.dimensione)]).toEqual([true, kept]);
      await database.admin(
        `UPDATE ingestion.ricevuta SET ${flip('foglia')} WHERE id = (SELECT id FROM ingestion.ricevuta ORDER BY id LIMIT 1)`,
      );
      await rewriteAll();
      // It agrees with itself: only who kept a head can tell.
      expect(await verifica.verify()).toEqual([]);
      expect(await goesOn()).toBe(false);
      expect((await teste.bySize(kept.dimensione)).radice).not.toBe(kept.radice);
    });

    it('lets nobody change or take away any of it', async () => {
      for (const role of ['api', 'consumer'] as const) {
        for (const table of ['registro_foglia', 'registro_nodo', 'registro_testa']) {
          for (const sql of [
            `DELETE FROM ${table}`,
            `UPDATE ${table} SET ${table === 'registro_testa' ? 'firma' : 'indice'} = NULL`,
          ])
            await expect(shared.statement(role, {}, sql)).rejects.toMatchObject({ code: '42501' });
        }
      }
      for (const table of ['registro_stato', 'esiti_in_corso'])
        await expect(shared.statement('api', {}, `SELECT 1 FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    });
  });
});
