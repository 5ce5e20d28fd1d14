import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INGESTION_MIGRATIONS } from '#apps/ingestion';
import { NOMENCLATORE_MIGRATIONS } from '#apps/nomenclatore';
import { Random } from '#libs/sintetici';
import {
  type PrivateServer,
  type TestDatabase,
  createTestDatabase,
  eventually,
  privatePostgres,
  privateRabbit,
} from '#libs/testing';
import { documentoDi } from './prova/documenti.js';
import { EmittenteInProva, ambienteInProva } from './prova/ingestion.js';
import { Mortale, type Vittima, killAll, serverAsVittima } from './prova/morti.js';
import { Processo } from './prova/processo.js';
import { RICEVENTE_MIGRATIONS } from './prova/ricevente.js';
import { ENTI, type NomeEnte } from './prova/riferimenti.js';

/** How many times each process and server dies while documents come in. */
const MORTI_DI_CIASCUNO = Number(process.env['SNODO_MORTI_KILL_9'] ?? 3);
/** Decides who dies when; the load and the machine decide what each was doing. */
const SEME = process.env['SNODO_SEME'] ?? String(randomInt(1_000_000_000));
const MITTENTI: NomeEnte[] = ['recanati', 'loreto', 'altro'];

interface Ricevuto {
  readonly id: string;
  readonly ente: NomeEnte;
  readonly testo: string;
  readonly righe: number;
  readonly numero: string;
  readonly firma: string;
  annullato: boolean;
}

describe('a kill -9 of any process, broker or database, at any moment', () => {
  let postgres: PrivateServer;
  let rabbit: PrivateServer;
  let database: TestDatabase;
  let emittente: EmittenteInProva;
  let repliche: Mortale[];
  let vittime: Vittima[];
  const ricevuti: Ricevuto[] = [];

  beforeAll(async () => {
    process.stderr.write(`seed: SNODO_SEME=${SEME}\n`);
    [postgres, rabbit] = await Promise.all([privatePostgres(), privateRabbit()]);
    database = await createTestDatabase(
      [
        { app: 'nomenclatore', migrations: NOMENCLATORE_MIGRATIONS },
        { app: 'ingestion', migrations: INGESTION_MIGRATIONS },
        { app: 'inps-gateway', migrations: RICEVENTE_MIGRATIONS },
      ],
      postgres.url,
    );
    emittente = await EmittenteInProva.start();
    const env = {
      ...ambienteInProva(database, emittente.jwksUrl),
      AMQP_URL: rabbit.url,
      SNODO_NOMENCLATORE_DB_PASSWORD: database.password,
      SNODO_DIMOSTRAZIONE: 'true',
      SNODO_BUS_PREFIX: 'kill9',
      SNODO_LEASE_VALIDAZIONE: '3s',
      SNODO_LOG_LEVEL: 'fatal',
    };
    const nomenclatore = new Mortale('nomenclatore', () => Processo.startApp('nomenclatore', env));
    const ricevente = new Mortale('ricevente', () => Processo.start(env, 'processo-ricevente'));
    repliche = [1, 2].map((n) => new Mortale(`ingestion ${n}`, () => Processo.startApp('ingestion', env)));
    vittime = [
      ...repliche,
      nomenclatore,
      ricevente,
      serverAsVittima('postgres', postgres),
      serverAsVittima('rabbitmq', rabbit),
    ];
    await Promise.all([...repliche, nomenclatore, ricevente].map((one) => one.revive()));
    // A quorum queue just declared does not survive the death of RabbitMQ 3.10.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }, 120_000);

  afterAll(async () => {
    for (const one of vittime.filter((vittima) => vittima instanceof Mortale)) await one.kill();
    await emittente.stop();
    await database.drop().catch(() => undefined);
    await Promise.all([postgres.stop(), rabbit.stop()]);
  }, 60_000);

  /** One request to a process that is alive now. @throws unless it was carried out */
  async function post(ente: NomeEnte, path: string, body?: string): Promise<Record<string, never>> {
    const alive = repliche.flatMap((one) => one.alive ?? []);
    const target = alive[randomInt(Math.max(1, alive.length))];
    if (target === undefined) throw new Error('no process is alive');
    const headers = {
      authorization: `Bearer ${await emittente.token(`demo-${ENTI[ente].belfiore.toLowerCase()}`)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/xml' }),
    };
    const answer = await fetch(`${target.url}/rest/invii/v1/${path}`, { method: 'POST', headers, body: body ?? null });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, never>;
  }

  /** Sends one document until it has a ricevuta: what a sender's program does. */
  async function deposit(ente: NomeEnte, testo: string) {
    const path = `invii?tracciato=PS_PSA_SINA&ente=${ENTI[ente].belfiore}`;
    const { id, ricevuta } = (await insist(() => post(ente, path, testo))) as unknown as Pick<Ricevuto, 'id'> & {
      ricevuta: Pick<Ricevuto, 'numero' | 'firma'>;
    };
    return { id, numero: ricevuta.numero, firma: ricevuta.firma };
  }

  /** Small and large documents one after the other, with a cancellation now and then. */
  async function send(ente: NomeEnte, isOver: () => boolean): Promise<void> {
    for (let n = 0; !isOver(); n += 1) {
      const righe = n % 7 === 6 ? 6_000 : 1 + ((n * 13) % 40);
      const richiesta = { seed: `${SEME} ${ente} ${n}`, righe, errori: ['codice_inesistente'], righeErrate: 1 };
      const testo = documentoDi(ente, richiesta);
      const ricevuto: Ricevuto = { ente, testo, righe, annullato: false, ...(await deposit(ente, testo)) };
      ricevuti.push(ricevuto);
      if (n % 5 === 3) {
        await insist(() => post(ente, `invii/${ricevuto.id}/annullamenti`));
        ricevuto.annullato = true;
      }
    }
  }

  it('I1 I2 I3 loses nothing that has a ricevuta, doubles nothing, and the righe add up', async () => {
    let over = false;
    const killing = killAll(vittime, MORTI_DI_CIASCUNO, new Random(SEME), (one) => insist(() => one.revive()));
    const dead = killing.finally(() => (over = true));
    const [morti] = await Promise.all([dead, ...MITTENTI.map((ente) => send(ente, () => over))]);
    process.stderr.write(`killed: ${morti.join(', ')}; deposits: ${ricevuti.length}\n`);

    await insist(async () => {
      const open = await database.admin(
        `SELECT invio_id::text FROM ingestion.lavoro UNION ALL SELECT id::text FROM ingestion.invio WHERE concluso_il IS NULL`,
      );
      expect(open).toEqual([]);
    });
    await expectReceiptsInLedger();
    await expectEffectsOnce();
    await expectRepeatsChangeNothing();
    await expectCopiesEqual();
  }, 900_000);

  /** I1, I3: what was answered is what is stored, and every riga of every document is in the ledger in one of its states. */
  async function expectReceiptsInLedger(): Promise<void> {
    const stored = await database.admin<{ id: string }>(
      `SELECT i.id, i.righe::int, i.annullato_il IS NOT NULL AS annullato, c.firma,
         extract(year FROM c.emessa_il) || '/' || c.numero AS numero,
         (SELECT jsonb_object_agg(stato, n) FROM (
            SELECT stato, count(*)::int AS n FROM ingestion.riga r WHERE r.invio_id = i.id GROUP BY stato) s) AS stati
       FROM ingestion.invio i JOIN ingestion.ricevuta c ON c.invio_id = i.id`,
    );
    const byId = new Map(stored.map((one) => [one.id, one]));
    for (const { id, righe, numero, firma, annullato } of ricevuti) {
      const effective = righe > 1 ? { [annullato ? 'annullata' : 'accettata']: righe - 1 } : {};
      expect(byId.get(id)).toEqual({ id, righe, annullato, numero, firma, stati: { respinta: 1, ...effective } });
    }
    expect(stored).toHaveLength(ricevuti.length);
  }

  /** I1, I2: the receiver's effects are exactly the revisions of the records, each once, and end as the records are. */
  async function expectEffectsOnce(): Promise<void> {
    const made = `SELECT encode(record_id, 'hex') AS record, k AS revisione,
        CASE WHEN k = revisione THEN annullato END AS annullato
      FROM ingestion.record, generate_series(1, revisione) k`;
    const heard = `SELECT riga ->> 'recordId' AS record, (riga ->> 'revisione')::int AS revisione,
        (riga ->> 'annullamento')::boolean AS annullato FROM inps_gateway.sentita`;
    await insist(async () => {
      const lost = await database.admin(
        `SELECT * FROM (${made}) m WHERE NOT EXISTS (
           SELECT FROM (${heard}) h WHERE h.record = m.record AND h.revisione = m.revisione
             AND h.annullato = coalesce(m.annullato, h.annullato)) LIMIT 5`,
      );
      expect(lost).toEqual([]);
    });
    const doubled = await database.admin(
      `SELECT record, revisione FROM (${heard}) h GROUP BY 1, 2 HAVING count(*) > 1 LIMIT 5`,
    );
    expect(doubled).toEqual([]);
    const [count] = await database.admin(
      `SELECT (SELECT count(*) FROM (${heard}) h) = (SELECT count(*) FROM (${made}) m) AS equal,
         (SELECT count(*)::int FROM ingestion.record WHERE annullato) AS annullati`,
    );
    expect(count).toEqual({
      equal: true,
      annullati: ricevuti.reduce((sum, { annullato, righe }) => sum + (annullato ? righe - 1 : 0), 0),
    });
  }

  /** I2: who did not see the answer and sends again gets the same ricevuta. */
  async function expectRepeatsChangeNothing(): Promise<void> {
    for (const { id, ente, testo, numero, firma } of ricevuti.filter(({ annullato }) => !annullato).slice(-10)) {
      expect(await deposit(ente, testo)).toEqual({ id, numero, firma });
    }
  }

  /** What the nomenclatore says arrived whole, although sender, broker and receiver died. */
  async function expectCopiesEqual(): Promise<void> {
    await insist(async () => {
      const different = await database.admin(
        `SELECT genere, id FROM nomenclatore.voce_pubblicata v FULL JOIN ingestion.copia_voce c USING (genere, id)
         WHERE v.revisione IS DISTINCT FROM c.revisione LIMIT 5`,
      );
      expect(different).toEqual([]);
    });
  }
});

/** Tries again until it works: what was killed comes back within seconds. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  return eventually(work, { timeout: 180_000, interval: 300 });
}
