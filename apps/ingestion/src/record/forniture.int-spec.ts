import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RigheAnagrafeAccettateV1, invioAnnullatoV1, parseBody, righeAnagrafeAccettateV1 } from '#libs/contracts';
import { legalDayOf } from '#libs/persistence';
import { readSettings } from '#libs/settings';
import type { TestDatabase } from '#libs/testing';
import { INGESTION_SETTINGS } from '#apps/ingestion';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { messaggiRighe } from '../../../../test/prova/messaggi.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI } from '../../../../test/prova/riferimenti.js';
import { type RigaPiana, csvDi } from '../../../../test/prova/tabelle.js';

const OGGI = legalDayOf(new Date());
/** A resident of Recanati. */
const persona = (id_anagrafico: string, altro: RigaPiana = {}): RigaPiana => ({
  id_anagrafico,
  cognome: 'VERDI',
  nome: 'ANNA',
  sesso: 'F',
  data_nascita: '01/01/1980',
  residenza_genere: 'residenza',
  residenza_comune: '043044',
  residenza_dal: '2001-06-01',
  ...altro,
});
const completa = (righe: readonly RigaPiana[], quante = righe.length) =>
  csvDi(
    righe.map((riga) => ({
      ...riga,
      fornitura: 'completa',
      data_fornitura: '2026-03-31',
      righe_fornitura: String(quante),
    })),
  );

describe('a fornitura of ANAGRAFE', () => {
  let database: TestDatabase;
  let officina: Officina;
  let chiaviMessaggi: string;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    const chiavi = { ...chiaviDi(database), SNODO_TRACCIATI_ATTIVI: 'ANAGRAFE' };
    chiaviMessaggi = readSettings(INGESTION_SETTINGS, chiavi).chiaviMessaggi;
    officina = await Officina.open(await database.open('ingestion'), chiavi);
  });
  afterAll(() => database.drop());

  const deliver = async (testo: string, ente: 'recanati' | 'ats' = 'recanati') => {
    const { id } = await officina.deposit(ente, testo, undefined, 'ANAGRAFE');
    await officina.runAll();
    const said = await messaggiRighe<RigheAnagrafeAccettateV1>(database, chiaviMessaggi, id, righeAnagrafeAccettateV1.name);
    return { id, detti: said.map((one) => parseBody(righeAnagrafeAccettateV1, one)) };
  };
  const revisioni = ([detto]: readonly RigheAnagrafeAccettateV1[]) => detto?.righe.map(({ revisione }) => revisione);
  const rilieviOf = async (id: string) =>
    (await database.admin<{ regola: string }>(`SELECT regola FROM ingestion.rilievo WHERE invio_id = $1 ORDER BY riga_id, indice`, [id])).map(({ regola }) => regola);

  it('is said to the registry with what it is, before anything of it takes effect, and nothing of it to others', async () => {
    const [una, altra] = [chiaveCasuale(), chiaveCasuale()];
    const { id, detti } = await deliver(completa([persona(una), persona(altra, { data_decesso: '2026-01-02' })]));
    expect(detti).toHaveLength(1);
    expect(detti[0]).toMatchObject({ tracciato: 'ANAGRAFE@1.0', enteMittente: ENTI.recanati.id, fornitura: { tipo: 'completa', al: '2026-03-31', righe: 2, decessi: 1, uscite: 0 } });
    const [prima] = detti[0]!.righe;
    expect(prima).toMatchObject({ revisione: 1, annullamento: false, enteErogatore: ENTI.recanati.id, nomenclatura: '' });
    expect(prima!.contenuto).toEqual({ idAnagrafico: una, cognome: 'VERDI', nome: 'ANNA', sesso: 'F', dataNascita: '1980-01-01', residenze: [{ genere: 'residenza', comune: '043044', dal: '2001-06-01' }] });
    const said = await database.admin<{ type: string; body: string | null }>(`SELECT DISTINCT type, CASE WHEN sealed THEN NULL ELSE convert_from(body, 'UTF8') END AS body FROM ingestion.outbox WHERE envelope->>'key' = $1`, [id]);
    expect(said.map(({ type }) => type).toSorted()).toEqual(['invio.concluso.v1', 'invio.ricevuto.v1', 'righe.anagrafe.accettate.v1']);
    expect(JSON.stringify(said)).not.toContain('VERDI');
  });

  it('says again who has not changed when it is whole, with the revision it had, and does not when it is a part', async () => {
    const [una, altra] = [chiaveCasuale(), chiaveCasuale()];
    await deliver(completa([persona(una), persona(altra)]));
    const again = await deliver(completa([persona(una), persona(altra, { nome: 'ANNA MARIA' })]));
    expect([revisioni(again.detti), await rilieviOf(again.id)]).toEqual([[1, 2], ['ST-03']]);
    const part = await deliver(csvDi([persona(una), persona(altra, { cognome: 'BIANCHI' })]));
    expect([revisioni(part.detti), part.detti[0]!.fornitura]).toEqual([[3], { tipo: 'incrementale', al: OGGI, righe: 2, decessi: 0, uscite: 0 }]);
  });

  it('says at its end how many righe were told, so that who waits for all of them knows when they are there', async () => {
    const [una, altra] = [chiaveCasuale(), chiaveCasuale()];
    const dette = async (id: string) => {
      const [said] = await database.admin<{ body: { dette: unknown } }>(`SELECT convert_from(body, 'UTF8')::json AS body FROM ingestion.outbox WHERE type = 'invio.concluso.v1' AND envelope->>'key' = $1`, [id]);
      return said!.body.dette;
    };
    expect(await dette((await deliver(completa([persona(una), persona(altra)]))).id)).toEqual({ [ENTI.recanati.id]: 2 });
    expect(await dette((await deliver(csvDi([persona(una), persona(altra, { nome: 'LUCIA' })]))).id)).toEqual({ [ENTI.recanati.id]: 1 });
    expect(await dette((await deliver(csvDi([persona(una)]))).id)).toEqual({});
  });

  it('that is taken back says at its end how many righe were told as cancelled', async () => {
    const [una, altra] = [chiaveCasuale(), chiaveCasuale()];
    const { id } = await deliver(completa([persona(una), persona(altra)]));
    await deliver(csvDi([persona(altra, { nome: 'LUCIA' })]));
    await database.admin(`INSERT INTO ingestion.lavoro (invio_id, ente, genere, grande) VALUES ($1, $2, 'annullamento', false)`, [id, ENTI.recanati.id]);
    await officina.runAll();
    const said = await database.admin<{ body: object }>(`SELECT convert_from(body, 'UTF8')::json AS body FROM ingestion.outbox WHERE type = 'invio.annullato.v1'`);
    // The other one is of a later invio by now.
    expect(said.map(({ body }) => parseBody(invioAnnullatoV1, body))).toMatchObject([{ invioId: id, tracciato: 'ANAGRAFE@1.0', dette: { [ENTI.recanati.id]: 1 } }]);
  });

  it('is never whole when it is cut short: the sender is told, and the righe count as a part', async () => {
    const una = chiaveCasuale();
    const { id, detti } = await deliver(completa([persona(una)], 2));
    expect([detti[0]!.fornitura.tipo, await rilieviOf(id)]).toEqual(['incrementale', ['AN-30']]);
  });

  it('takes back by its key alone whom it said by mistake', async () => {
    const una = chiaveCasuale();
    await deliver(csvDi([persona(una)]));
    const { detti } = await deliver(csvDi([{ id_anagrafico: una, tipo_operazione: 'C' }]));
    expect(detti[0]!.righe.map(({ revisione, annullamento }) => [revisione, annullamento])).toEqual([[2, true]]);
    const unknown = await deliver(csvDi([{ id_anagrafico: chiaveCasuale(), tipo_operazione: 'C' }]));
    expect([unknown.detti, await rilieviOf(unknown.id)]).toEqual([[], ['TB-17', 'ST-02']]);
  });

  it('keeps a person whose code is wrong, refuses one without any key, and one of who is no comune', async () => {
    const { id, detti } = await deliver(csvDi([persona(chiaveCasuale(), { codice_fiscale: 'VRDNNA80A41H211X' }), persona('')]));
    expect([detti[0]!.righe.length, await rilieviOf(id)]).toEqual([1, ['AN-06', 'AN-01']]);
    const ats = await deliver(csvDi([persona(chiaveCasuale())]), 'ats');
    expect([ats.detti, await rilieviOf(ats.id)]).toEqual([[], ['AN-33']]);
  });
}); // prettier-ignore
