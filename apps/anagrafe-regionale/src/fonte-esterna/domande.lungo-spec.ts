import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulatori } from '../../../simulatori/src/start-simulatori.js';
import { Database } from '#libs/persistence';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FornitureDiProva, iscritto } from '../prova/forniture-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { AnnotaDomande } from './annota-domande.js';
import { DomandeDiProva } from './prova/domande-di-prova.js';
import { RinnovaPersone } from './rinnova-persone.js';

let prova: DomandeDiProva;
beforeAll(async () => {
  prova = await DomandeDiProva.start(startSimulatori);
});
afterAll(() => prova?.close());
beforeEach(() => prova.empty());

describe('a person that somebody tells of for the first time', () => {
  it('is asked about, and is what ANPR says', async () => {
    const chi = tizio({ nome: 'MIRKO' });
    await prova.inAnpr(chi, { residenza: { luogo: ENTI.ancona.istat, dal: '2026-02-01', via: 'NUOVA', civico: '3' } });
    await prova.anagrafe.accept([rigaDi(chi)]);
    expect(await prova.waiting()).toEqual([{ motivo: 'persona_nuova' }]);
    await prova.askAll();
    expect(await prova.persone()).toMatchObject([
      { nome: 'MIRKO', comune_residenza: ENTI.ancona.istat, vita: 'in_vita' },
    ]);
    expect(await prova.admin(`SELECT comune, fonte, dal::text FROM residenza WHERE noto_al IS NULL`)).toEqual([
      { comune: ENTI.ancona.istat, fonte: 'anpr', dal: '2026-02-01' },
    ]);
    expect(await prova.log()).toEqual([{ esito: 'trovata', causa: null, motivo: 'persona_nuova' }]);
    expect(await prova.waiting()).toEqual([]);
  });

  it('is asked about once, however many tell of it, and not for what ANPR itself answers', async () => {
    const chi = tizio({ nome: 'DARIO', nato: '1971-01-02' });
    await prova.inAnpr(chi);
    await prova.anagrafe.accept([rigaDi(chi), rigaDi(chi, { ente: 'loreto' })]);
    await prova.askAll();
    await prova.anagrafe.accept([rigaDi(chi)]);
    await prova.askAll();
    expect(await prova.log()).toHaveLength(1);
  });

  it('goes by the code that ANPR gives, when it was told by one that it had before', async () => {
    const [prima, dopo] = [tizio({ nome: 'ELIO' }), tizio({ nome: 'ELIA' })];
    await prova.inAnpr(dopo, { codici_precedenti: [prima.codice], nome: 'ELIO' });
    await prova.anagrafe.accept([rigaDi(prima)]);
    await prova.askAll();
    expect(await prova.persone()).toHaveLength(1);
    expect(await prova.log()).toEqual([{ esito: 'trovata', causa: null, motivo: 'persona_nuova' }]);
    await prova.anagrafe.accept([rigaDi({ ...dopo, nome: 'ELIO' })]);
    expect(await prova.persone()).toHaveLength(1);
  });

  it('is nobody of whom ANPR speaks, when its code is of somebody with another name', async () => {
    const chi = tizio({ nome: 'FABIO', nato: '1959-05-06' });
    await prova.inAnpr(chi, { cognome: 'TUTTALTRO', nome: 'GIOVANNA', sesso: 'F', data_nascita: '1991-01-01' });
    await prova.anagrafe.accept([rigaDi(chi)]);
    await prova.askAll();
    expect(await prova.persone()).toMatchObject([{ nome: 'FABIO', comune_residenza: ENTI.recanati.istat }]);
    expect(await prova.log()).toEqual([{ esito: 'trovata', causa: 'di_altri', motivo: 'persona_nuova' }]);
    expect(await prova.admin(`SELECT 1 FROM residenza_detta`)).toEqual([]);
    expect(await prova.admin(`SELECT 1 FROM scheda WHERE fonte = 'anpr'`)).toEqual([]);
  });

  it('may be unknown to ANPR', async () => {
    await prova.anagrafe.accept([rigaDi(tizio({ nome: 'GINO', nato: '1961-06-07' }))]);
    await prova.askAll();
    expect(await prova.log()).toMatchObject([{ esito: 'sconosciuta' }]);
    expect(await prova.waiting()).toEqual([]);
  });

  it('is not asked about without a codice fiscale', async () => {
    await prova.anagrafe.accept([rigaDi(tizio({ codice: 'STP0123456789012', nome: 'HASSAN' }))]);
    expect(await prova.waiting()).toEqual([]);
  });
});

describe('a death', () => {
  it('is believed of ANPR, which may not say its day', async () => {
    const chi = tizio({ nome: 'IVO', nato: '1939-09-09' });
    await prova.inAnpr(chi, { deceduto: { il: '2026-01-20' } });
    await prova.simulatori.put('anpr/guasti', { senza_data: true });
    await prova.anagrafe.accept([rigaDi(chi)]);
    await prova.askAll();
    expect(await prova.persone()).toMatchObject([{ vita: 'deceduta', data_decesso: null }]);
  });

  it('that a comune reports of a resident of another is asked about first of all', async () => {
    const chi = tizio({ nome: 'LINO', nato: '1941-11-11' });
    const forniture = new FornitureDiProva(prova.anagrafe);
    await forniture.deliver({ comune: 'portoRecanati', persone: [iscritto(chi, 'portoRecanati')] });
    await prova.inAnpr(chi, {
      residenza: { luogo: ENTI.portoRecanati.istat, dal: '2010-01-01', via: 'MARE', civico: '1' },
    });
    await prova.askAll();
    await prova.anagrafe.accept([rigaDi(tizio({ nome: 'MARIO', nato: '1951-01-01' }))]);
    const detto = iscritto(chi, 'loreto', { residenze: [], deceduto: '1', dataDecesso: '2026-03-01' });
    await forniture.deliver({ comune: 'loreto', persone: [detto] });
    expect((await prova.persone())[0]).toMatchObject({ nome: 'LINO', vita: 'decesso_segnalato' });
    expect((await prova.waiting()).map(({ motivo }) => motivo)).toEqual(['decesso_segnalato', 'persona_nuova']);
    prova.later(1);
    await prova.askAll();
    // ANPR says, later and with as much authority as any, that he lives.
    expect((await prova.persone())[0]).toMatchObject({ nome: 'LINO', vita: 'in_vita' });
  });
});

describe('a residence that two comuni claim', () => {
  it('is asked about, and is where ANPR says', async () => {
    const chi = tizio({ nome: 'NINO', nato: '1966-03-03' });
    const forniture = new FornitureDiProva(prova.anagrafe);
    await forniture.deliver({ comune: 'portoRecanati', persone: [iscritto(chi, 'portoRecanati')] });
    await prova.askAll();
    await prova.inAnpr(chi, { residenza: { luogo: ENTI.loreto.istat, dal: '2026-03-01', via: 'COLLE', civico: '9' } });
    await forniture.deliver({ comune: 'loreto', persone: [iscritto(chi, 'loreto')] });
    expect(await prova.waiting()).toEqual([{ motivo: 'residenza_contesa' }]);
    prova.later(1);
    await prova.askAll();
    expect(await prova.persone()).toMatchObject([{ comune_residenza: ENTI.loreto.istat }]);
    expect(await prova.admin(`SELECT esito FROM residenza_contesa`)).toEqual([{ esito: 'accolta' }]);
  });
});

describe('a person under protection', () => {
  const protect = (persona: string) =>
    prova.anagrafe
      .ask('recanati', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ persona, genere: 'casa_rifugio', motivo: 'Relazione del servizio, protocollo 12' })
      .expect(201);

  it('is never asked about by itself, not even when a question was waiting', async () => {
    const chi = tizio({ nome: 'OLGA', sesso: 'F', nato: '1980-08-08' });
    await prova.inAnpr(chi);
    await prova.anagrafe.accept([rigaDi(chi)]);
    const [{ id } = { id: '' }] = await prova.persone();
    await protect(id);
    const before = await prova.asked();
    await prova.askAll();
    await prova.anagrafe
      .get(Database)
      .transaction('consumer', {}, (tx) =>
        prova.anagrafe.get(AnnotaDomande).note(tx, [{ personaId: id, motivo: 'codice_nuovo' }]),
      );
    expect(await prova.waiting()).toEqual([]);
    await prova.anagrafe.get(RinnovaPersone).run();
    await prova.askAll();
    expect(await prova.asked()).toBe(before);
    expect(await prova.log()).toEqual([]);
  });
});

describe('an operator that asks for news of a person', () => {
  const aggiornamento = (client: string, id: string, finalita = 'presa_in_carico') =>
    prova.anagrafe.ask(client, 'post', `/rest/anagrafe/v1/persone/${id}/aggiornamenti`).send({ finalita });
  const one = async (nome: string): Promise<{ id: string; chi: Tizio }> => {
    const chi = tizio({ nome, sesso: 'F', nato: '1983-03-13' });
    await prova.inAnpr(chi);
    await prova.anagrafe.accept([rigaDi(chi)]);
    await prova.askAll();
    return { id: (await prova.persone()).find((una) => una.nome === nome)!.id, chi };
  };

  it('has it before anybody else, under a name that says nothing outside', async () => {
    const { id } = await one('VERA');
    await prova.anagrafe.accept([rigaDi(tizio({ nome: 'WANDA', sesso: 'F', nato: '1981-01-01' }))]);
    const { body } = await aggiornamento('recanati', id).expect(202);
    expect(body).toEqual({ accolta_il: '2026-03-10T09:00:00.000Z', fonti: ['anpr'] });
    expect((await prova.waiting()).map(({ motivo }) => motivo)).toEqual(['richiesta', 'persona_nuova']);
    await prova.askAll();
    expect((await prova.log()).map(({ motivo, esito }) => [motivo, esito])).toContainEqual(['richiesta', 'trovata']);
    const utenti = new Set((await prova.simulatori.richieste('anpr')).slice(-6).map(({ utente }) => utente));
    expect([...utenti]).toEqual(expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{32}$/)]));
    expect([...utenti].join()).not.toContain('recanati');
  });

  it('must be one who may see it, with a purpose, and leaves its entry in the register', async () => {
    const { id } = await one('XENIA');
    await aggiornamento('ancona', id).expect(404);
    await aggiornamento('recanati', '00000000-0000-4000-8000-000000000000').expect(404);
    await aggiornamento('recanati', id, 'curiosita').expect(422);
    await aggiornamento('gestore', id).expect(403);
    expect(await prova.waiting()).toEqual([]);
    await aggiornamento('recanati', id).expect(202);
    expect(await prova.admin(`SELECT esito FROM accesso WHERE verbo = 'lettura' ORDER BY id`)).toHaveLength(4);
  });

  it('is told the same of a person under protection, of whom nobody is asked but for who protects her', async () => {
    const { id } = await one('YLENIA');
    const before = await prova.asked();
    await prova.anagrafe
      .ask('recanati', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ persona: id, genere: 'casa_rifugio', motivo: 'Relazione del servizio, protocollo 12' })
      .expect(201);
    await prova.anagrafe.database.admin(
      `INSERT INTO anagrafe_regionale.domanda_fonte (id, persona_id, fonte, motivo, urgenza, ente, utente, nata_il, prossima_il)
       VALUES (gen_random_uuid(), $1, 'anpr', 'richiesta', 0, $2, 'x', '2026-03-10', '2026-03-10')`,
      [id, ENTI.loreto.id],
    );
    await prova.askAll();
    expect(await prova.asked()).toBe(before);
    expect((await prova.log()).map(({ esito }) => esito).toSorted()).toEqual(['non_chiesta', 'trovata']);
    await aggiornamento('recanati', id).expect(202);
    await prova.askAll();
    expect(await prova.asked()).toBe(before + 5);
  });

  it('is told when that is not done here', async () => {
    const senza = await AnagrafeDiProva.start();
    const id = '00000000-0000-4000-8000-000000000000';
    await senza
      .ask('recanati', 'post', `/rest/anagrafe/v1/persone/${id}/aggiornamenti`)
      .send({ finalita: 'presa_in_carico' })
      .expect(409);
    await senza.close();
  });
});
