import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvioConclusoV1 } from '#libs/contracts';
import type { Database } from '#libs/persistence';
import type { TestDatabase } from '#libs/testing';
import type { Voce } from '#libs/riferimenti';
import { documentoCon, documentoDi } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Crash, dyingAt } from '../../../../test/prova/crash.js';
import { righePubblicate } from '../../../../test/prova/messaggi.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { LeasePerduto } from './lavori.js';

const CF = 'RSSMRA80A01H501U';
/** Enough that the verdicts are stored in two steps and the lotti applied in several. */
const RIGHE = 5400;

describe('a job', () => {
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

  const expireLeases = () => database.admin(`UPDATE ingestion.lavoro SET lease_fino = now() - interval '1 s'`);

  /** Ids of the righe that messages carry, as often as they carry them. */
  async function published(invioId: string): Promise<string[]> {
    const righe = await righePubblicate(database, chiavi['SNODO_CHIAVI_MESSAGGI']!, invioId);
    return righe.map(({ rigaId }) => rigaId);
  }

  async function outcome(invioId: string) {
    const [invio] = await database.admin<{ stato: string; righe: number }>(
      `SELECT stato, righe::int AS righe FROM ingestion.invio WHERE id = $1`,
      [invioId],
    );
    const righe = await database.admin<{ stato: string; n: number }>(
      `SELECT stato, count(*)::int AS n FROM ingestion.riga WHERE invio_id = $1 GROUP BY stato ORDER BY stato`,
      [invioId],
    );
    const [rilievi] = await database.admin<{ n: number }>(
      `SELECT count(*)::int AS n FROM ingestion.rilievo WHERE invio_id = $1`,
      [invioId],
    );
    const heard = await published(invioId);
    const conclusi = await database.admin<{ body: Buffer }>(
      `SELECT body FROM ingestion.outbox WHERE type = 'invio.concluso.v1' AND envelope ->> 'key' = $1`,
      [invioId],
    );
    const concluso = JSON.parse(conclusi[0]?.body.toString() ?? '{}') as Partial<InvioConclusoV1>;
    return {
      invio,
      righe: Object.fromEntries(righe.map(({ stato, n }) => [stato, n])),
      rilievi: rilievi!.n,
      pubblicate: heard.length,
      distinte: new Set(heard).size,
      conclusioni: conclusi.length,
      dette: { perStato: concluso.perStato, perRegola: concluso.perRegola },
    };
  }

  it('I1 I2 I3 ends the same whichever step its process dies before or after', async () => {
    const testo = documentoDi('recanati', {
      seed: 'ripresa',
      righe: RIGHE,
      errori: ['codice_inesistente'],
      righeErrate: 40,
    });
    let reference: Awaited<ReturnType<typeof outcome>> | undefined;
    let deaths = 0;
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; ; nth += 1) {
        await database.empty([
          'ingestion.invio',
          'ingestion.custodia',
          'ingestion.riga',
          'ingestion.rilievo',
          'ingestion.record',
          'ingestion.lavoro',
          'ingestion.lotto',
          'ingestion.ricevuta',
          'ingestion.outbox',
        ]);
        const { id } = await officina.deposit('recanati', testo);
        const dying = dyingAt(shared, nth, when);
        const mortal = await Officina.open(dying.database, chiavi);
        await mortal.runAll().catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        if (dying.died()) deaths += 1;
        await expireLeases();
        await officina.runAll();
        const found = await outcome(id);
        reference ??= found;
        expect({ nth, when, ...found }).toEqual({ nth, when, ...reference });
        if (!dying.died()) break;
      }
    }
    expect(deaths).toBeGreaterThan(8);
    expect(reference!.invio).toEqual({ stato: 'concluso', righe: RIGHE });
    expect(reference!.righe['respinta']).toBeGreaterThanOrEqual(40);
    expect(reference!.righe['accettata']! + reference!.righe['respinta']!).toBe(RIGHE);
    expect(reference!.dette.perStato).toEqual(reference!.righe);
    const perRegola = await database.admin<{ regola: string; n: number }>(
      `SELECT regola, count(*)::int AS n FROM ingestion.rilievo GROUP BY regola ORDER BY regola`,
    );
    expect(reference!.dette.perRegola).toEqual(Object.fromEntries(perRegola.map(({ regola, n }) => [regola, n])));
    expect(reference).toMatchObject({ pubblicate: reference!.righe['accettata'], conclusioni: 1 });
    expect(reference!.distinte).toBe(reference!.pubblicate);
  }, 240_000);

  it('is judged by one nomenclatura from its first riga to its last, even if another is published before it goes on', async () => {
    const vuota = (stato: 'pubblicata' | 'ritirata', revisione: number): Voce => ({
      genere: 'nomenclatura',
      id: 'SIUSS@vuota#0',
      revisione,
      contenuto: {
        sistema: 'SIUSS',
        versione: 'vuota',
        stato,
        dal: '2000-01-01',
        al: null,
        parte: 0,
        parti: 1,
        voci: [],
      },
    });
    const { id } = await officina.deposit('recanati', documentoDi('recanati', { seed: chiaveCasuale(), righe: RIGHE }));
    // Its verdicts on the first righe are stored, those on the last are not.
    const dying = dyingAt(shared, 1, 'after');
    const mortal = await Officina.open(dying.database, chiavi);
    await expect(mortal.runAll()).rejects.toThrow(Crash);
    const [lotto] = await database.admin<{ righe: number }>(`SELECT sum(righe)::int AS righe FROM ingestion.lotto`);
    expect(lotto!.righe).toBeGreaterThanOrEqual(5000);
    Officina.publish(vuota('pubblicata', 1));
    try {
      await expireLeases();
      await officina.runAll();
    } finally {
      Officina.publish(vuota('ritirata', 2));
    }
    const found = await outcome(id);
    expect(found).toMatchObject({
      invio: { stato: 'concluso', righe: RIGHE },
      righe: { respinta: RIGHE },
      pubblicate: 0,
    });
    const [invio] = await database.admin(`SELECT nomenclatura FROM ingestion.invio WHERE id = $1`, [id]);
    expect(invio).toEqual({ nomenclatura: 'SIUSS@vuota' });
  });

  it('I2 of a process that lost its lease and comes back writes nothing any more', async () => {
    const { id } = await officina.deposit('loreto', documentoDi('loreto', { seed: chiaveCasuale(), righe: 20 }));
    const [slow] = await officina.lavori.claim(false, 1);
    await expireLeases();
    await officina.runAll();
    const before = await outcome(id);
    expect(before.righe).toEqual({ accettata: 20 });
    await expect(officina.esegui.run(slow!)).rejects.toThrow(LeasePerduto);
    expect(await outcome(id)).toEqual(before);
  });

  it('of an illeggibile document leaves none of the verdicts stored while it could still be read', async () => {
    const whole = documentoDi('altro', {
      seed: chiaveCasuale(),
      righe: RIGHE,
      errori: ['codice_inesistente'],
      righeErrate: 500,
    });
    const { id } = await officina.deposit('altro', whole.slice(0, -50));
    await officina.runAll();
    expect(await outcome(id)).toEqual({
      invio: { stato: 'illeggibile', righe: 0 },
      righe: {},
      rilievi: 1,
      pubblicate: 0,
      distinte: 0,
      conclusioni: 1,
      dette: { perStato: {}, perRegola: { 'XML-03': 1 } },
    });
    expect(await database.admin(`SELECT 1 FROM ingestion.lotto`)).toEqual([]);
  });

  it('says of an invio how many righe came to which verdict, those that it corrects itself included', async () => {
    const riga = (n: number, importo: string) => ({ codiceFiscale: CF, protocollo: `conta-${n}`, importo });
    const { id } = await officina.deposit(
      'recanati',
      documentoCon('recanati', [
        riga(1, '1.00'),
        riga(2, '1.00'),
        riga(1, '2.00'),
        riga(2, '1.00'),
        { ...riga(3, '1.00'), annullamento: true },
      ]),
    );
    await officina.runAll();
    const { dette, righe } = await outcome(id);
    expect(righe).toEqual({ accettata: 2, respinta: 1, superata: 2 });
    expect(dette).toEqual({ perStato: righe, perRegola: { 'ST-02': 1, 'ST-03': 1 } });
  });

  it('counts the righe of a job that a release began which kept no count', async () => {
    const { id } = await officina.deposit('recanati', documentoDi('recanati', { seed: chiaveCasuale(), righe: RIGHE }));
    const dying = dyingAt(shared, 3, 'after');
    const mortal = await Officina.open(dying.database, chiavi);
    await expect(mortal.runAll()).rejects.toThrow(Crash);
    const [lavoro] = await database.admin(
      `UPDATE ingestion.lavoro SET conteggi = NULL, lease_fino = NULL RETURNING fase`,
    );
    expect(lavoro).toEqual({ fase: 'applicazione' });
    await officina.runAll();
    expect((await outcome(id)).dette.perStato).toEqual({ accettata: RIGHE });
  });

  it('takes effect in the order of receipt of its ente: a small invio waits for the large one before it', async () => {
    const riga = { codiceFiscale: CF, protocollo: chiaveCasuale() };
    const large = documentoDi('recanati', { seed: chiaveCasuale(), righe: RIGHE }).replace(
      '</Flusso>',
      `${/<Beneficiario[^]*<\/Beneficiario>/.exec(documentoCon('recanati', [riga]))![0]}</Flusso>`,
    );
    const first = await officina.deposit('recanati', large);
    const second = await officina.deposit('recanati', documentoCon('recanati', [{ ...riga, importo: '7.00' }]));
    const [small] = await officina.lavori.claim(false, 1);
    expect(small!.invioId).toBe(second.id);
    expect(await officina.esegui.run(small!)).toBe('attende');
    await officina.runAll();
    const [corrected] = await database.admin(
      `SELECT r.stato, r.revisione FROM ingestion.riga r WHERE r.invio_id = $1`,
      [second.id],
    );
    expect(corrected).toEqual({ stato: 'accettata', revisione: 2 });
    expect((await outcome(first.id)).righe).toMatchObject({ superata: 1 });
  });

  it('is claimed in turns among enti, however many one of them has', async () => {
    for (let n = 0; n < 5; n += 1) {
      await officina.deposit('altro', documentoCon('altro', [{ codiceFiscale: CF, protocollo: `turno-${n}` }]));
    }
    await officina.deposit('loreto', documentoCon('loreto', [{ codiceFiscale: CF, protocollo: 'turno' }]));
    await officina.deposit('recanati', documentoCon('recanati', [{ codiceFiscale: CF, protocollo: 'turno' }]));
    const claimed = await officina.lavori.claim(false, 3);
    expect(new Set(claimed.map(({ enteMittente }) => enteMittente)).size).toBe(3);
    await expireLeases();
    await officina.runAll();
  });

  it('of two replicas at once on shared records loses no revision', async () => {
    const righe = Array.from({ length: 60 }, (_, n) => ({ codiceFiscale: CF, protocollo: `conteso-${n}` }));
    const other = await Officina.open(shared, chiavi);
    const ids: string[] = [];
    for (const importo of ['1.00', '2.00', '3.00', '4.00']) {
      const testo = documentoCon(
        'recanati',
        righe.map((riga) => ({ ...riga, importo })),
      );
      ids.push((await officina.deposit('recanati', testo)).id);
    }
    await Promise.all([officina.runAll(), other.runAll()]);
    await officina.runAll();
    const [record] = await database.admin(
      `SELECT count(*)::int AS n, min(revisione) AS minima, max(revisione) AS massima FROM ingestion.record
       WHERE riga_id IN (SELECT id FROM ingestion.riga WHERE invio_id = $1)`,
      [ids[3]],
    );
    expect(record).toEqual({ n: 60, minima: 4, massima: 4 });
  });
});
