import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, SystemClock } from '#libs/persistence';
import { Riferimenti, type Voce } from '#libs/riferimenti';
import { Caller } from '#libs/security';
import type { TestDatabase } from '#libs/testing';
import { documentoCon } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, type NomeEnte, vociDiProva } from '../../../../test/prova/riferimenti.js';
import { Sveglia } from '../validazione/sveglia.js';
import { AmbitoVisibile } from './ambito-visibile.js';
import { AnnullaInvio } from './annulla-invio.js';

const callerOf = (nome: NomeEnte): Caller =>
  new Caller({
    clientId: nome,
    subject: nome,
    ente: ENTI[nome].id,
    ruoli: ['titolare'],
    identity: 'client_credentials',
  });

/** The act that Loreto gave the ATS, ended long ago. */
function withoutDelega(): Voce[] {
  return vociDiProva().map((voce) =>
    voce.genere === 'delega' && voce.contenuto !== null
      ? { ...voce, revisione: 2, contenuto: { ...voce.contenuto, al: '2001-01-01' } }
      : voce,
  );
}

describe('the cancellation of an invio deposited under a delega', () => {
  let database: TestDatabase;
  let shared: Database;
  let officina: Officina;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    officina = await Officina.open(shared, chiaviDi(database));
  });
  afterAll(() => database.drop());

  const annullaWith = (voci: readonly Voce[]): AnnullaInvio => {
    const riferimenti = new Riferimenti();
    riferimenti.replace(riferimenti.vista.with(voci), true);
    const clock = new SystemClock();
    return new AnnullaInvio(shared, riferimenti, new AmbitoVisibile(shared, riferimenti, clock), new Sveglia(), clock);
  };

  const depositByAts = async (): Promise<string> => {
    const testo = documentoCon('loreto', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: chiaveCasuale() }]);
    const { id } = await officina.deposit('loreto', testo);
    await database.admin(`UPDATE ingestion.invio SET depositante = $2 WHERE id = $1`, [id, ENTI.ats.id]);
    await officina.runAll();
    return id;
  };

  const stateOf = async (id: string) => {
    const [invio] = await database.admin<{ annullato: boolean; lavori: number }>(
      `SELECT annullato_il IS NOT NULL AS annullato,
         (SELECT count(*)::int FROM ingestion.lavoro WHERE invio_id = invio.id) AS lavori FROM ingestion.invio WHERE id = $1`,
      [id],
    );
    return invio;
  };

  it('is for the depositante while the act is in force', async () => {
    const id = await depositByAts();
    await annullaWith(vociDiProva()).cancel(callerOf('ats'), id);
    expect(await stateOf(id)).toEqual({ annullato: true, lavori: 1 });
  });

  it('is no longer for it once the act has ended, and always for the ente', async () => {
    const id = await depositByAts();
    const annulla = annullaWith(withoutDelega());
    await expect(annulla.cancel(callerOf('ats'), id)).rejects.toMatchObject({ code: 'invio_sconosciuto' });
    expect(await stateOf(id)).toEqual({ annullato: false, lavori: 0 });
    await annulla.cancel(callerOf('loreto'), id);
    expect(await stateOf(id)).toEqual({ annullato: true, lavori: 1 });
  });

  it('is for no stranger', async () => {
    const id = await depositByAts();
    await expect(annullaWith(vociDiProva()).cancel(callerOf('altro'), id)).rejects.toMatchObject({
      code: 'invio_sconosciuto',
    });
    expect(await stateOf(id)).toEqual({ annullato: false, lavori: 0 });
  });
});
