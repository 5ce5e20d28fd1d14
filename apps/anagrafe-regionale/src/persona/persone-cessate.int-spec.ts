import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { FeedDiProva } from '../prova/feed-di-prova.js';
import { RiesameDiProva } from '../prova/riesame-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { codice } from '../prova/schede-di-prova.js';
import { RicostruisciPersone } from '../ricostruzione/ricostruisci-persone.js';
import { AvviaRicostruzione } from '../ricostruzione/avvia-ricostruzione.js';
import { DimenticaCessate } from './dimentica-cessate.js';

const V1 = '/rest/anagrafe/v1';
const CHI_CESSA = 'anagrafe_regionale.persona_cessata';

let anagrafe: AnagrafeDiProva;
let feed: FeedDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  feed = new FeedDiProva(anagrafe);
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
  await feed.empty();
});

/** Of another ambito than Recanati once she is told of anew: nothing but the case shows her there. */
const lei = tizio({ nome: 'GIOVANNA', sesso: 'F' });
const altrove = { ...lei, comune: ENTI.ancona.istat };
/** Called the same, and another. */
const altra = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02', comune: ENTI.ancona.istat });
const STP = codice('stp', 'STP1100010000017', 'cessato');
const rows = <T>(sql: string, params: readonly unknown[] = []) => anagrafe.database.admin<T>(sql, [...params]);
const di = (chi: Tizio, record: string, ente: NomeEnte = 'ancona') => anagrafe.accept([rigaDi(chi, { record, ente })]);
const annulla = (chi: Tizio, record: string, ente: NomeEnte = 'recanati') =>
  anagrafe.accept([rigaDi(chi, { record, ente, revisione: 2, annullamento: true })]);
const apri = (persona: string, riferimento = '2026/1') =>
  anagrafe.ask('recanati', 'post', `${V1}/prese-in-carico`).send({ persona, riferimento }).expect(201);
/** Whom the ente reads by an id. */
const letta = async (id: string, client: NomeEnte = 'recanati') => {
  const { body, status } = await anagrafe.ask(client, 'get', `${V1}/persone/${id}?finalita=presa_in_carico`);
  return status === 200 ? (body as { id: string }).id : undefined;
};
const proteggi = (id: string) =>
  rows(
    `INSERT INTO anagrafe_regionale.protezione (id, persona_id, ente, genere, motivo, dal)
     VALUES (gen_random_uuid(), $1, $2, 'casa_rifugio', '', $3)`,
    [id, ENTI.loreto.id, anagrafe.clock.now()],
  );
/** She is known to Recanati, which has her in charge. */
const seguita = async () => {
  await di(lei, 'prima', 'recanati');
  const id = await riesame.of('prima');
  await apri(id);
  return id;
};

describe('a person of whom every source takes back what it said, and whom an ente has in charge', () => {
  it('is found again by the same id when a source tells of it anew, and by nobody else', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    expect([await letta(id), await rows('SELECT FROM anagrafe_regionale.persona')]).toEqual([undefined, []]);
    expect((await anagrafe.ask('recanati', 'get', `${V1}/prese-in-carico`)).body).toMatchObject({
      items: [{ persona: id, stato: 'aperta' }],
    });
    await di(altrove, 'poi');
    const ora = await riesame.of('poi');
    expect(ora).not.toBe(id);
    expect([await letta(id), await letta(id, 'portoRecanati'), await letta(ora)]).toEqual([ora, undefined, ora]);
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
  });

  it('leaves of itself nothing but digests that nobody reads, and those only while it is named', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    const kept = await rows<{ persona_id: string; indice: Buffer; nome: Buffer }>(`SELECT * FROM ${CHI_CESSA}`);
    expect(kept).toEqual([
      { persona_id: id, era: id, indice: expect.any(Buffer), nome: expect.any(Buffer), cessata_il: expect.any(Date) },
    ]);
    expect([kept[0]!.indice.length, kept[0]!.nome.length]).toEqual([16, 16]);
    const read = anagrafe.get(Database).statement('api', {}, 'SELECT FROM persona_cessata');
    await expect(read).rejects.toThrow('permission denied');
    await anagrafe.get(DimenticaCessate).run();
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toHaveLength(1);
    await rows(`UPDATE anagrafe_regionale.presa_in_carico SET al = dal, vale_fino = '2026-03-09'`);
    await anagrafe.get(DimenticaCessate).run();
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
    await di(altrove, 'poi');
    expect(await rows('SELECT FROM anagrafe_regionale.radice_persona')).toEqual([]);
  });

  it('is kept by nobody whose case is past its days of grace', async () => {
    await seguita();
    await rows(`UPDATE anagrafe_regionale.presa_in_carico SET al = dal, vale_fino = '2026-03-09'`);
    await annulla(lei, 'prima');
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
  });

  it('is found again however often it ceases to be', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    await di(altrove, 'poi');
    await annulla(altrove, 'poi', 'ancona');
    expect(await letta(id)).toBeUndefined();
    await di(altrove, 'infine');
    expect(await letta(id)).toBe(await riesame.of('infine'));
  });

  it('is told to who follows it to be out of sight, at the end of the window', async () => {
    const id = await seguita();
    const { id: sua } = await feed.follow('recanati', id);
    await annulla(lei, 'prima');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual(['1 fine_visibilita']);
    expect(await feed.sottoscrizione('recanati', sua)).toMatchObject({ stato: 'cessata', motivo: 'fine_visibilita' });
    await di(altrove, 'poi');
    expect(await letta(id)).toBe(await riesame.of('poi'));
  });

  it('goes on being followed when it is told of anew before the window ends', async () => {
    const id = await seguita();
    const { id: sua } = await feed.follow('recanati', id);
    await annulla(lei, 'prima');
    await di(altrove, 'poi');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([expect.stringMatching(/^1 persona\.variata identita/)]);
    expect(await feed.sottoscrizione('recanati', sua)).toMatchObject({ stato: 'attiva' });
  });

  it('says nothing by its end while others protect it', async () => {
    const id = await seguita();
    await feed.follow('recanati', id);
    await proteggi(id);
    await annulla(lei, 'prima');
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
  });

  it('says nothing of being told of anew under a protection, also when that has ended', async () => {
    const id = await seguita();
    await feed.follow('recanati', id);
    await annulla(lei, 'prima');
    await feed.smista();
    anagrafe.clock.advance(1_000);
    await proteggi(id);
    await di(altrove, 'poi');
    expect(await letta(id)).toBeUndefined();
    anagrafe.clock.advance(1_000);
    await rows(`UPDATE anagrafe_regionale.protezione SET al = $1, motivo_fine = ''`, [anagrafe.clock.now()]);
    expect(await letta(id)).toBe(await riesame.of('poi'));
    await feed.endWindow();
    expect(await feed.told('recanati')).toEqual([]);
  });
});

describe('I5: the case of a person that ceased to be does not lead', () => {
  it('to who is called otherwise under its code, before or after it came back itself', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    await di({ ...altrove, nome: 'TEODORICO' }, 'altro');
    expect([await letta(id), await letta(await riesame.of('altro'))]).toEqual([undefined, undefined]);
    await di({ ...altrove, nome: 'Giovanna Maria' }, 'poi');
    expect(await letta(id)).toBe(await riesame.of('poi'));
    expect(await letta(await riesame.of('altro'))).toBeUndefined();
  });

  it('to who has a code of before an adoption', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    await rows(
      `INSERT INTO anagrafe_regionale.codice_precluso (indice, protezione_id, ente)
       SELECT indice, gen_random_uuid(), $1 FROM ${CHI_CESSA}`,
      [ENTI.loreto.id],
    );
    await di(altrove, 'poi');
    expect([await letta(id), await letta(await riesame.of('poi'))]).toEqual([undefined, undefined]);
  });

  it('to whom its record is given, whose code is another', async () => {
    const id = await seguita();
    await di(altra, 'sua');
    await anagrafe.accept([rigaDi(altra, { record: 'prima', ente: 'ancona', revisione: 2 })]);
    expect(await riesame.of('prima')).toBe(await riesame.of('sua'));
    expect([await letta(id), await letta(await riesame.of('sua'))]).toEqual([undefined, undefined]);
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
  });

  it('to whose the code is that its record said by mistake, heard of later or in the same message', async () => {
    const id = await seguita();
    await di(altra, 'sua');
    await anagrafe.accept([
      rigaDi(altra, { record: 'prima', ente: 'ancona', revisione: 2 }),
      rigaDi(altrove, { record: 'insieme', ente: 'ancona' }),
    ]);
    expect([await letta(id), await letta(await riesame.of('insieme'))]).toEqual([undefined, undefined]);
    await annulla(altrove, 'insieme', 'ancona');
    await di(altrove, 'poi');
    expect([await letta(id), await letta(await riesame.of('poi'))]).toEqual([undefined, undefined]);
  });

  it('to who was said to be another, whatever code that one is given', async () => {
    const id = await seguita();
    await di(altra, 'sua');
    await riesame.distinguish(id, await riesame.of('sua'));
    await annulla(lei, 'prima');
    await anagrafe.accept([rigaDi(altrove, { record: 'sua', ente: 'ancona', revisione: 2 })]);
    expect([await letta(id), await letta(await riesame.of('sua'))]).toEqual([undefined, undefined]);
  });
});

describe('who is found again', () => {
  it('is so where a record that said an STP code says the codice fiscale of who is known by it', async () => {
    await di({ ...lei, codice: STP.codice }, 'prima', 'recanati');
    const id = await riesame.of('prima');
    await apri(id);
    await di(altrove, 'sua');
    const sua = await riesame.of('sua');
    expect(sua).not.toBe(id);
    const codici = [codice('codice_fiscale', lei.codice), STP];
    await anagrafe
      .get(Database)
      .transaction('consumer', {}, (tx) =>
        anagrafe.get(CollegaSchede).link(tx, [dettoDi(altrove, 'prima', { revisione: 2, codici })]),
      );
    expect([await riesame.of('prima'), await letta(id)]).toEqual([sua, sua]);
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
  });

  it('is so through a union and its undo, and when everything is worked out again', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    await di(altrove, 'poi');
    await di(altra, 'sua');
    await di(altra, 'sua anch’essa', 'gestore');
    const [ora, unita] = [await riesame.of('poi'), await riesame.of('sua')];
    const unione = await riesame.unite(ora, unita);
    expect(unione).toMatchObject({ persona: unita });
    expect(await letta(id)).toBe(unita);
    await riesame.undo(unione);
    expect([await letta(id), await letta(unita)]).toEqual([ora, undefined]);
    const before = await riesame.stato();
    await anagrafe.get(AvviaRicostruzione).start();
    await anagrafe.get(RicostruisciPersone).run();
    expect(await riesame.stato()).toEqual(before);
  });

  it('is so through the undoing of a union that leaves nothing of the other, whose cases it does not get', async () => {
    const id = await seguita();
    await annulla(lei, 'prima');
    await di(altrove, 'poi');
    await di(altra, 'sua', 'loreto');
    await di(altra, 'sua anch’essa', 'gestore');
    const [ora, unita] = [await riesame.of('poi'), await riesame.of('sua')];
    const unione = await riesame.unite(ora, unita);
    expect(unione).toMatchObject({ persona: unita });
    await apri(unita, '2026/2');
    await annulla(altra, 'sua', 'loreto');
    await annulla(altra, 'sua anch’essa', 'gestore');
    await riesame.undo(unione);
    expect([await letta(id), await letta(unita)]).toEqual([ora, undefined]);
    expect(await rows('SELECT * FROM anagrafe_regionale.radice_persona')).toEqual([{ persona_id: id, radice: ora }]);
    expect(await rows(`SELECT FROM ${CHI_CESSA}`)).toEqual([]);
  });

  it('is told of to who followed it by that id, and to nobody who follows it by another', async () => {
    const id = await seguita();
    await feed.follow('recanati', id);
    await annulla(lei, 'prima');
    await di({ ...altrove, nome: 'TEODORICO' }, 'poi');
    const ora = await riesame.of('poi');
    await feed.follow('ancona', ora);
    await anagrafe.accept([rigaDi(altrove, { record: 'poi', ente: 'ancona', revisione: 2 })]);
    expect(await letta(id)).toBe(ora);
    await feed.endWindow();
    expect(await feed.told('ancona')).toEqual(['1 persona.variata identita']);
    expect(await feed.told('recanati')).toEqual([
      expect.stringMatching(/^1 persona\.variata identita identificativi /),
    ]);
  });

  it('is so by an id that had been united to it', async () => {
    const id = await seguita();
    const vicina = { ...altra, comune: ENTI.recanati.istat };
    await di(vicina, 'sua', 'recanati');
    await di(vicina, 'sua anch’essa', 'loreto');
    const rimasta = await riesame.of('sua');
    expect(await riesame.unite(id, rimasta)).toMatchObject({ persona: rimasta });
    for (const record of ['prima', 'sua', 'sua anch’essa']) await annulla(vicina, record);
    expect(await letta(id)).toBeUndefined();
    await di(altra, 'poi');
    expect(await letta(id)).toBe(await riesame.of('poi'));
  });
});
