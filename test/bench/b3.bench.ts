import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { legalDay } from '#libs/codici';
import { Riferimenti } from '#libs/riferimenti';
import { LIMITI_PREDEFINITI, createReader, findTracciato } from '#libs/tracciati';
import { generateDocumento } from '#libs/sintetici';
import { type TestDatabase, eventually } from '#libs/testing';
import { pezziDi, richiestaDi } from '../prova/documenti.js';
import { EmittenteInProva, ambienteInProva, createIngestionDatabase } from '../prova/ingestion.js';
import { fillRiferimenti } from '../prova/riferimenti.js';
import { Processo } from '../prova/processo.js';
import { vociDiProva } from '../prova/riferimenti.js';
import { type Bench, type BenchContext, type BenchRow, alternate, seconds } from './measure.js';

const RIGHE = 100_000;
const XSD = resolve(process.env.SNODO_SHARED ?? '../shared', 'oracles/inps/PS_PSA_SINA201812.xsd');
const MEGABYTE = 1024 * 1024;

/** A whole delivery against the two steps a shell script would need: check the file, copy its rows into a table. */
export default {
  id: 'B3',
  title: 'bulk: upload to last rilievo readable and every riga in the ledger',
  async run(context: BenchContext): Promise<BenchRow[]> {
    if (!existsSync(XSD) || spawnSync('xmllint', ['--version']).error !== undefined) {
      context.say(`B3 non misurato: servono xmllint e ${XSD}`);
      return [];
    }
    const file = join(context.folder, 'b3.xml');
    await pipeline(Readable.from(pezziDi('recanati', { seed: 'B3', righe: RIGHE })), createWriteStream(file));
    const rows = join(context.folder, 'b3.tsv');
    await pipeline(Readable.from(rowsOf(file)), createWriteStream(rows));
    context.say(`B3: ${RIGHE} righe, ${(statSync(file).size / 1e6).toFixed(0)} MB`);

    const measured: BenchRow[] = [];
    for (const { id, forma, goal } of FORME_MISURATE) {
      const sent = forma === 'xml' ? file : await writeDocument(context.folder, forma, RIGHE);
      const bed = await Banco.open(context.databaseUrl);
      try {
        const medians = await alternate({
          rounds: context.rounds,
          ours: async () => RIGHE / (await bed.deliver(sent)),
          floor: async () => RIGHE / (await floorSeconds(context.databaseUrl, file, rows)),
        });
        measured.push({ id, what: `100k-riga ${forma.toUpperCase()}, whole path`, ...medians, unit: 'righe/s', goal });
      } finally {
        await bed.close();
      }
    }
    return [...measured, await memoryRow(context)];
  },
} satisfies Bench;

/** The same righe; the floor is always that of XML, the only form that xmllint reads. */
const FORME_MISURATE = [
  { id: 'B3', forma: 'xml', goal: { atLeast: 0.3 } },
  { id: 'B3c', forma: 'csv', goal: undefined },
  { id: 'B3x', forma: 'xlsx', goal: undefined },
] as const;

async function writeDocument(folder: string, forma: 'csv' | 'xlsx', righe: number): Promise<string> {
  const file = join(folder, `b3.${forma}`);
  await pipeline(generateDocumento(richiestaDi('recanati', { seed: 'B3', righe }), forma), createWriteStream(file));
  return file;
}

/** An ingestion in a process of its own, with nobody downstream. */
class Banco {
  private constructor(
    private readonly database: TestDatabase,
    private readonly emittente: EmittenteInProva,
    readonly processo: Processo,
  ) {}

  static async open(serverUrl: string): Promise<Banco> {
    const database = await createIngestionDatabase(serverUrl);
    await fillRiferimenti(database);
    const emittente = await EmittenteInProva.start();
    const env = ambienteInProva(database, emittente.jwksUrl);
    return new Banco(database, emittente, await Processo.start({ ...env, AMQP_URL: '' }));
  }

  /** @returns seconds from the first byte sent to the invio concluded, all righe stored and rilievi readable */
  async deliver(file: string): Promise<number> {
    await this.database.admin(
      `TRUNCATE ingestion.invio, ingestion.custodia, ingestion.riga, ingestion.rilievo, ingestion.record,
         ingestion.lavoro, ingestion.lotto, ingestion.ricevuta, ingestion.outbox`,
    );
    await this.database.admin('CHECKPOINT');
    const token = await this.emittente.token('recanati');
    return seconds(async () => {
      const { id } = await post(`${this.processo.url}/rest/invii/v1/invii?tracciato=PS_PSA_SINA`, token, file);
      await eventually(
        async () => {
          const answer = await fetch(`${this.processo.url}/rest/esiti/v1/invii/${id}`, {
            headers: { authorization: `Bearer ${token}` },
          });
          return ((await answer.json()) as { concluso_il: string | null }).concluso_il !== null;
        },
        { timeout: 600_000, interval: 50 },
      );
    });
  }

  async close(): Promise<void> {
    await this.processo.stop();
    await this.emittente.stop();
    await this.database.drop();
  }
}

/** Peak memory of a process over a million righe, against that of another over ten thousand: each has done nothing before. */
async function memoryRow(context: BenchContext): Promise<BenchRow> {
  const peakOver = async (righe: number): Promise<number> => {
    const file = join(context.folder, `b3-${righe}.xml`);
    await pipeline(Readable.from(pezziDi('recanati', { seed: 'B3', righe })), createWriteStream(file));
    context.say(`B3m: memory over ${righe} righe`);
    const bed = await Banco.open(context.databaseUrl);
    try {
      await bed.deliver(file);
      return bed.processo.peakMemory / MEGABYTE;
    } finally {
      await bed.close();
    }
  };
  const floor = await peakOver(10_000);
  const ours = await peakOver(1_000_000);
  return {
    id: 'B3m',
    what: 'peak memory over 1,000,000 righe, against 10,000',
    ours,
    floor,
    unit: 'MiB',
    ratio: ours / floor,
    goal: { atMost: (floor + 100) / floor },
    note: `${(ours - floor).toFixed(0)} MiB more; the goal is 100; each in a process of its own`,
  };
}

function post(url: string, token: string, file: string): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      'content-length': statSync(file).size,
    };
    const call = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => (text += bytes.toString()));
      response.on('end', () =>
        response.statusCode === 202
          ? resolve(JSON.parse(text) as { id: string })
          : reject(new Error(`deposit answered ${response.statusCode}`)),
      );
    });
    call.on('error', reject);
    createReadStream(file).pipe(call);
  });
}

/** The schema check of libxml2, then a copy of the same rows with their content into a table with a primary key. */
async function floorSeconds(databaseUrl: string, file: string, rows: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('DROP TABLE IF EXISTS b3_floor');
    await client.query(
      'CREATE TABLE b3_floor (id bigint PRIMARY KEY, linea int, colonna int, stato text, record text, contenuto text)',
    );
    await client.query('CHECKPOINT');
    return await seconds(async () => {
      run('xmllint', ['--noout', '--stream', '--schema', XSD, file]);
      run('psql', [databaseUrl, '-qc', `\\copy b3_floor from '${rows}'`]);
    });
  } finally {
    await client.query('DROP TABLE IF EXISTS b3_floor');
    await client.end();
  }
}

function run(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(program, args);
  if (status !== 0) throw new Error(`${program} ends with ${status}: ${stderr.toString().slice(0, 200)}`);
}

/** The rows of the document as text for COPY. */
async function* rowsOf(file: string): AsyncGenerator<string> {
  const riferimenti = new Riferimenti();
  riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
  const { territorio } = riferimenti.vista;
  const nomenclatura = riferimenti.nomenclatura('SIUSS', '2026-06-30')!;
  const lettore = createReader(
    findTracciato('PS_PSA_SINA')!,
    { territorio, nomenclatura, oggi: legalDay('2026-06-30') },
    LIMITI_PREDEFINITI,
  );
  const lineOf = ({ numero, linea, colonna, chiave, contenuto }: ReturnType<typeof lettore.write>[number]): string => {
    const text = JSON.stringify(contenuto).replaceAll('\\', '\\\\');
    return `${numero}\t${linea}\t${colonna}\taccettata\t${chiave.codiceFiscale}${chiave.protocolloDomanda}\t${text}\n`;
  };
  for await (const bytes of createReadStream(file))
    yield lettore
      .write(bytes as Buffer)
      .map(lineOf)
      .join('');
  yield lettore.end().righe.map(lineOf).join('');
}
