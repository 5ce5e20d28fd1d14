import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI } from './prova/marche-piccole.js';
import { StoriaPersone } from './prova/storia-persone.js';

/** A desk of Fabriano writes Irene with the code of her sister Ilaria; the region's steward, in a hurry, takes them for one. */
const fabrianese = (nome: string, nato: string, cognome = 'ORSINI'): Tizio =>
  tizio({ nome, cognome, sesso: 'F', nato, comune: ENTI.fabriano.istat });
const ILARIA = fabrianese('ILARIA', '1991-04-04');
const IRENE = fabrianese('IRENE', '1991-04-04');
const IRENE_SBAGLIATA = { ...IRENE, codice: ILARIA.codice };
const ALTRE = Array.from({ length: 5 }, (_, at) => fabrianese('NORMA', `196${at}-02-1${at}`, `ALTRA${'ABCDE'[at]}`));
/** Who could be seen to gain something by the decision of a steward. */
const GUARDANO = ['fabriano', 'jesi', 'staffolo', 'castelbellino', 'osimo', 'loreto'] as const;

const V1 = '/rest/anagrafe/v1';
const MOTIVO = 'Stesso codice fiscale e stessa data di nascita.';
const PAZIENZA = { timeout: 40_000, interval: 250 };

let storia: StoriaPersone;
let ilaria: string;
let irene: string;
let unione: string;
let before: Json;
beforeAll(async () => {
  const atto = { SNODO_ATTO_RIESAME_REGIONALE: 'deliberazione 12 del 2026-01-10' };
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z', [], atto);
  for (const chi of ALTRE) await storia.serve('fabriano', chi);
  await storia.serve('fabriano', ILARIA);
  await storia.serve('jesi', ILARIA);
  await storia.serve('fabriano', IRENE_SBAGLIATA, { id_mittente: 'I-1' });
  ilaria = (await byName(ILARIA)).id;
  irene = (await byName(IRENE)).id;
  await storia.takeCharge('jesi', ilaria, 'J-1');
  await storia.follow('jesi', ilaria);
  await storia.follow('fabriano', ilaria);
  await storia.follow('fabriano', irene);
}, 300_000);
afterAll(() => storia.drop(), 60_000);

async function byName({ cognome, nome }: Tizio, chi = 'fabriano'): Promise<Json> {
  const found = await storia.find(chi, { cognome, nome, data_nascita: '1991-04-04' });
  // PS_PSA_SINA tells the year alone: the day is that of the code.
  if (found.length !== 1) throw new Error(`${chi} finds ${found.length} ${nome}`);
  return found[0];
}
/** Distinct persons of Fabriano's ATS in the region's table. */
async function counted(): Promise<Json> {
  const { celle } = await storia.regione.ask(
    'regione',
    'GET',
    '/rest/reporting/v1/tabelle/prestazioni-per-ambito?anno=2026',
  );
  const cella = celle.find((one: Json) => one.ambito === 'ATS10' && one.area === null);
  return cella?.persone.valore ?? cella?.persone.stato;
}
const untilCounted = (persone: number): Promise<boolean> =>
  eventually(async () => {
    // A table is published again once its interval is over.
    storia.regione.clock.advance(2000);
    expect(await counted()).toBe(persone);
    return true;
  }, PAZIENZA);
/** All that each ente reads of the two, by every name they have. */
async function rights(): Promise<Json> {
  const seen: Record<string, Json> = {};
  for (const ente of GUARDANO) {
    const letti = [ilaria, irene].map(async (id) => {
      const { status, body } = await storia.regione.call(ente, 'GET', `${V1}/persone/${id}?finalita=presa_in_carico`);
      return status === 200 ? { ...body, schede: body.schede.length } : status;
    });
    seen[ente] = [...(await Promise.all(letti)), (await storia.byCode(ente, ILARIA)).length];
  }
  return seen;
}
const steward = (method: string, path: string, body?: object): Promise<Json> =>
  storia.regione.ask('steward', method, `${V1}${path}`, body);
async function open(): Promise<{ id: string; aperta: Json }> {
  const { items } = await steward('GET', '/possibili-duplicati');
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toMatch(/ORSINI|IRENE|ILARIA|RSN/);
  const domanda = { finalita: 'riesame_duplicati', motivo: MOTIVO };
  return { id: items[0].id, aperta: await steward('POST', `/possibili-duplicati/${items[0].id}/aperture`, domanda) };
}

it('the region counts seven; the two sisters are in doubt, and the steward sees a pair without names', async () => {
  await untilCounted(7);
  before = await rights();
  expect(before.jesi.slice(1)).toEqual([404, 1]);
  expect(before.castelbellino).toEqual([404, 404, 0]);
  const { aperta } = await open();
  expect(aperta.persone.map(({ nome, profilo }: Json) => `${nome} ${profilo}`).toSorted()).toEqual([
    'ILARIA M',
    'IRENE M',
  ]);
  // Nobody else may even ask whether there are pairs.
  for (const ente of ['fabriano', 'regione', 'jesi'])
    expect([ente, (await storia.regione.call(ente, 'GET', `${V1}/possibili-duplicati`)).status]).toEqual([ente, 403]);
}, 120_000);

it('they are made one: the region counts six, whoever follows both is told, what comes later goes to the one', async () => {
  const { id, aperta } = await open();
  const decisa = await steward('POST', `/possibili-duplicati/${id}/unioni`, {
    motivo: MOTIVO,
    revisione: aperta.revisione,
  });
  unione = decisa.decisione;
  expect(decisa).toMatchObject({ stato: 'eseguita' });
  await untilCounted(6);
  await storia.serve('fabriano', IRENE_SBAGLIATA, { id_mittente: 'I-2' });
  const una = await storia.known('fabriano', ILARIA);
  expect([ilaria, irene]).toContain(una.id);
  expect([una.dubbia, una.schede.length]).toEqual([false, 3]);
  // Both names of it lead to it, also for Jesi, which is shown its own scheda and no other.
  for (const nome of [ilaria, irene])
    expect((await storia.regione.ask('fabriano', 'GET', `${V1}/persone/${nome}?finalita=presa_in_carico`)).id).toBe(
      una.id,
    );
  expect((await storia.known('jesi', ILARIA)).schede).toHaveLength(1);
  await untilCounted(6);
  await storia.endWindow();
  expect((await storia.told('fabriano')).filter(({ tipo }) => tipo === 'unione')).toHaveLength(2);
  // Jesi knew of one of them: that there was another is not told to it.
  expect((await storia.told('jesi')).filter(({ tipo }) => tipo === 'unione')).toEqual([]);
}, 180_000);

it('the decision is undone: two again, seven again, what came meanwhile with whom it is of, and nobody is left with what it gave', async () => {
  await steward('POST', `/persone/${ilaria}/aperture-riesame`, { finalita: 'riesame_duplicati', motivo: MOTIVO });
  await steward('POST', `/decisioni-riesame/${unione}/annullamenti`, {
    motivo: 'Sono sorelle: la tessera di Irene è un’altra.',
  });
  await untilCounted(7);
  expect((await byName(ILARIA)).id).toBe(ilaria);
  const tornata = await byName(IRENE);
  expect([tornata.id, tornata.schede.length]).toEqual([irene, 2]);
  const after = await rights();
  for (const ente of GUARDANO) {
    const [una, altra, quante] = after[ente];
    // Of Irene a prestazione came meanwhile: it is the one thing that is not as it was.
    const senza = altra.schede === undefined ? altra : { ...altra, schede: before[ente][1].schede };
    expect([ente, una, senza, quante]).toEqual([ente, ...before[ente]]);
  }
  const { items } = await storia.regione.ask('jesi', 'GET', `${V1}/prese-in-carico?aperte=true`);
  expect(items).toMatchObject([{ persona: ilaria, riferimento: 'J-1' }]);
  await storia.endWindow();
  expect((await storia.told('fabriano')).filter(({ tipo }) => tipo === 'separazione')).toHaveLength(2);
  expect((await storia.told('jesi')).filter(({ tipo }) => tipo === 'separazione')).toEqual([]);
}, 180_000);

it('both decisions stay in the list, with why; that they are two is said once, and not asked again', async () => {
  const { id, aperta } = await open();
  const detto = { motivo: 'Sorelle, verificato con l’ufficio anagrafe.', revisione: aperta.revisione };
  await steward('POST', `/possibili-duplicati/${id}/distinzioni`, detto);
  await storia.serve('fabriano', IRENE_SBAGLIATA, { id_mittente: 'I-3' });
  expect((await steward('GET', '/possibili-duplicati')).items).toEqual([]);
  const { items } = await steward('GET', '/decisioni-riesame');
  expect(items.map(({ tipo }: Json) => tipo).toSorted()).toEqual(['annullamento', 'distinzione', 'unione']);
  expect((await byName(IRENE)).schede).toHaveLength(3);
  await untilCounted(7);
}, 120_000);

it('the desk corrects the code: each is found by her own, and the count does not move', async () => {
  for (const [id_mittente, at] of [
    ['I-1', 8],
    ['I-2', 9],
    ['I-3', 10],
  ] as const)
    // prettier-ignore
    await storia.serve('fabriano', IRENE, { id_mittente, protocollo_domanda: `storia-${at}` });
  const corretta = await storia.known('fabriano', IRENE);
  expect([corretta.dubbia, corretta.schede.length, corretta.id === ilaria]).toEqual([false, 3, false]);
  expect(await storia.known('fabriano', ILARIA)).toMatchObject({ id: ilaria, dubbia: false });
  await untilCounted(7);
}, 120_000);
