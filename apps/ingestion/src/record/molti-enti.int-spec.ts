import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, SystemClock } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Caller, KeyRing } from '#libs/security';
import { readSettings } from '#libs/settings';
import type { TestDatabase } from '#libs/testing';
import { writeXlsx } from '#libs/tracciati';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, type NomeEnte, vociDiProva } from '../../../../test/prova/riferimenti.js';
import { celleDi, csvDi, rigaPiana } from '../../../../test/prova/tabelle.js';
import { LeggiAttesa } from '../attesa/leggi-attesa.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { LeggiInvii } from '../invio/leggi-invii.js';
import { LeggiRiga } from '../riga/leggi-riga.js';
import { rigaId } from '../riga/riga-id.js';
import { Silenzio } from '../riga/silenzio.js';

const callerOf = (nome: NomeEnte): Caller =>
  new Caller({ clientId: nome, subject: nome, ente: ENTI[nome].id, ruoli: ['titolare'], identity: 'pdnd' });

/** The ATS deposits, under the delega of Loreto; of Recanati it has none. */
describe('a table with righe of many enti', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;
  let invii: LeggiInvii;
  let righe: LeggiRiga;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    const chiavi = chiaviDi(database);
    officina = await Officina.open(shared, chiavi);
    const settings = readSettings(INGESTION_SETTINGS, chiavi);
    const riferimenti = new Riferimenti();
    riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
    const clock = new SystemClock();
    const ambito = new AmbitoVisibile(shared, riferimenti, clock);
    const silenzio = new Silenzio(settings, clock);
    invii = new LeggiInvii(shared, ambito, silenzio);
    const keyRing = KeyRing.fromSetting(settings.chiaviIngestion);
    righe = new LeggiRiga(shared, ambito, keyRing, silenzio, new LeggiAttesa(riferimenti));
  });
  afterAll(() => database.drop());

  const ledgerOf = (id: string) =>
    database.admin<{ n: number; ente: string; stato: string }>(
      `SELECT ('x' || right(id::text, 8))::bit(32)::int AS n, ente_erogatore AS ente, stato FROM ingestion.riga WHERE invio_id = $1 ORDER BY id`,
      [id],
    );
  const messagesOf = (id: string) =>
    database.admin<{ ente: string }>(
      `SELECT ente FROM ingestion.outbox WHERE envelope->>'key' = $1 AND type LIKE 'righe.%' ORDER BY ente`,
      [id],
    );
  const depositMixed = async (): Promise<string> => {
    const protocollo = chiaveCasuale();
    const some = [
      rigaPiana({ protocollo_domanda: protocollo, id_mittente: `${protocollo}-1` }),
      rigaPiana({ protocollo_domanda: `${protocollo}-2`, codice_fiscale: 'X' }, 'loreto'),
      rigaPiana({ protocollo_domanda: `${protocollo}-3` }, 'loreto'),
      rigaPiana({ protocollo_domanda: `${protocollo}-4` }, 'recanati'),
      rigaPiana({ protocollo_domanda: `${protocollo}-5`, ente_erogatore: 'NESSUNO' }),
      rigaPiana({ protocollo_domanda: `${protocollo}-6`, cf_operatore: 'VRDNNA80A41H501K' }, 'loreto'),
    ];
    const { id } = await officina.deposit('ats', csvDi(some));
    await officina.runAll();
    return id;
  };

  it('is accepted riga by riga: each is of its own ente, and of nobody whose act the sender does not have', async () => {
    const id = await depositMixed();
    expect(await ledgerOf(id)).toEqual([
      { n: 1, ente: ENTI.ats.id, stato: 'accettata' },
      { n: 2, ente: ENTI.loreto.id, stato: 'respinta' },
      { n: 3, ente: ENTI.loreto.id, stato: 'accettata' },
      { n: 4, ente: ENTI.ats.id, stato: 'respinta' },
      { n: 5, ente: ENTI.ats.id, stato: 'respinta' },
      { n: 6, ente: ENTI.loreto.id, stato: 'accettata' },
    ]);
    const refused = await database.admin(
      `SELECT regola, campo, linea, ente_erogatore AS ente FROM ingestion.rilievo WHERE invio_id = $1 AND regola = 'ST-01' ORDER BY riga_id`,
      [id],
    );
    expect(refused).toEqual([
      { regola: 'ST-01', campo: 'ente_erogatore', linea: 5, ente: ENTI.ats.id },
      { regola: 'ST-01', campo: 'ente_erogatore', linea: 6, ente: ENTI.ats.id },
    ]);
    // One for each ente and operator.
    expect(await messagesOf(id)).toEqual([{ ente: ENTI.loreto.id }, { ente: ENTI.loreto.id }, { ente: ENTI.ats.id }]);
  });

  it('I5 shows each ente the invio and of it what is its own, and nothing to others', async () => {
    const id = await depositMixed();
    expect(await invii.one(callerOf('ats'), id)).toMatchObject({ formato: 'csv', righe: 6, righe_per_stato: { accettata: 3, respinta: 3 } });
    expect(await invii.one(callerOf('loreto'), id)).toMatchObject({ righe: 3, righe_per_stato: { accettata: 2, respinta: 1 } });
    const [listed] = (await invii.page(callerOf('loreto'), undefined, 1)).items;
    expect(listed).toMatchObject({ id, righe: null });
    for (const nome of ['recanati', 'altro'] as const) {
      await expect(invii.one(callerOf(nome), id)).rejects.toMatchObject({ code: 'invio_sconosciuto' });
      expect((await invii.page(callerOf(nome), undefined, 10)).items).toEqual([]);
    }
    const sees = (nome: NomeEnte, numero: number) => righe.follow(callerOf(nome), rigaId(id, numero)).then(() => true, () => false);
    expect(await Promise.all([1, 2, 3, 4].map((n) => sees('loreto', n)))).toEqual([false, true, true, false]);
    expect(await Promise.all([1, 2, 3, 4].map((n) => sees('ats', n)))).toEqual([true, true, true, true]);
    expect(await Promise.all([1, 2, 3, 4].map((n) => sees('recanati', n)))).toEqual([false, false, false, false]);
    const rilievi = (enti: string) => shared.statement('api', { enti }, `SELECT regola FROM rilievo WHERE invio_id = $1 AND errore`, [id]);
    expect([...new Set((await rilievi(ENTI.loreto.id)).map(({ regola }: { regola?: string }) => regola))]).not.toContain('ST-01');
    expect(await rilievi(ENTI.recanati.id)).toEqual([]);
  });

  it('I5 does not show an ente that has righe in it those of another, whose delega it holds but for which it deposited nothing', async () => {
    const id = await depositMixed();
    const seen = async (table: string, scope: { enti: string; deleganti: string }) => {
      const rows = await shared.statement<{ ente: string }>('api', scope, `SELECT DISTINCT ente_erogatore AS ente FROM ${table} WHERE invio_id = $1`, [id]);
      return rows.map(({ ente }) => ente).toSorted();
    };
    for (const table of ['riga', 'rilievo']) {
      expect([table, await seen(table, { enti: ENTI.loreto.id, deleganti: ENTI.ats.id })]).toEqual([table, [ENTI.loreto.id]]);
      expect([table, await seen(table, { enti: ENTI.ats.id, deleganti: ENTI.loreto.id })]).toEqual([table, [ENTI.loreto.id, ENTI.ats.id]]);
    }
  });

  it('of several sheets says of each riga where it is', async () => {
    const foglio = (nome: string, protocollo: string) => {
      const [testa, ...corpo] = celleDi([rigaPiana({ protocollo_domanda: protocollo, id_mittente: protocollo }, 'loreto')]);
      return { nome, colonne: testa!.map((titolo) => ({ titolo })), righe: corpo };
    };
    const protocollo = chiaveCasuale();
    const { id } = await officina.deposit('ats', writeXlsx([foglio('Gennaio', protocollo), foglio('Febbraio', `${protocollo}-b`)]));
    await officina.runAll();
    expect(await righe.follow(callerOf('ats'), rigaId(id, 2))).toMatchObject({
      stato: 'accettata',
      tracciato: 'PS_PSA_SINA@201812',
      formato: 'xlsx',
      foglio: 'Febbraio',
      cella: 'A2',
      id_mittente: `${protocollo}-b`,
      completare_entro: null,
    });
  });

  it('is taken back whole, each riga for its ente', async () => {
    const id = await depositMixed();
    await database.admin(`INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande) VALUES ($1, $2, 'annullamento', false)`, [id, ENTI.ats.id]);
    await officina.runAll();
    expect((await ledgerOf(id)).map(({ stato }) => stato)).toEqual(['annullata', 'respinta', 'annullata', 'respinta', 'respinta', 'annullata']);
    expect(await messagesOf(id)).toHaveLength(6);
  });
}); // prettier-ignore
