import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import pg from 'pg';
import { TokenVerifier } from '#libs/security';
import { documentoCon } from '../prova/documenti.js';
import { EmittenteInProva, ambienteInProva, createIngestionDatabase } from '../prova/ingestion.js';
import { fillRiferimenti } from '../prova/riferimenti.js';
import { Processo } from '../prova/processo.js';
import { type Bench, type BenchContext, type BenchRow, alternate } from './measure.js';

const CONNECTIONS = 50;
const SECONDS = 4;

/** A durable accept of one riga, against the least a server can do and still be sure of what it has accepted. */
export default {
  id: 'B1',
  title: 'durable accept of one riga: POST to 202 with a signed ricevuta',
  async run(context: BenchContext): Promise<BenchRow[]> {
    const database = await createIngestionDatabase(context.databaseUrl);
    await fillRiferimenti(database);
    const emittente = await EmittenteInProva.start();
    const env = ambienteInProva(database, emittente.jwksUrl);
    // Judging is the work of another process: here only what the sender waits for.
    const onlyReceives = { SNODO_VALIDAZIONI_GRANDI: '0', SNODO_VALIDAZIONI_PICCOLE: '0' };
    const processo = await Processo.start({ ...env, ...onlyReceives, AMQP_URL: '' });
    const pool = new pg.Pool({ connectionString: database.adminUrl, max: 10 });
    await pool.query(
      'CREATE TABLE b1_floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stato text, corpo bytea)',
    );
    const verifier = new TokenVerifier([
      { kind: 'pdnd', issuer: 'prova', jwksUrl: emittente.jwksUrl, audience: [env['SNODO_AUDIENCE']!] },
    ]);
    const bare = await startFloor(pool, undefined);
    const checked = await startFloor(pool, verifier);
    const token = await emittente.token('recanati');
    const ours = () => accepts(`${processo.url}/rest/invii/v1/invii?tracciato=PS_PSA_SINA`, token, 202);
    try {
      const row = async (id: string, what: string, floor: Server, goal: number): Promise<BenchRow> => {
        context.say(`${id}: ${what}`);
        const url = `http://127.0.0.1:${(floor.address() as AddressInfo).port}/`;
        const medians = await alternate({ rounds: context.rounds, ours, floor: () => accepts(url, token, 202) });
        return {
          id,
          what,
          ...medians,
          unit: 'accept/s',
          goal: { atLeast: goal },
          note: 'the measured process only receives',
        };
      };
      return [
        await row('B1a', 'against node http and one committed insert', bare, 0.25),
        await row('B1b', 'against the same with the same token check', checked, 0.5),
      ];
    } finally {
      for (const floor of [bare, checked]) floor.close();
      await pool.end();
      await processo.stop();
      await emittente.stop();
      await database.drop();
    }
  },
} satisfies Bench;

let documents = 0;

/** Each request is another document: a repeated one would be answered without a commit. @returns accepted per second */
async function accepts(url: string, token: string, expected: number): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/xml' };
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    method: 'POST',
    headers,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          headers,
          body: documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: `B1-${(documents += 1)}` }]),
        }),
      },
    ],
  });
  const accepted = (result as unknown as { statusCodeStats: Record<string, { count: number } | undefined> })
    .statusCodeStats[expected]?.count;
  if (accepted === undefined || result.non2xx > 0 || result.errors > 0) {
    throw new Error(`B1: ${result.non2xx} refused, ${result.errors} errors`);
  }
  return accepted / result.duration;
}

/** The floor: collects the body, commits one row, answers. */
function startFloor(pool: pg.Pool, verifier: TokenVerifier | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const insert = { name: 'b1', text: `INSERT INTO b1_floor (stato, corpo) VALUES ('accettato', $1) RETURNING id` };
      const check = verifier?.verify(request.headers.authorization!.slice('Bearer '.length)) ?? Promise.resolve();
      check
        .then(() => pool.query({ ...insert, values: [Buffer.concat(pieces)] }))
        .then(({ rows }) => response.writeHead(202).end(JSON.stringify(rows[0])))
        .catch(() => response.writeHead(500).end());
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
