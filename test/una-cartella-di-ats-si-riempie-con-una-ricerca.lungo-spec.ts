import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI, popolazioneDi } from './prova/marche-piccole.js';
import { iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';

/** Somebody comes to the desk of Jesi's ATS with a health card: the case-management program opens a new card. */
const UGO = tizio({ nome: 'UGO', cognome: 'MARINI', nato: '1949-08-21', comune: ENTI.staffolo.istat });
const ADA = tizio({ nome: 'ADA', cognome: 'MARINI', sesso: 'F', nato: '1951-03-15', comune: ENTI.staffolo.istat });
/** Lives in another ATS. */
const DI_LORETO = tizio({ nome: 'IVO', cognome: 'MARINI', nato: '1949-08-21', comune: ENTI.loreto.istat });

/** A card of the program, which knows no more of the registry than its pages say. */
class Cartella {
  dati: Json = {};
  famiglia: string[] = [];
  soggetto = '';

  constructor(private readonly chiamate: string[] = []) {}

  get quante(): number {
    return this.chiamate.length;
  }

  /** @returns false if the registry has nobody to fill it with */
  async look(domanda: object): Promise<boolean> {
    this.chiamate.push('ricerca');
    const [trovata] = await storia.find('jesi', domanda);
    if (trovata === undefined) return false;
    this.dati = trovata;
    return true;
  }

  /** The person is in charge: whatever the registry may now show goes into the card. */
  async open(riferimento: string): Promise<void> {
    await storia.takeCharge('jesi', this.dati.id, riferimento);
    this.soggetto = (await storia.follow('jesi', this.dati.id, { pratica: riferimento })).soggetto;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const path = `/rest/anagrafe/v1/persone/${this.dati.id}?finalita=presa_in_carico`;
    this.dati = await storia.regione.ask('jesi', 'GET', path);
    const { body } = await storia.regione.call('jesi', 'POST', this.dati.famiglia, { finalita: 'presa_in_carico' });
    this.famiglia = body.famiglia.componenti.map((one: Json) => `${one.nome} ${one.relazione_descrizione}`).toSorted();
  }
}

let storia: StoriaPersone;
const registro = (indirizzo: string, dal: string, chi: readonly Tizio[]) =>
  storia.registry(
    'staffolo',
    chi.map((one) => iscritta(one, { comune: 'staffolo', dal, indirizzo, famiglia: ['3', one === UGO ? '1' : '2'] })),
  );
beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z', [popolazioneDi('staffolo'), popolazioneDi('loreto')]);
  await registro('VIA DEL COLLE', '1975-10-01', [UGO, ADA]);
  await storia.registry('loreto', [iscritta(DI_LORETO, { comune: 'loreto', dal: '1975-10-01' })]);
}, 240_000);
afterAll(() => storia.drop(), 60_000);

const cartella = new Cartella();

it('one search by code fills in who he is, with no word typed', async () => {
  expect(await cartella.look({ codice_fiscale: UGO.codice })).toBe(true);
  expect(cartella.quante).toBe(1);
  expect(cartella.dati).toMatchObject({
    profilo: 'M',
    dubbia: false,
    codice_fiscale: UGO.codice,
    cognome: 'MARINI',
    nome: 'UGO',
    sesso: 'M',
    data_nascita: '1949-08-21',
    luogo_nascita: { codice_belfiore: 'H501' },
    comune_residenza: { codice_istat: ENTI.staffolo.istat, denominazione: 'STAFFOLO' },
    vita: 'in_vita',
    // Not yet in charge: no more than it takes to recognise him.
    residenza: null,
    famiglia: null,
    identificativi: [],
  });
}, 60_000);

it('the case is opened: address, family and history come by the links of the answer', async () => {
  await cartella.open('2026/77');
  expect(cartella.dati).toMatchObject({ profilo: 'H', residenza: { indirizzo: 'VIA DEL COLLE 3', dal: '1975-10-01' } });
  // Ada is of the ambito: she is recognised as one of the household.
  expect(cartella.famiglia).toEqual(['ADA marito o moglie', 'UGO persona di riferimento']);
  expect(cartella.dati.storia).toBe(`/rest/anagrafe/v1/persone/${cartella.dati.id}/storia`);
}, 60_000);

it('he moves house: the program is told at its own address, reads again, and the card is right', async () => {
  const arrivate: Json[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes: Buffer) => (text += bytes.toString()));
    request.on('end', () => {
      arrivate.push(...JSON.parse(text).notifiche);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const indirizzo = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notifiche`;
  await storia.regione.ask('jesi', 'PUT', '/rest/anagrafe/v1/sottoscrizioni/webhook', { indirizzo });
  storia.on('2026-12-09T09:00:00Z');
  await registro('LARGO NUOVO', '1975-10-01', [UGO, ADA]);
  await storia.endWindow();
  await eventually(() => arrivate.length > 0, { timeout: 60_000, interval: 100 });
  server.close();
  expect(arrivate).toMatchObject([{ tipo: 'persona.variata', soggetto: cartella.soggetto, gruppi: ['residenza'] }]);
  // What travels says nothing that a stranger who reads it could use.
  expect(JSON.stringify(arrivate)).not.toMatch(/MARINI|NUOVO|042049|MRN/);
  await cartella.refresh();
  expect(cartella.dati.residenza.indirizzo).toBe('LARGO NUOVO 3');
}, 120_000);

it('who is not of the ATS stays unknown to it, by code, by name, and by the beginning of one', async () => {
  const altra = new Cartella();
  expect(await altra.look({ codice_fiscale: DI_LORETO.codice })).toBe(false);
  expect(await altra.look({ cognome: 'Marini', nome: 'Ivo', data_nascita: '1949-08-21' })).toBe(false);
  const noName = { cognome: 'Marini', data_nascita: '1949-08-21' };
  const { status, body } = await storia.ask('jesi', '/persone/ricerche', noName);
  expect([status, body.code]).toEqual([422, 'criteri_non_validi']);
  expect(
    (await storia.ask('jesi', '/persone/ricerche', { codice_fiscale: UGO.codice, finalita: 'altro' })).status,
  ).toBe(422);
  // The program's maker has no eyes of its own, and another ATS has none on Ugo.
  expect((await storia.ask('software', '/persone/ricerche', { codice_fiscale: UGO.codice })).status).toBe(403);
  for (const ente of ['osimo', 'loreto', 'fabriano'] as const) expect(await storia.byCode(ente, UGO)).toEqual([]);
}, 60_000);

it('Staffolo reads in its register who looked at its resident, for what, and how much was shown', async () => {
  const { items } = await storia.regione.ask('staffolo', 'GET', '/rest/anagrafe/v1/accessi?limit=100');
  const diJesi = items.filter(({ ente }: Json) => ente.id === ENTI.jesi.id);
  const visti = new Set(diJesi.map(({ verbo, profilo, finalita }: Json) => `${verbo} ${profilo} ${finalita}`));
  expect(visti).toContain('ricerca M presa_in_carico');
  expect(visti).toContain('famiglia H presa_in_carico');
  // Who helps him is not said: the case is Jesi's own.
  expect(JSON.stringify(items)).not.toContain('2026/77');
}, 60_000);
