import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PrivateServer, type TestDatabase, eventually, privatePostgres, privateRabbit } from '#libs/testing';
import { documentoDi } from './prova/documenti.js';
import { EmittenteInProva, ambienteInProva, createIngestionDatabase, fillRiferimenti } from './prova/ingestion.js';
import { Processo } from './prova/processo.js';
import { ENTI, type NomeEnte } from './prova/riferimenti.js';

/** How long processes and servers die while documents come in. */
const DURATA = Number(process.env['SNODO_SECONDI_KILL_9'] ?? 60) * 1000;
const PAUSA_FRA_MORTI = 2_500;
const MITTENTI: NomeEnte[] = ['recanati', 'loreto', 'altro'];

interface Ricevuto {
  readonly id: string;
  readonly righe: number;
  readonly numero: string;
}

/** Something that can die and be started again. */
interface Vittima {
  readonly nome: string;
  kill(): Promise<void>;
  revive(): Promise<void>;
}

describe('a kill -9 of any process, broker or database, at any moment', () => {
  let postgres: PrivateServer;
  let rabbit: PrivateServer;
  let database: TestDatabase;
  let emittente: EmittenteInProva;
  let env: NodeJS.ProcessEnv;
  const repliche: (Processo | undefined)[] = [];
  let ricevente: Processo | undefined;

  beforeAll(async () => {
    [postgres, rabbit] = await Promise.all([privatePostgres(), privateRabbit()]);
    database = await createIngestionDatabase(postgres.url);
    await fillRiferimenti(database);
    emittente = await EmittenteInProva.start();
    env = {
      ...ambienteInProva(database, emittente.jwksUrl),
      AMQP_URL: rabbit.url,
      SNODO_BUS_PREFIX: 'kill9',
      SNODO_LEASE_VALIDAZIONE: '3s',
    };
    repliche.push(await Processo.start(env), await Processo.start(env));
    ricevente = await Processo.start(env, 'processo-ricevente');
    // A quorum queue just declared does not survive the death of RabbitMQ 3.10.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }, 120_000);

  afterAll(async () => {
    for (const processo of [...repliche, ricevente]) await processo?.kill9();
    await emittente.stop();
    await database.drop().catch(() => undefined);
    await Promise.all([postgres.stop(), rabbit.stop()]);
  }, 60_000);

  function vittime(): Vittima[] {
    const replica = (at: number): Vittima => ({
      nome: `ingestion ${at}`,
      async kill() {
        const dying = repliche[at];
        repliche[at] = undefined;
        await dying?.kill9();
      },
      async revive() {
        repliche[at] = await insist(() => Processo.start(env));
      },
    });
    const server = (nome: string, one: PrivateServer): Vittima => ({
      nome,
      kill: () => one.kill9(),
      revive: () => one.restart(),
    });
    return [
      replica(0),
      replica(1),
      {
        nome: 'ricevente',
        kill: async () => ricevente?.kill9(),
        async revive() {
          ricevente = await insist(() => Processo.start(env, 'processo-ricevente'));
        },
      },
      server('postgres', postgres),
      server('rabbitmq', rabbit),
    ];
  }

  /** Sends one document until it has a ricevuta: what a sender's program does. */
  async function deposit(ente: NomeEnte, testo: string): Promise<{ id: string; numero: string }> {
    const token = await emittente.token(ente);
    return insist(async () => {
      const alive = repliche.filter((one) => one !== undefined);
      const target = alive[Math.floor(Math.random() * alive.length)];
      if (target === undefined) throw new Error('no process is alive');
      const answer = await fetch(
        `${target.url}/rest/invii/v1/invii?tracciato=PS_PSA_SINA&ente=${ENTI[ente].belfiore}`,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
          body: testo,
        },
      );
      if (!answer.ok) throw new Error(`deposit answered ${answer.status}`);
      const { id, ricevuta } = (await answer.json()) as { id: string; ricevuta: { numero: string } };
      return { id, numero: ricevuta.numero };
    });
  }

  it('I1 I2 I3 loses nothing that has a ricevuta, doubles nothing, and the righe add up', async () => {
    const until = Date.now() + DURATA;
    const ricevuti: Ricevuto[] = [];
    const morti: string[] = [];
    const sender = async (ente: NomeEnte): Promise<void> => {
      for (let n = 0; Date.now() < until; n += 1) {
        const righe = n % 7 === 6 ? 6_000 : 1 + ((n * 13) % 40);
        const testo = documentoDi(ente, {
          seed: `${ente} ${n}`,
          righe,
          errori: ['codice_inesistente'],
          righeErrate: 1,
        });
        ricevuti.push({ righe, ...(await deposit(ente, testo)) });
      }
    };
    const killer = async (): Promise<void> => {
      for (const all = vittime(); Date.now() < until;) {
        await new Promise((resolve) => setTimeout(resolve, PAUSA_FRA_MORTI * Math.random()));
        // Each in its turn, at a moment of chance.
        const one = all[morti.length % all.length]!;
        morti.push(one.nome);
        await one.kill();
        await one.revive();
      }
    };
    await Promise.all([killer(), ...MITTENTI.map(sender)]);
    process.stderr.write(`killed: ${morti.join(', ')}; deposits: ${ricevuti.length}\n`);

    await eventually(
      async () => {
        const [open] = await database.admin<{ n: number }>(
          `SELECT (SELECT count(*) FROM ingestion.lavoro)::int + (SELECT count(*) FROM ingestion.invio WHERE concluso_il IS NULL)::int AS n`,
        );
        return open!.n === 0;
      },
      { timeout: 180_000, interval: 500 },
    );

    const stored = await database.admin<{ id: string; righe: number; scritte: number; numero: string }>(
      `SELECT i.id, i.righe::int AS righe, (SELECT count(*)::int FROM ingestion.riga r WHERE r.invio_id = i.id) AS scritte,
         extract(year FROM c.emessa_il) || '/' || c.numero AS numero
       FROM ingestion.invio i JOIN ingestion.ricevuta c ON c.invio_id = i.id`,
    );
    const byId = new Map(stored.map((one) => [one.id, one]));
    for (const { id, righe, numero } of ricevuti) {
      expect(byId.get(id)).toEqual({ id, righe, scritte: righe, numero });
    }
    // Every riga that made a revision, by the ledger: live, or superseded or cancelled by a later one.
    const [made] = await database.admin<{ revisioni: number }>(
      `SELECT sum(revisione)::int AS revisioni FROM ingestion.record`,
    );
    const heard = await eventually(
      async () => {
        const [row] = await database.admin<{ righe: number; distinte: number; revisioni: number }>(
          `SELECT count(*)::int AS righe, count(DISTINCT riga ->> 'rigaId')::int AS distinte,
             count(DISTINCT (riga ->> 'recordId') || (riga ->> 'revisione'))::int AS revisioni FROM inps_gateway.sentita`,
        );
        return row!.righe >= made!.revisioni ? row : false;
      },
      { timeout: 180_000, interval: 500 },
    );
    expect(heard).toEqual({ righe: made!.revisioni, distinte: made!.revisioni, revisioni: made!.revisioni });
    expect(new Set(morti).size).toBe(5);
  }, 600_000);
});

/** Tries again until it works: what was killed comes back within seconds. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  return eventually(work, { timeout: 120_000, interval: 300 });
}
