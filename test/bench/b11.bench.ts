import { setTimeout as delay } from 'node:timers/promises';
import { generateFlusso } from '#libs/sintetici';
import type { Voce } from '#libs/riferimenti';
import { type TestDatabase, eventually } from '#libs/testing';
import { pezziDi, richiestaDiComune } from '../prova/documenti.js';
import { EmittenteInProva, ambienteInProva, createIngestionDatabase } from '../prova/ingestion.js';
import { Processo } from '../prova/processo.js';
import { adesione, fillRiferimenti, vociDiProva } from '../prova/riferimenti.js';
import { type Bench, type BenchContext, type BenchRow, median, percentile, sizeOf } from './measure.js';

const RIGHE = sizeOf(200_000);
const PICCOLI = 50;
/** Righe that take effect in one transaction: who comes meanwhile waits for its end at most. */
const RIGHE_PER_TRANSAZIONE = 5_000;
const REGIONE = 'e0000000-0000-5000-8000-0000000000ff';

/**
 * One ente sends 200,000 righe, then fifty others send one each while it is validated. A time is that of the ledger: from the ricevuta to
 * the outcome. Against single file, where each of the fifty would wait for the end of the large one (as measured in the same round) and
 * then take the time it takes on an idle hub.
 */
export default {
  id: 'B11',
  title: 'fairness: one sender of 200,000 righe, fifty of one',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const bed = await Banco.open(context.databaseUrl);
    const rounds: Giro[] = [];
    try {
      await bed.round(0, sizeOf(20_000));
      for (let n = 1; n <= context.rounds; n += 1) {
        context.say(`B11: round ${n}`);
        rounds.push(await bed.round(n, RIGHE));
      }
    } finally {
      await bed.close();
    }
    const of = (figure: (giro: Giro) => number): number => median(rounds.map(figure));
    return [
      {
        id: 'B11a',
        what: 'small senders beside a large one, p95; against idle and three transactions of the large one',
        ours: of(({ beside }) => beside),
        floor: of(({ idle, transaction }) => idle + 3 * transaction),
        unit: 's',
        ratio: of(({ beside, idle, transaction }) => beside / (idle + 3 * transaction)),
        goal: { atMost: 1 },
        note: `idle p95 ${of(({ idle }) => idle).toFixed(3)} s, one transaction ${of(({ transaction }) => transaction).toFixed(3)} s`,
      },
      {
        id: 'B11b',
        what: 'the same in single file behind the large one, p95; against ours',
        ours: of(({ file }) => file),
        floor: of(({ beside }) => beside),
        unit: 's',
        ratio: of(({ file, beside }) => file / beside),
        goal: { atLeast: 20 },
      },
    ];
  },
} satisfies Bench;

/** Seconds; p95 of the fifty. */
interface Giro {
  readonly idle: number;
  readonly beside: number;
  readonly file: number;
  readonly transaction: number;
}

interface Tempi {
  readonly ricevuto: number;
  readonly concluso: number;
}

class Banco {
  private constructor(
    private readonly database: TestDatabase,
    private readonly emittente: EmittenteInProva,
    private readonly processo: Processo,
  ) {}

  static async open(serverUrl: string): Promise<Banco> {
    const database = await createIngestionDatabase(serverUrl);
    await fillRiferimenti(database, 'ingestion', [
      ...vociDiProva(),
      ...Array.from({ length: PICCOLI }, piccolo).flat(),
    ]);
    const emittente = await EmittenteInProva.start();
    const env = { ...ambienteInProva(database, emittente.jwksUrl), AMQP_URL: '' };
    return new Banco(database, emittente, await Processo.start(env));
  }

  async round(n: number, righe: number): Promise<Giro> {
    const idle = await this.#fifty(`vuoto-${n}`);
    const large = await this.#send('recanati', [...pezziDi('recanati', { seed: `B11-${n}`, righe })].join(''));
    await this.#begun(large);
    const beside = await this.#fifty(`accanto-${n}`);
    const { ricevuto, concluso } = (await this.#ended([large]))[0]!;
    const took = idle.map((one) => one.concluso - one.ricevuto);
    return {
      idle: percentile(took, 0.95),
      beside: percentile(beside.map((one) => one.concluso - one.ricevuto), 0.95), // prettier-ignore
      file: percentile(beside.map((one, at) => Math.max(0, concluso - one.ricevuto) + took[at]!), 0.95), // prettier-ignore
      transaction: (concluso - ricevuto) / (righe / RIGHE_PER_TRANSAZIONE),
    };
  }

  async close(): Promise<void> {
    await this.processo.stop();
    await this.emittente.stop();
    await this.database.drop();
  }

  /** One riga of each of the fifty, a little after the other, as it happens. */
  async #fifty(seed: string): Promise<Tempi[]> {
    const ids: Promise<string>[] = [];
    for (let n = 0; n < PICCOLI; n += 1) {
      const richiesta = richiestaDiComune(codiceOf(n), { seed: `${seed}-${n}`, righe: 1 });
      ids.push(this.#send(clientOf(n), [...generateFlusso(richiesta)].map(({ testo }) => testo).join('')));
      await delay(20);
    }
    return this.#ended(await Promise.all(ids));
  }

  async #send(client: string, body: string): Promise<string> {
    const response = await fetch(`${this.processo.url}/rest/invii/v1/invii?tracciato=PS_PSA_SINA`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.emittente.token(client)}`, 'content-type': 'application/xml' },
      body,
    });
    if (response.status !== 202) throw new Error(`deposit answered ${response.status}`);
    return ((await response.json()) as { id: string }).id;
  }

  /** Some process works at it. */
  #begun(id: string): Promise<unknown> {
    const waiting = `SELECT FROM ingestion.lavoro WHERE invio_id = $1 AND fencing = 0`;
    return eventually(async () => (await this.database.admin(waiting, [id])).length === 0, {
      timeout: 60_000,
      interval: 10,
    });
  }

  #ended(ids: readonly string[]): Promise<Tempi[]> {
    return eventually(
      async () => {
        const rows = await this.database.admin<Tempi & { readonly id: string }>(
          `SELECT id, extract(epoch FROM ricevuto_il)::float8 AS ricevuto, extract(epoch FROM concluso_il)::float8 AS concluso
           FROM ingestion.invio WHERE id = ANY ($1) AND concluso_il IS NOT NULL`,
          [ids],
        );
        if (rows.length < ids.length) throw new Error(`${ids.length - rows.length} invii have no outcome`);
        return rows;
      },
      { timeout: 600_000, interval: 100 },
    );
  }
}

/** A comune of two letters, that no list has: nothing here looks at the place. */
function codiceOf(n: number): string {
  return `Y${String(100 + n)}`;
}

function clientOf(n: number): string {
  return `piccolo-${n}`;
}

function piccolo(_: unknown, n: number): Voce[] {
  const id = `e1000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
  const sempre = { dal: '1900-01-01', al: null };
  return [
    {
      genere: 'ente',
      id,
      revisione: 1,
      contenuto: {
        ...sempre,
        denominazione: `Comune ${n}`,
        tipo: 'comune',
        codici: [{ ...sempre, sistema: 'belfiore', codice: codiceOf(n) }],
      },
    },
    {
      genere: 'client',
      id: `client-${n}`,
      revisione: 1,
      contenuto: { ...sempre, clientId: clientOf(n), identita: 'pdnd', ente: id, gestore: null, ruoli: ['titolare'] },
    },
    adesione(id, REGIONE),
  ];
}
