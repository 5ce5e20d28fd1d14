import pg from 'pg';
import { from } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { copyLine, rolesOf } from '#libs/persistence';
import { DatiRiservati, type DatiInChiaro } from '../../../apps/anagrafe-regionale/src/persona/dati-riservati.js';
import { ScrittoriDiProva } from '../../../apps/anagrafe-regionale/src/prova/scrittori-di-prova.js';
import { parseCriterio } from '../../../apps/anagrafe-regionale/src/ricerca/criterio.js';
import { PersoneVisibili } from '../../../apps/anagrafe-regionale/src/ricerca/persone-visibili.js';
import { Visibilita } from '../../../apps/anagrafe-regionale/src/visibilita/visibilita.js';
import { COMUNI, enteDi, popolazione } from '../../prova/anagrafe-grande/lombardia.js';
import { type BenchContext, type BenchRow, alternate, median, percentile, seconds, sizeOf } from '../measure.js';
import type { Banco } from './banco.js';

const SCRITTORI = 16;
const SEGUITE = sizeOf(500);
const LETTURE = sizeOf(1_000);
const RIGHE = sizeOf(200_000);
const MILIONE = 1_000_000;
/** Bytes of a person with everything, and times of a plain COPY, that the study of scale asked for. */
const BYTE_A_PERSONA = 500;
const VOLTE_LA_COPIA = 15;

const TABELLE = `'record', 'gruppo', 'persona', 'scheda', 'scheda_codice', 'persona_codice', 'legame', 'residenza_detta', 'residenza'`;
const DEL_FEED = ['variazione', 'sottoscrizione', 'notifica_in_attesa', 'canale', 'notifica', 'maggiore_eta'];

/** What is noted while sixteen write, two tell and one reads: all of it must be told, in order and once. */
export async function feedRow(context: BenchContext, { anagrafe, database }: Banco): Promise<BenchRow> {
  context.say(`B9i: the feed under ${SCRITTORI} writers`);
  const empty = async (): Promise<void> => {
    await database.admin(`TRUNCATE ${DEL_FEED.map((table) => `anagrafe_regionale.${table}`).join()}`);
    await database.admin(`DELETE FROM anagrafe_regionale.persona WHERE id < '00000000-0000-4000-8001-000000000000'`);
  };
  await empty();
  let missed = 0;
  let noted = 0;
  const took = await seconds(async () => {
    const { annotate, dette, lette } = await new ScrittoriDiProva(anagrafe).run({
      persone: SEGUITE,
      scrittori: SCRITTORI,
    });
    const told = new Set(dette);
    noted = annotate.length;
    missed = annotate.filter((one) => !told.has(one)).length + (dette.length - told.size);
    missed += lette.filter(({ numero }, at) => numero !== at + 1).length;
  });
  await empty();
  return {
    id: 'B9i',
    what: `changes missed, doubled or out of order by a feed under ${SCRITTORI} writers`,
    ours: missed,
    floor: undefined,
    unit: 'changes',
    ratio: missed,
    goal: { atMost: 0 },
    note: `${noted} noted and committed in ${took.toFixed(1)} s, two tellers, one reader by cursor; the ratio is their number`,
  };
}

/** The query of a lookup by code, as the registry asks it, under its policies and past them; the transaction around it is the same. */
export async function rlsRow(context: BenchContext, { anagrafe, database }: Banco): Promise<BenchRow> {
  context.say('B9l: row-level security on and off');
  const visibilita = anagrafe.get(Visibilita);
  const chi = visibilita.richiedenteOf({ ente: enteDi(COMUNI[0]!.istat), subject: 'prova', ruoli: ['titolare'] });
  const scope = Object.entries(visibilita.scopeOf(chi)).map(([key, value]) => [`snodo.${key}`, value]);
  const riservati = anagrafe.get(DatiRiservati);
  const rows = await database.admin<DatiInChiaro & { readonly id: string; readonly riservato: Buffer }>(
    `SELECT id, cognome, nome, riservato FROM anagrafe_regionale.persona WHERE comune_residenza = $1 LIMIT ${LETTURE}`,
    [COMUNI[0]!.istat],
  );
  const statements = rows.map(({ id, riservato, ...chiari }) => {
    const criterio = parseCriterio({ codice_fiscale: riservati.openPersona(id, chiari, riservato).codice });
    if (typeof criterio === 'string') throw new Error(`B9l: ${criterio}`);
    return anagrafe.get(PersoneVisibili).byCriterio(criterio, false, chi);
  });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('SET search_path = anagrafe_regionale');
  const { api } = rolesOf(database.name, 'anagrafe-regionale');
  const times = (role: string) => async (): Promise<number> => {
    const set = [['role', role], ...scope];
    const text = `SELECT ${set.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join()}`;
    const ms: number[] = [];
    for (const { sql, params } of statements) {
      await client.query('BEGIN');
      await client.query(text, set.flat());
      const began = performance.now();
      const { rowCount } = await client.query({
        ...(sql as { name: string; text: string }),
        values: params as unknown[],
      });
      ms.push(performance.now() - began);
      await client.query('COMMIT');
      if (rowCount !== 1) throw new Error(`B9l: ${rowCount} persons for a code`);
    }
    p95.push(percentile(ms, 0.95));
    return median(ms);
  };
  const p95: number[] = [];
  try {
    const medians = await alternate({ rounds: context.rounds, ours: times(api), floor: times('none') });
    const what = 'the query of a lookup under row-level security, against the same without, median';
    return {
      id: 'B9l',
      what,
      ...medians,
      unit: 'ms',
      goal: undefined,
      note: `p95 of both ${median(p95).toFixed(2)} ms`,
    };
  } finally {
    await client.end();
  }
}

/** Time of the load beside that of a plain COPY of as many lists of fourteen columns into a table without indexes. */
export async function caricoRow(context: BenchContext, { database, carico }: Banco): Promise<BenchRow> {
  context.say('B9k: a plain COPY');
  const lines: string[] = [];
  for (const riga of popolazione('copia', RIGHE, 0).registro()) {
    const { id, cf, cognome, nome, sesso, data_nascita: nato, belfiore, comune_istat: comune, famiglia } = riga;
    lines.push(
      copyLine([id, cf, cognome, nome, sesso, nato, belfiore, comune, famiglia, nato, 'in_vita', '380', nato, false]),
    );
  }
  const text = Buffer.from(lines.join(''));
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const rounds: number[] = [];
  try {
    for (let round = 0; round < context.rounds; round += 1) {
      await client.query(`DROP TABLE IF EXISTS public.b9_copia`);
      await client.query(`CREATE TABLE public.b9_copia (id bigint, cf text, cognome text, nome text, sesso text, nato date, belfiore text,
        comune text, famiglia bigint, dal date, vita text, cittadinanza text, dal_anche date, dubbia boolean)`);
      rounds.push(
        await seconds(() => pipeline(Readable.from([text]), client.query(from('COPY public.b9_copia FROM STDIN')))),
      );
    }
    await client.query('DROP TABLE public.b9_copia');
  } finally {
    await client.end();
  }
  const plain = (median(rounds) * MILIONE) / RIGHE;
  const ours = ((carico.copia + carico.indici) * MILIONE) / carico.persone;
  return {
    id: 'B9k',
    what: 'a million persons loaded, against a plain COPY',
    ours,
    floor: plain,
    unit: 's',
    ratio: ours / plain,
    goal: { atMost: VOLTE_LA_COPIA },
    note: `${carico.persone.toLocaleString('en')} persons, sealed and keyed: ${carico.copia.toFixed(0)} s to copy, ${carico.indici.toFixed(0)} s for indexes and statistics, when they were loaded`,
  };
}

/** Everything that is kept of a person, indexes included. */
export async function discoRow({ database, carico }: Banco): Promise<BenchRow> {
  const rows = await database.admin<{ tabella: string; heap: string; indici: string }>(
    `SELECT relname AS tabella, pg_table_size(oid) AS heap, pg_indexes_size(oid) AS indici FROM pg_class
     WHERE relnamespace = 'anagrafe_regionale'::regnamespace AND relname IN (${TABELLE}) ORDER BY pg_total_relation_size(oid) DESC`,
  );
  const each = (bytes: number): number => Math.round(bytes / carico.persone);
  const whole = rows.reduce((sum, { heap, indici }) => sum + Number(heap) + Number(indici), 0);
  const [settings] = await database.admin<{ buffers: string }>(`SELECT current_setting('shared_buffers') AS buffers`);
  const parts = rows
    .filter(({ heap, indici }) => each(Number(heap) + Number(indici)) > 0)
    .map(({ tabella, heap, indici }) => `${tabella} ${each(Number(heap))} + ${each(Number(indici))}`);
  return {
    id: 'B9j',
    what: 'bytes of a person on disk, indexes included',
    ours: whole / carico.persone,
    floor: BYTE_A_PERSONA,
    unit: 'bytes',
    ratio: whole / carico.persone / BYTE_A_PERSONA,
    goal: { atMost: 1 },
    note: `${(whole / 1e9).toFixed(1)} GB; rows + indexes: ${parts.join(', ')}; shared_buffers ${settings!.buffers}`,
  };
}
