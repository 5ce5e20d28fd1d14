import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Database, legalDayOf } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { Caller, KeyRing } from '#libs/security';
import { readSettings } from '#libs/settings';
import { SetClock, type TestDatabase } from '#libs/testing';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, vociDiProva } from '../../../../test/prova/riferimenti.js';
import { csvDi, jsonDi, rigaPiana } from '../../../../test/prova/tabelle.js';
import { LeggiAttesa } from '../attesa/leggi-attesa.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { LeggiRiga } from '../riga/leggi-riga.js';
import { LeggiRighe } from '../riga/leggi-righe.js';
import { RiconciliaRighe } from '../riga/riconcilia-righe.js';
import { rigaId } from '../riga/riga-id.js';
import { Silenzio } from '../riga/silenzio.js';

const GIORNO = 86_400_000;
const LORETO = new Caller({
  clientId: 'loreto',
  subject: 'loreto',
  ente: ENTI.loreto.id,
  ruoli: ['titolare'],
  identity: 'pdnd',
});

describe('a provisional riga', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;
  let righe: LeggiRiga;
  let elenco: LeggiRighe;
  const clock = new SetClock();

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    const chiavi = { ...chiaviDi(database), SNODO_TERMINE_PROVVISORIE: '10' };
    officina = await Officina.open(shared, chiavi);
    const settings = readSettings(INGESTION_SETTINGS, chiavi);
    const riferimenti = new Riferimenti();
    riferimenti.replace(riferimenti.vista.with(vociDiProva()), true);
    const ambito = new AmbitoVisibile(shared, riferimenti, clock);
    const silenzio = new Silenzio(settings, clock);
    const keyRing = KeyRing.fromSetting(settings.chiaviIngestion);
    const attese = new LeggiAttesa(riferimenti);
    righe = new LeggiRiga(shared, ambito, keyRing, silenzio, attese);
    elenco = new LeggiRighe(shared, ambito, keyRing, silenzio, attese);
  });
  afterAll(() => database.drop());
  beforeEach(() => clock.set(new Date()));

  const deliver = async (testo: string): Promise<string> => {
    const { id } = await officina.deposit('loreto', testo);
    await officina.runAll();
    return id;
  };
  /** With a name and a code, and little else. */
  const urgente = (id_mittente: string, fields: Record<string, string> = {}) => ({
    id_mittente,
    provvisoria: 'sì',
    codice_fiscale: 'RSSMRA80A01H501U',
    codice_prestazione: 'A1.05',
    ...fields,
  });
  const completa = (id_mittente: string, fields: Record<string, string> = {}) => rigaPiana({ id_mittente, protocollo_domanda: id_mittente, ...fields });
  const follow = (id: string, numero = 1) => righe.follow(LORETO, rigaId(id, numero));
  const told = async (id: string) =>
    (await database.admin(`SELECT 1 FROM ingestion.outbox WHERE envelope->>'key' = $1 AND type LIKE 'righe.%'`, [id])).length;
  const entro = legalDayOf(new Date(Date.now() + 10 * GIORNO));

  it('is kept with its gaps and its term, and nobody hears of it', async () => {
    const chiave = chiaveCasuale();
    const id = await deliver(csvDi([urgente(chiave)]));
    const riga = await follow(id);
    expect(riga).toMatchObject({ stato: 'provvisoria', id_mittente: chiave, completare_entro: entro, scaduta: false, revisione: 1 });
    expect(riga.passi.map(({ passo }) => passo)).toEqual(['ricevuta', 'provvisoria']);
    expect(await told(id)).toBe(0);
  });

  it('is past its term the day after, and can be listed as such', async () => {
    const id = await deliver(csvDi([urgente(chiaveCasuale()), completa(chiaveCasuale())]));
    const listed = async () => (await elenco.page(LORETO, id, { stato: undefined, silenti: false, scadute: true, cursor: undefined, limit: 9 })).items;
    expect(await listed()).toEqual([]);
    clock.advance(11 * GIORNO);
    expect(await listed()).toMatchObject([{ numero: 1, scaduta: true, completare_entro: entro }]);
    expect(await follow(id)).toMatchObject({ stato: 'provvisoria', scaduta: true });
  });

  it('gives way to the complete one, in whatever form it comes, which is told from then on', async () => {
    const chiave = chiaveCasuale();
    const first = await deliver(csvDi([urgente(chiave)]));
    const again = await deliver(csvDi([urgente(chiave, { cognome: 'ROSSI' })]));
    const last = await deliver(jsonDi([completa(chiave)]));
    expect([(await follow(first)).stato, (await follow(again)).stato, (await follow(last)).stato]).toEqual(['superata', 'superata', 'accettata']);
    expect(await follow(last)).toMatchObject({ revisione: 3, formato: 'json', completare_entro: null });
    expect([await told(first), await told(again), await told(last)]).toEqual([0, 0, 1]);
    const late = await deliver(csvDi([urgente(chiave, { nome: 'MARIA' })]));
    expect((await follow(late)).stato).toBe('respinta');
    expect(await database.admin(`SELECT regola FROM ingestion.rilievo WHERE invio_id = $1 AND errore`, [late])).toEqual([{ regola: 'ST-09' }]);
  });

  it('is cancelled by its key alone, or with its invio, and nobody hears of it then either', async () => {
    const chiave = chiaveCasuale();
    const id = await deliver(csvDi([urgente(chiave), urgente(`${chiave}-2`)]));
    const annulla = await deliver(csvDi([{ id_mittente: chiave, tipo_operazione: 'C' }]));
    expect([(await follow(id)).stato, (await follow(annulla)).stato]).toEqual(['annullata', 'accettata']);
    await database.admin(`INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande) VALUES ($1, $2, 'annullamento', false)`, [id, ENTI.loreto.id]);
    await officina.runAll();
    expect((await follow(id, 2)).stato).toBe('annullata');
    expect([await told(id), await told(annulla)]).toEqual([0, 0]);
  });

  it('I3 is counted as such: the states of an invio add up, also where it completes its own', async () => {
    const chiave = chiaveCasuale();
    const id = await deliver(csvDi([urgente(chiave), urgente(`${chiave}-2`), completa(chiave), completa(`${chiave}-3`), urgente(`${chiave}-3`)]));
    const counted = await database.admin(`SELECT stato, count(*)::int AS n FROM ingestion.riga WHERE invio_id = $1 GROUP BY stato ORDER BY stato`, [id]);
    expect(counted).toEqual([{ stato: 'respinta', n: 1 }, { stato: 'provvisoria', n: 1 }, { stato: 'accettata', n: 2 }, { stato: 'superata', n: 1 }]);
    const [concluso] = await database.admin<{ body: Buffer }>(`SELECT body FROM ingestion.outbox WHERE envelope->>'key' = $1 AND type LIKE 'invio.concluso%'`, [id]);
    expect((JSON.parse(concluso!.body.toString()) as { perStato: object }).perStato).toEqual({ accettata: 2, provvisoria: 1, respinta: 1, superata: 1 });
    expect(await new RiconciliaRighe(shared).reconcile()).toEqual([]);
  });
}); // prettier-ignore
