import { createHash, randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { copyLine, ensurePartitions, uuidv7 } from '#libs/persistence';
import { KeyRing } from '#libs/security';
import type { TestDatabase } from '#libs/testing';
import { sealCorpo } from '../../../apps/inps-gateway/src/flusso/flusso.js';

const DAY_MS = 86_400_000;
/** Enti whose flussi lie between each other, as they do where a whole region publishes. */
const ENTI = 50;
/** Over how long the log was written: more than a year of monthly partitions. */
const DAYS = 400;
const COLUMNS = `ente, ts, id_flusso, tipo, codice_ente, denominazione_ente, riga_id, record_id, revisione, di, operazione, impronta,
  corpo, pubblicato_il`;

export interface RichiestaRegistro {
  /** Of all enti together. */
  readonly flussi: number;
  /** Of one document, before encryption. */
  readonly bytes: number;
  /** The ente that will be asked for; the others are nobody. */
  readonly ente: { readonly id: string; readonly belfiore: string };
  readonly keyRing: KeyRing;
}

/** Instants between which a page of the ente asked for is always full. */
export interface Tratto {
  readonly first: number;
  readonly last: number;
}

/** Fills the gateway's log as an administrator, each body sealed in its own place, and leaves the tables vacuumed. */
export async function fillRegistro(database: TestDatabase, richiesta: RichiestaRegistro): Promise<Tratto> {
  const { flussi, ente } = richiesta;
  const end = Date.now() - DAY_MS;
  const start = end - DAYS * DAY_MS;
  const own = await database.open('inps-gateway');
  for (let at = start; at < end + 31 * DAY_MS; at += 28 * DAY_MS) {
    await ensurePartitions(own, 'flusso', new Date(at), 'bigint');
  }
  const step = Math.floor((end - start) / flussi);
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const copy = client.query(from(`COPY inps_gateway.flusso (${COLUMNS}) FROM STDIN`));
    await pipeline(Readable.from(lines(richiesta, start, step), { objectMode: false }), copy);
    await client.query('INSERT INTO inps_gateway.registro (ente, codice, ultimo_ts) VALUES ($1, $2, $3)', [
      ente.id,
      ente.belfiore,
      end,
    ]);
    await client.query('VACUUM (ANALYZE) inps_gateway.flusso');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
  return { first: start, last: start + step * (flussi - 101 * ENTI) };
}

function* lines({ flussi, bytes, ente, keyRing }: RichiestaRegistro, start: number, step: number): Generator<string> {
  const enti = [ente.id, ...Array.from({ length: ENTI - 1 }, () => uuidv7())];
  const document = Buffer.from(`<Flusso>${randomBytes(bytes).toString('base64')}`.slice(0, bytes));
  const impronta = createHash('sha256').update(document).digest();
  for (let number = 0; number < flussi; number += 1) {
    const whose = enti[number % ENTI]!;
    const ts = start + number * step;
    const il = new Date(ts);
    const id = `${ente.belfiore}.PS.${il.toISOString().slice(0, 10).replaceAll('-', '')}.${String(number).padStart(7, '0')}`;
    const corpo = sealCorpo(keyRing, whose, { ts, byte: document });
    const who = [whose, ts, id, 'PS_PSA_SINA', ente.belfiore, 'Comune di Recanati'];
    yield copyLine([...who, uuidv7(), impronta, 1, 1, 'I', impronta, corpo, il]);
  }
}
