import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import type { PersonaAnagrafe } from '#libs/tracciati';
import type { RispostaEstratto } from '../interessato/risposta.js';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { RicalcolaPersone } from '../persona/ricalcola-persone.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { FeedDiProva } from '../prova/feed-di-prova.js';
import { FornitureDiProva, iscritto } from '../prova/forniture-di-prova.js';
import { RiesameDiProva } from '../prova/riesame-di-prova.js';
import { ENTI, type NomeEnte } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import type { RispostaPersona } from '../ricerca/risposta.js';

let anagrafe: AnagrafeDiProva;
let forniture: FornitureDiProva;
let feed: FeedDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  forniture = new FornitureDiProva(anagrafe);
  feed = new FeedDiProva(anagrafe);
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await feed.empty();
  await anagrafe.empty();
  await anagrafe.accept([rigaDi(lei, { ente: 'portoRecanati', record: 'prestazione' })]);
});

/** Lives in Loreto, has a prestazione of Porto Recanati. */
const lei = tizio({ nome: 'MARTA', sesso: 'F', comune: ENTI.loreto.istat });
const SPOSATA = { statoCivile: '2', statoCivileDal: '1995-06-10' };
const VEDOVA = { statoCivile: '3', statoCivileDal: '2019-11-02' };
const MOSTRATA_SPOSATA = { codice: '2', descrizione: 'Coniugato/a', dal: '1995-06-10' };
const MOSTRATA_VEDOVA = { codice: '3', descrizione: 'Vedovo/a', dal: '2019-11-02' };

interface Detto {
  readonly comune?: 'loreto' | 'ancona';
  readonly chi?: Tizio;
  readonly revisione?: number;
  readonly annullamento?: boolean;
}
/** A comune tells of her; in Loreto she lives, of another she has gone long ago. */
async function dice(extra: Partial<PersonaAnagrafe>, { comune = 'loreto', chi = lei, ...come }: Detto = {}) {
  const andata = {
    residenze: [{ genere: 'residenza', comune: ENTI[comune].istat, dal: '2000-01-01', al: '2009-12-31' }],
  } as const;
  const persona = iscritto(chi, comune, {
    ...(comune === 'loreto' ? {} : { residenze: [...andata.residenze] }),
    ...extra,
  });
  expect(await forniture.deliver({ comune, persone: [persona], ...come })).toBe('applicata');
}
async function trovata(client: NomeEnte, chi = lei): Promise<RispostaPersona | undefined> {
  anagrafe.clock.advance(1);
  const search = anagrafe.ask(client, 'post', '/rest/anagrafe/v1/persone/ricerche');
  const { body } = await search.send({ codice_fiscale: chi.codice, finalita: 'presa_in_carico' }).expect(200);
  return (body as { items: RispostaPersona[] }).items[0];
}
const stato = async (chi = lei) => (await trovata('loreto', chi))?.stato_civile;
const idDi = async (chi: Tizio) => (await trovata('loreto', chi))!.id;

describe('the marital status that a comune says', () => {
  it('is shown to who reads more than the minimum, and to nobody else', async () => {
    await dice(SPOSATA);
    const viste = async (client: NomeEnte) => {
      const vista = await trovata(client);
      return [vista?.profilo, vista?.stato_civile];
    };
    expect(await viste('loreto')).toEqual(['H', MOSTRATA_SPOSATA]);
    expect(await viste('portoRecanati')).toEqual(['B', MOSTRATA_SPOSATA]);
    expect(await viste('recanati')).toEqual(['M', null]);
    expect(await viste('capofila')).toEqual(['M', null]);
    expect(await viste('ancona')).toEqual([undefined, undefined]);
    const { id } = (await trovata('recanati'))!;
    const { body } = await anagrafe
      .ask('recanati', 'get', `/rest/anagrafe/v1/persone/${id}?finalita=presa_in_carico`)
      .expect(200);
    expect(body).toMatchObject({ profilo: 'M', stato_civile: null });
  });

  it('is corrected, taken back by a correction that says nothing, or that it is not known, and by a cancellation', async () => {
    await dice(SPOSATA);
    await dice({ statoCivile: '3' }, { revisione: 2 });
    expect(await stato()).toEqual({ codice: '3', descrizione: 'Vedovo/a', dal: null });
    await dice({}, { revisione: 3 });
    expect(await stato()).toBeNull();
    await dice(VEDOVA, { revisione: 4 });
    await dice({ statoCivile: '9' }, { revisione: 5 });
    expect(await stato()).toBeNull();
    await dice(VEDOVA, { revisione: 6 });
    // An older revision that comes late says nothing.
    await dice(SPOSATA, { revisione: 2 });
    expect(await stato()).toEqual(MOSTRATA_VEDOVA);
    await dice({}, { revisione: 7, annullamento: true });
    expect(await stato()).toBeNull();
  });

  it('is that of where she lives; what another comune says comes back when that one takes its word back', async () => {
    await dice(SPOSATA, { comune: 'ancona' });
    expect(await stato()).toEqual(MOSTRATA_SPOSATA);
    await dice(VEDOVA);
    await dice({ ...SPOSATA, nome: 'MARTA ROSA' }, { comune: 'ancona', revisione: 2 });
    expect(await stato()).toEqual(MOSTRATA_VEDOVA);
    await dice(VEDOVA, { revisione: 2, annullamento: true });
    expect(await stato()).toEqual(MOSTRATA_SPOSATA);
  });

  it('is told by its kind alone, when it changes and only then, to who would read it', async () => {
    await dice(SPOSATA);
    await feed.endWindow();
    const { id } = (await trovata('loreto'))!;
    for (const client of ['portoRecanati', 'recanati'] as const) await feed.follow(client, id);
    await feed.endWindow();
    await dice(SPOSATA, { revisione: 2 });
    await feed.endWindow();
    expect(await feed.told('portoRecanati')).toEqual([]);
    await dice(VEDOVA, { revisione: 3 });
    await feed.endWindow();
    expect(await feed.told('portoRecanati')).toEqual(['1 persona.variata stato_civile']);
    expect(JSON.stringify(await feed.feed('portoRecanati'))).not.toMatch(/edov|2019-11-02/);
    await dice(VEDOVA, { revisione: 4, annullamento: true });
    await feed.endWindow();
    expect((await feed.told('portoRecanati'))[1]).toMatch(/^2 persona\.variata .*stato_civile/);
    expect((await feed.told('recanati')).join()).not.toContain('stato_civile');
  });

  it('is in the extract that she asks for, with who said it', async () => {
    await dice(SPOSATA, { comune: 'ancona' });
    await dice(VEDOVA);
    const richiesta = { codice_fiscale: lei.codice, protocollo: '2026/0001234', richiesta_del: '2026-03-09' };
    const asked = anagrafe.ask('loreto', 'post', '/rest/anagrafe/v1/interessati/estratti').send(richiesta);
    const { persona, fonti, testo } = (await asked.expect(200)).body as RispostaEstratto;
    const detti = (dati: RispostaEstratto['persona']) =>
      dati.flatMap(({ dato, valore }) => (dato.startsWith('stato civile') ? [valore] : []));
    expect(detti(persona)).toEqual(['Vedovo/a (3) dal 2019-11-02']);
    expect(Object.fromEntries(fonti.map(({ ente, dati }) => [ente.denominazione, detti(dati)]))).toEqual({
      'Ente loreto': ['Vedovo/a (3) dal 2019-11-02'],
      'Ente ancona': ['Coniugato/a (2) dal 1995-06-10'],
      'Ente portoRecanati': [],
    });
    expect(testo).toContain('Vedovo/a (3) dal 2019-11-02');
  });

  it('is hidden with its person, protected', async () => {
    await dice(SPOSATA);
    const proteggi = { codice_fiscale: lei.codice, cognome: 'Rossi', data_nascita: '1966-03-14' };
    await anagrafe
      .ask('portoRecanati', 'post', '/rest/anagrafe/v1/protezioni')
      .send({ ...proteggi, genere: 'casa_rifugio', motivo: 'Ospite della casa' })
      .expect(201);
    expect(await trovata('loreto')).toBeUndefined();
  });

  it('is in the rows sealed, and worked out again as it was', async () => {
    await dice(VEDOVA);
    const [row] = await anagrafe.database.admin<{ id: string; testo: string }>(
      `SELECT p.id, row_to_json(p)::text || row_to_json(s)::text AS testo
       FROM anagrafe_regionale.persona p JOIN anagrafe_regionale.scheda s ON s.persona_id = p.id WHERE s.fonte = 'anagrafe_comunale'`,
    );
    expect(row!.testo).not.toContain('2019-11-02');
    const again = () =>
      anagrafe.get(Database).transaction('consumer', {}, (tx) => anagrafe.get(RicalcolaPersone).of(tx, [row!.id]));
    expect(await again()).toBe(0);
    // As a release that knew nothing of it wrote her.
    const { codici, cognome, nome, cittadinanze } = (await riesame.stato()).persone[0]!.aperta!;
    const dati = { codici, cognome, nome, cittadinanze };
    const senza = anagrafe.get(DatiRiservati).sealPersona(row!.id, { dati, fonti: {} });
    await anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET riservato = $1`, [senza]);
    expect(await stato()).toBeNull();
    expect(await again()).toBe(1);
    expect(await stato()).toEqual(MOSTRATA_VEDOVA);
  });
});

describe('the marital status of persons whom a steward unites and separates', () => {
  const altra = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02', comune: ENTI.loreto.istat });

  it('is that of who is left, and with the decision undone each has her own again', async () => {
    await anagrafe.accept([rigaDi(altra, { ente: 'loreto', record: 'altra' })]);
    await dice(SPOSATA);
    const [sua, altrui] = [await idDi(lei), await idDi(altra)];
    const unione = await riesame.unite(sua, altrui);
    expect(await stato(altra)).toEqual(MOSTRATA_SPOSATA);
    await riesame.undo(unione);
    expect([await stato(), await stato(altra)]).toEqual([MOSTRATA_SPOSATA, null]);
  });

  it('goes with the record that said it, and comes back with it', async () => {
    await dice(SPOSATA);
    const id = await idDi(lei);
    const separata = await riesame.separate(id, [`loreto ${lei.codice}`]);
    const nuova = await riesame.of(`loreto ${lei.codice}`);
    expect(nuova).not.toBe(id);
    const civili = async () => {
      const { persone } = await riesame.stato();
      return Object.fromEntries(persone.map(({ id: una, aperta }) => [una, aperta?.statoCivile]));
    };
    expect(await civili()).toEqual({ [id]: undefined, [nuova]: { codice: '2', dal: '1995-06-10' } });
    await riesame.undo(separata);
    expect(await stato()).toEqual(MOSTRATA_SPOSATA);
  });
});
