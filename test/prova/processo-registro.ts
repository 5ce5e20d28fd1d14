import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool, type PoolClient } from 'pg';
import { uuidv7 } from '#libs/persistence';
import { BlindIndex, TokenVerifier } from '#libs/security';
import { Riferimento } from '../../apps/anagrafe-regionale/src/persona/riferimento.js';

/**
 * The floor of a lookup in the registry, in a process of its own as the registry is: node `http`, `pg`, one prepared query by the blind index
 * of the code. On `/registrata` also the token is verified, and who looked is committed with the answer, in one statement. On `/controllata`
 * all of that in the role and under the policies of the registry itself.
 */
const { DATABASE_URL, SNODO_PDND_JWKS_URL, SNODO_AUDIENCE, SNODO_CHIAVE_INDICE_ANAGRAFE, B9_AMBITO } = process.env;
/** Role and scope of the one who asks, by setting. */
const AMBITO = Object.entries(JSON.parse(B9_AMBITO!) as Record<string, string>);
const CONNESSIONI = 8;
const PERSONA = `SELECT p.id, p.cognome, p.nome, p.anno_nascita, p.data_nascita, p.comune_residenza, encode(p.riservato, 'base64') AS riservato
  FROM anagrafe_regionale.persona_codice c JOIN anagrafe_regionale.persona p ON p.id = c.persona_id WHERE c.indice = $1`;
const NUDA = { name: 'nuda', text: PERSONA };
const REGISTRATA = {
  name: 'registrata',
  text: `WITH trovata AS (${PERSONA}), accesso AS (
      INSERT INTO public.b9_accesso (id, avvenuto_il, ente, client_id, soggetto, verbo, finalita, esito, persona, comune)
      SELECT $2, now(), $3, $4, $4, 'ricerca', $5, 'mostrata', $6, comune_residenza FROM trovata)
    SELECT * FROM trovata`,
};

const pool = new Pool({ connectionString: DATABASE_URL, max: CONNESSIONI });
await pool.query(`CREATE TABLE IF NOT EXISTS public.b9_accesso (id uuid PRIMARY KEY, avvenuto_il timestamptz, ente uuid, client_id text,
  soggetto text, verbo text, finalita text, esito text, persona bytea, comune text)`);
await pool.query(`GRANT USAGE ON SCHEMA public TO PUBLIC; GRANT INSERT ON public.b9_accesso TO PUBLIC`);
await pool.query('CREATE INDEX IF NOT EXISTS b9_accesso_residenti ON public.b9_accesso (comune, id)');
const riferimento = new Riferimento(BlindIndex.fromSetting(SNODO_CHIAVE_INDICE_ANAGRAFE!));
const verifier = new TokenVerifier([
  { kind: 'pdnd', issuer: 'prova', jwksUrl: SNODO_PDND_JWKS_URL!, audience: [SNODO_AUDIENCE!] },
]);
const ENTE = '00000000-0000-5000-8000-000000000001';

interface Domanda {
  readonly codice_fiscale: string;
  readonly finalita: string;
}

async function nuda({ codice_fiscale: codice }: Domanda): Promise<unknown[]> {
  const { indice } = riferimento.indiciOf({ sistema: 'codice_fiscale', codice });
  return (await pool.query({ ...NUDA, values: [Buffer.from(indice, 'hex')] })).rows;
}

const COME_CHI = {
  name: 'come_chi',
  text: `SELECT ${AMBITO.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join()}`,
  values: AMBITO.flat(),
};

async function registrata(
  { codice_fiscale: codice, finalita }: Domanda,
  token: string,
  on: Pick<PoolClient, 'query'> = pool,
): Promise<unknown[]> {
  const { clientId } = await verifier.verify(token);
  const { indice } = riferimento.indiciOf({ sistema: 'codice_fiscale', codice });
  const persona = riferimento.ofRicerca({ sistema: 'codice_fiscale', codice });
  const values = [Buffer.from(indice, 'hex'), uuidv7(), ENTE, clientId, finalita, Buffer.from(persona, 'hex')];
  return (await on.query({ ...REGISTRATA, values })).rows;
}

async function controllata(domanda: Domanda, token: string): Promise<unknown[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(COME_CHI);
    const rows = await registrata(domanda, token, client);
    await client.query('COMMIT');
    return rows;
  } finally {
    client.release();
  }
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const domanda = JSON.parse(Buffer.concat(pieces).toString()) as Domanda;
    const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const ways: Readonly<Record<string, () => Promise<unknown[]>>> = {
      '/nuda': () => nuda(domanda),
      '/registrata': () => registrata(domanda, token),
      '/controllata': () => controllata(domanda, token),
    };
    ways[request.url!]!()
      .then((items) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ items })))
      .catch(() => response.writeHead(500).end());
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`PRONTO http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
