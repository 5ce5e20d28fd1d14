import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence';
import type { Voce } from '#libs/riferimenti';
import type { TestDatabase } from '#libs/testing';
import { associazione, lista, sistemaDi } from '../../../../test/prova/codici-locali.js';
import { documentoCon } from '../../../../test/prova/documenti.js';
import { createIngestionDatabase } from '../../../../test/prova/ingestion.js';
import { righePubblicate } from '../../../../test/prova/messaggi.js';
import { type Chiavi, Officina, chiaveCasuale, chiaviDi } from '../../../../test/prova/officina.js';
import { ENTI, type NomeEnte } from '../../../../test/prova/riferimenti.js';
import { csvDi, rigaPiana } from '../../../../test/prova/tabelle.js';

const SEMPRE = { dal: '1900-01-01', al: null } as const;
/** Loreto belongs to it, the ATS is its capofila; Recanati is of none. */
const AMBITO: Voce = {
  genere: 'ambito',
  id: 'a0000000-0000-5000-8000-000000000001',
  revisione: 1,
  contenuto: {
    ...SEMPRE,
    codice: 'ATS',
    denominazione: 'Ambito di prova',
    tipo: 'ats',
    appartenenze: [{ ...SEMPRE, ente: ENTI.loreto.id }],
    capofila: [{ ...SEMPRE, ente: ENTI.ats.id }],
  },
};
const CF = 'RSSMRA80A01H501U';

describe('one prestazione that two enti of an ambito deliver', () => {
  let database: TestDatabase;
  let shared: Database;
  let chiavi: Chiavi;
  let officina: Officina;

  beforeAll(async () => {
    database = await createIngestionDatabase();
    shared = await database.open('ingestion');
    chiavi = chiaviDi(database);
    officina = await Officina.open(shared, chiavi);
    Officina.publish(AMBITO);
  });
  afterAll(() => database.drop());

  const outcomeOf = async (id: string): Promise<string[]> => {
    const rows = await database.admin<{ stato: string; regole: string | null }>(
      `SELECT stato, (SELECT string_agg(regola, ',') FROM ingestion.rilievo l WHERE l.riga_id = r.id AND regola LIKE 'ST%') AS regole
       FROM ingestion.riga r WHERE invio_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ stato, regole }) => (regole === null ? stato : `${stato} ${regole}`));
  };
  const deliver = async (ente: NomeEnte, testo: string): Promise<string> => {
    const { id } = await officina.deposit(ente, testo);
    await officina.runAll();
    return id;
  };
  const riga = (protocollo: string, fields: Record<string, string> = {}) => rigaPiana({ protocollo_domanda: protocollo, ...fields });

  it('is refused to the second, whatever form each delivers it in, and told without naming the first', async () => {
    const protocollo = chiaveCasuale();
    const comune = await deliver('loreto', documentoCon('loreto', [{ codiceFiscale: CF, protocollo }]));
    const ats = await deliver('ats', csvDi([riga(protocollo, { id_mittente: protocollo }), riga(`${protocollo}-2`)]));
    expect([await outcomeOf(comune), await outcomeOf(ats)]).toEqual([['accettata'], ['respinta ST-07', 'accettata']]);
    const [rilievo] = await database.admin<{ valore: unknown; messaggio: unknown }>(
      `SELECT valore, messaggio FROM ingestion.rilievo WHERE invio_id = $1 AND regola = 'ST-07'`,
      [ats],
    );
    expect(rilievo).toEqual({ valore: null, messaggio: null });
  });

  it('may be delivered by the second once the first has taken it back', async () => {
    const protocollo = chiaveCasuale();
    await deliver('loreto', csvDi([riga(protocollo)]));
    await deliver('loreto', csvDi([riga(protocollo, { tipo_operazione: 'C' })]));
    expect(await outcomeOf(await deliver('ats', csvDi([riga(protocollo)])))).toEqual(['accettata']);
    expect(await outcomeOf(await deliver('loreto', csvDi([riga(protocollo, { importo_prestazione: '7.00' })])))).toEqual(['respinta ST-07']);
  });

  it('is not the business of an ente outside the ambito', async () => {
    const protocollo = chiaveCasuale();
    await deliver('loreto', csvDi([riga(protocollo)]));
    expect(await outcomeOf(await deliver('recanati', csvDi([riga(protocollo)])))).toEqual(['accettata']);
  });

  it('of one ente under another key of its own is accepted with an avviso', async () => {
    const protocollo = chiaveCasuale();
    const id = await deliver('loreto', csvDi([riga(protocollo, { id_mittente: `${protocollo}-A` }), riga(protocollo, { id_mittente: `${protocollo}-B` })]));
    expect(await outcomeOf(id)).toEqual(['accettata', 'accettata ST-08']);
    // Its twin stands in the way of others too, once it is alone.
    await deliver('loreto', csvDi([{ id_mittente: `${protocollo}-A`, tipo_operazione: 'C' }]));
    expect(await outcomeOf(await deliver('ats', csvDi([riga(protocollo)])))).toEqual(['respinta ST-07']);
  });

  it('under two keys may change them about in one document', async () => {
    const protocollo = chiaveCasuale();
    const two = (one: string, other: string) => [
      riga(`${protocollo}-${one}`, { id_mittente: `${protocollo}-A` }),
      riga(`${protocollo}-${other}`, { id_mittente: `${protocollo}-B` }),
    ];
    await deliver('loreto', csvDi(two('1', '2')));
    const id = await deliver('loreto', csvDi([...two('2', '1'), riga(`${protocollo}-3`)]));
    expect((await outcomeOf(id)).map((one) => one.split(' ')[0])).toEqual(['accettata', 'accettata', 'accettata']);
    const names = await database.admin(`SELECT 1 FROM ingestion.record WHERE riga_id IN (SELECT id FROM ingestion.riga WHERE invio_id = $1) AND NOT gemello AND doppione IS NOT NULL`, [id]);
    expect(names.length).toBeGreaterThanOrEqual(2);
  });

  describe('under a local code that waits, which comes to be that of the other', () => {
    const LOCALE = sistemaDi('loreto');
    let revisione = 0;
    const associa = (...destinazioni: string[]): void =>
      Officina.publish(associazione(LOCALE, 'LOC', destinazioni.length === 0 ? [] : [{ destinazioni }], (revisione += 1)));
    const toldOf = async (id: string): Promise<number> => (await righePubblicate(database, chiavi['SNODO_CHIAVI_MESSAGGI']!, id)).length;
    const namesOf = (...ids: string[]): Promise<{ doppione: string; gemello: boolean }[]> =>
      database.admin(
        `SELECT encode(doppione, 'hex') AS doppione, gemello FROM ingestion.record
         WHERE riga_id IN (SELECT id FROM ingestion.riga WHERE invio_id = ANY ($1)) ORDER BY riga_id`,
        [ids],
      );
    const locale = (protocollo: string, fields: Record<string, string> = {}) => csvDi([riga(protocollo, { codice_prestazione: 'LOC', ...fields })]);

    beforeAll(() => Officina.publish(lista({ sistema: LOCALE, codici: ['LOC'], ente: 'loreto' })));
    beforeEach(() => associa());

    it.each(['XML', 'CSV'])('goes on waiting in %s, and goes once the other has taken its own back', async (forma) => {
      const [protocollo, sola] = [chiaveCasuale(), chiaveCasuale()];
      const xml = [{ codiceFiscale: CF, protocollo, codicePrestazione: 'LOC', dataEvento: '2026-03-02' }];
      const comune = await deliver('loreto', forma === 'CSV' ? locale(protocollo) : documentoCon('loreto', xml));
      const altra = await deliver('loreto', locale(sola));
      const ats = await deliver('ats', csvDi([riga(protocollo)]));
      expect([await outcomeOf(comune), await outcomeOf(ats)]).toEqual([['in_attesa_di_codifica'], ['accettata']]);
      associa('A1.05');
      expect(await officina.sblocca.release()).toBe(1);
      expect([await outcomeOf(comune), await outcomeOf(altra)]).toEqual([['in_attesa_di_codifica'], ['accettata']]);
      expect([await toldOf(comune), await toldOf(altra)]).toEqual([0, 1]);
      expect(await officina.sblocca.release()).toBe(0);

      await deliver('ats', csvDi([riga(protocollo, { tipo_operazione: 'C' })]));
      expect(await officina.sblocca.release()).toBe(1);
      expect([await outcomeOf(comune), await toldOf(comune)]).toEqual([['accettata'], 1]);
      expect(await outcomeOf(await deliver('ats', csvDi([riga(protocollo, { importo_prestazione: '7.00' })])))).toEqual(['respinta ST-07']);
    });

    it('stands in the way of the other from when it is let go', async () => {
      const protocollo = chiaveCasuale();
      await deliver('loreto', locale(protocollo));
      associa('A1.05');
      expect(await officina.sblocca.release()).toBe(1);
      expect(await outcomeOf(await deliver('ats', csvDi([riga(protocollo)])))).toEqual(['respinta ST-07']);
    });

    it('goes where the other is of its own ente, as its twin', async () => {
      const protocollo = chiaveCasuale();
      const ids = [await deliver('loreto', csvDi([riga(protocollo)])), await deliver('loreto', locale(protocollo, { id_mittente: protocollo }))];
      associa('A1.05');
      expect(await officina.sblocca.release()).toBe(1);
      const [one, twin] = await namesOf(ids[0]!), [other] = await namesOf(ids[1]!);
      expect(twin).toBeUndefined();
      expect(other).toEqual({ doppione: one!.doppione, gemello: true });
    });

    it('goes once also when it is let go at the same instant in which the other is delivered', async () => {
      for (let time = 0; time < 4; time += 1) {
        associa();
        const seme = chiaveCasuale();
        const righe = Array.from({ length: 60 }, (_, n) => riga(`${seme}-${n}`));
        const comune = await deliver('loreto', csvDi(righe.map((one) => ({ ...one, codice_prestazione: 'LOC' }))));
        const { id: ats } = await officina.deposit('ats', csvDi(righe.toReversed()));
        const [lavoro] = [...(await officina.lavori.claim(false, 1)), ...(await officina.lavori.claim(true, 1))];
        associa('A1.05');
        await Promise.all([officina.esegui.run(lavoro!), officina.sblocca.release()]);
        expect((await toldOf(comune)) + (await toldOf(ats))).toBe(60);
        await officina.sblocca.release();
        expect((await toldOf(comune)) + (await toldOf(ats))).toBe(60);
      }
    });
  });

  /** Both enti's invii, of the same sixty prestazioni, each by a replica of its own at once. */
  const race = async (): Promise<{ accettate: number; doppie: number }> => {
    const other = await Officina.open(shared, chiavi);
    const seme = chiaveCasuale();
    const righe = Array.from({ length: 60 }, (_, n) => riga(`${seme}-${n}`));
    const ids = [await officina.deposit('loreto', csvDi(righe)), await officina.deposit('ats', csvDi(righe.toReversed()))].map(({ id }) => id);
    const lavori = [...(await officina.lavori.claim(false, 1)), ...(await other.lavori.claim(false, 1))];
    expect(lavori).toHaveLength(2);
    await Promise.all([officina.esegui.run(lavori[0]!), other.esegui.run(lavori[1]!)]);
    const [found] = await database.admin<{ accettate: number; doppie: number }>(
      `SELECT count(*)::int AS accettate, count(*)::int - count(DISTINCT d.doppione)::int AS doppie
       FROM ingestion.riga r JOIN ingestion.record d ON d.riga_id = r.id WHERE r.invio_id = ANY ($1) AND r.stato = 'accettata'`,
      [ids],
    );
    return found!;
  };

  it('is accepted once also when two replicas take both deliveries at the same instant', async () => {
    for (let time = 0; time < 4; time += 1) expect(await race()).toEqual({ accettate: 60, doppie: 0 });
  });

  it('would be doubled without the index that keeps it from being so', async () => {
    await database.admin(`DROP INDEX ingestion.record_doppione`);
    let doppie = 0;
    for (let time = 0; time < 20 && doppie === 0; time += 1) doppie += (await race()).doppie;
    expect(doppie).toBeGreaterThan(0);
  });
}); // prettier-ignore
