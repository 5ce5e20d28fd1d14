import { createHash, randomInt } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Random } from '#libs/sintetici';
import { type TestDatabase, eventually } from '#libs/testing';
import { documentoDi } from './prova/documenti.js';
import { EmittenteInProva, ambienteInProva, createIngestionDatabase } from './prova/ingestion.js';
import { Mortale, killAll } from './prova/morti.js';
import { Processo } from './prova/processo.js';
import { ENTI, fillRiferimenti } from './prova/riferimenti.js';

const MORTI_DI_CIASCUNO = 4;
const SEME = process.env['SNODO_SEME'] ?? String(randomInt(1_000_000_000));

describe('a kill -9 of any process that looks into watched folders, at any moment', () => {
  let root: string;
  let folder: string;
  let database: TestDatabase;
  let emittente: EmittenteInProva;
  let repliche: Mortale[];

  beforeAll(async () => {
    process.stderr.write(`seed: SNODO_SEME=${SEME}\n`);
    root = mkdtempSync(join(tmpdir(), 'snodo-cartelle-'));
    folder = join(root, ENTI.recanati.belfiore, 'PS_PSA_SINA');
    mkdirSync(join(folder, 'da-consegnare'), { recursive: true });
    database = await createIngestionDatabase();
    await fillRiferimenti(database);
    emittente = await EmittenteInProva.start();
    const env = {
      ...ambienteInProva(database, emittente.jwksUrl),
      AMQP_URL: '',
      SNODO_BUS_PREFIX: database.name,
      SNODO_CARTELLE: root,
      SNODO_CARTELLE_QUIETE: '100ms',
      SNODO_CARTELLE_INTERVALLO: '50ms',
      SNODO_LEASE_VALIDAZIONE: '2s',
    };
    repliche = [1, 2].map((n) => new Mortale(`ingestion ${n}`, () => Processo.start(env)));
    await Promise.all(repliche.map((one) => one.revive()));
  }, 120_000);

  afterAll(async () => {
    for (const one of repliche) await one.kill();
    await emittente.stop();
    await database.drop();
    rmSync(root, { recursive: true });
  }, 60_000);

  /** Drops files, small and large, as an SFTP server does. @returns their digests by name */
  async function fill(isOver: () => boolean): Promise<Map<string, string>> {
    const dropped = new Map<string, string>();
    for (let n = 0; !isOver(); n += 1) {
      const testo = documentoDi('recanati', { seed: `${SEME} ${n}`, righe: n % 10 === 9 ? 3000 : 1 + (n % 20) });
      const name = `file-${n}.xml`;
      writeFileSync(join(folder, 'da-consegnare', `${name}.part`), testo);
      renameSync(join(folder, 'da-consegnare', `${name}.part`), join(folder, 'da-consegnare', name));
      dropped.set(name, createHash('sha256').update(testo).digest('hex'));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return dropped;
  }

  it('I1 I2 loses no file, gives each one invio, and leaves its answers whole', async () => {
    let over = false;
    const killing = killAll(repliche, MORTI_DI_CIASCUNO, new Random(SEME), (one) => one.revive()).finally(
      () => (over = true),
    );
    const dropped = await fill(() => over);
    const dead = await killing;
    process.stderr.write(`killed: ${dead.join(', ')}; files: ${dropped.size}\n`);

    await eventually(
      () => [...dropped.keys()].every((name) => existsSync(join(folder, 'esiti', `${name}.esito.json`))),
      { timeout: 240_000, interval: 500 },
    );
    for (const [name, impronta] of dropped) {
      const ricevuta = JSON.parse(readFileSync(join(folder, 'ricevute', `${name}.ricevuta.json`), 'utf8'));
      const esito = JSON.parse(readFileSync(join(folder, 'esiti', `${name}.esito.json`), 'utf8'));
      expect([ricevuta.impronta_sha256, esito.id, esito.stato]).toEqual([impronta, ricevuta.invio_id, 'concluso']);
      const kept = readFileSync(join(folder, 'consegnati', name));
      expect(createHash('sha256').update(kept).digest('hex')).toBe(impronta);
    }
    const [counted] = await database.admin(
      `SELECT count(*)::int AS invii, count(DISTINCT impronta)::int AS documenti FROM ingestion.invio`,
    );
    expect(counted).toEqual({ invii: dropped.size, documenti: dropped.size });
    expect(readdirSync(join(folder, 'respinti'))).toEqual([]);
    await eventually(() => readdirSync(join(folder, '.in-corso')).length === 0, { timeout: 20_000 });
  }, 400_000);
});
