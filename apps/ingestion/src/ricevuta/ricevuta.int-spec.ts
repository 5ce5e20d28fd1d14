import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setLogLevel } from '#libs/observability';
import type { TestDatabase } from '#libs/testing';
import { Caller, FirmaRicevute } from '#libs/security';
import { documentoCon } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI } from '../../../../test/prova/riferimenti.js';
import { AmbitoVisibile } from '../invio/ambito-visibile.js';
import { SystemClock } from '#libs/persistence';
import { Riferimenti } from '#libs/riferimenti';
import { LeggiProve } from '#libs/registro';
import { registroDiProva } from '../registro/prova/registro-di-prova.js';
import { LeggiRicevuta } from './leggi-ricevuta.js';

const RECANATI = new Caller({
  clientId: 'recanati',
  subject: 'recanati',
  ente: ENTI.recanati.id,
  ruoli: ['titolare'],
  identity: 'client_credentials',
});

describe('I10 a stored ricevuta', () => {
  let database: TestDatabase;
  let officina: Officina;
  let leggi: LeggiRicevuta;

  beforeAll(async () => {
    // What is altered is also logged, as it must be: here it is expected.
    setLogLevel('fatal');
    database = await createIngestionDatabase();
    const chiavi = chiaviDi(database);
    const shared = await database.open('ingestion');
    officina = await Officina.open(shared, chiavi);
    const firma = await FirmaRicevute.fromSetting(chiavi['SNODO_CHIAVI_RICEVUTE']!);
    leggi = new LeggiRicevuta(
      shared,
      firma,
      new AmbitoVisibile(shared, new Riferimenti(), new SystemClock()),
      new LeggiProve(shared, registroDiProva(new SystemClock()), firma),
    );
  });
  afterAll(() => database.drop());

  async function issued() {
    const testo = documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: chiaveCasuale() }]);
    const depositato = await officina.deposit('recanati', testo);
    if (depositato.esito !== 'nuovo') throw new Error('not new');
    return depositato.ricevuta;
  }

  it('is given again as it was issued', async () => {
    const { contenuto, firma } = await issued();
    expect(await leggi.byId(RECANATI, contenuto.id)).toEqual({ ...contenuto, firma });
    expect(await leggi.byRepeatedInvio(contenuto.invio_id)).toEqual({ ...contenuto, firma });
  });

  it.each([
    ['the digest', `UPDATE ingestion.invio SET impronta = set_byte(impronta, 31, get_byte(impronta, 31) # 1)`],
    ['the size', `UPDATE ingestion.invio SET dimensione = dimensione + 1`],
    ['the ente', `UPDATE ingestion.invio SET ente_mittente = gen_random_uuid()`],
    ['the tracciato', `UPDATE ingestion.invio SET tracciato = tracciato || '1'`],
    ['the number', `UPDATE ingestion.ricevuta SET numero = numero + 1000000`],
    ['the instant', `UPDATE ingestion.ricevuta SET emessa_il = emessa_il + interval '1 millisecond'`],
    ['the signature', `UPDATE ingestion.ricevuta SET firma = overlay(firma PLACING 'AA' FROM length(firma) - 20)`],
    [
      'the entry of the register',
      `UPDATE ingestion.ricevuta SET foglia = set_byte(foglia, 20, get_byte(foglia, 20) # 1)`,
    ],
  ])('of which %s was changed is not given: it says that it was altered', async (_, sql) => {
    const { contenuto } = await issued();
    const key = sql.includes('ingestion.invio') ? 'id' : 'invio_id';
    await database.admin(`${sql} WHERE ${key} = $1`, [contenuto.invio_id]);
    await expect(leggi.byId(RECANATI, contenuto.id)).rejects.toMatchObject({ code: 'ricevuta_alterata' });
    await expect(leggi.byRepeatedInvio(contenuto.invio_id)).rejects.toMatchObject({ code: 'ricevuta_alterata' });
  });
});
