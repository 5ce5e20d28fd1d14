import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI, popolazioneDi } from './prova/marche-piccole.js';
import { type Iscrizione, iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';

/** Of Staffolo; twenty is the bound up to which a fornitura is believed when it says people dead, gone or come. */
const RESIDENTI = Array.from({ length: 40 }, (_, at) =>
  tizio({
    cognome: `PROVA${String.fromCodePoint(65 + (at % 26))}${String.fromCodePoint(65 + Math.floor(at / 26))}`,
    nome: 'MIRKO',
    nato: `19${50 + at}-03-1${at % 9}`.replace('-10', '-19'),
    comune: ENTI.staffolo.istat,
  }),
);
const FORNITURE = '/rest/anagrafe/v1/forniture';

let storia: StoriaPersone;
beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z', [popolazioneDi('staffolo')]);
  await storia.registry(
    'staffolo',
    RESIDENTI.map((chi) => a('staffolo', chi)),
  );
}, 240_000);
afterAll(() => storia.drop(), 60_000);

function a(comune: Iscrizione['comune'], chi: Tizio, campi: Iscrizione['campi'] = {}) {
  return iscritta(chi, { comune, dal: '2010-01-01', campi });
}
/** How many of the forty Staffolo finds, and how. */
async function residents(): Promise<Record<string, number>> {
  const count: Record<string, number> = {};
  for (const chi of RESIDENTI) {
    const [found] = await storia.byCode('staffolo', chi);
    const come = found === undefined ? 'nessuno' : `${found.profilo} ${found.vita}`;
    count[come] = (count[come] ?? 0) + 1;
  }
  return count;
}
const decide = (comune: string, id: string, come: string) =>
  storia.regione.call(comune, 'POST', `${FORNITURE}/${id}/${come}`, { motivo: 'Il file era di prova.' });

it('a registry that says everybody dead is held: nobody dies, nobody is told, and its comune refuses it', async () => {
  const seguito = await storia.known('staffolo', RESIDENTI[0]!);
  await storia.follow('staffolo', seguito.id);
  const fornitura = await storia.registry(
    'staffolo',
    RESIDENTI.map((chi) => a('staffolo', chi, { data_decesso: '2026-11-30' })),
  );
  expect(fornitura).toMatchObject({ stato: 'sospesa', motivi: ['troppe_uscite'], uscite: 40 });
  expect(await residents()).toEqual({ 'H in_vita': 40 });
  await storia.endWindow();
  expect(await storia.told('staffolo')).toEqual([]);
  // It is Staffolo's alone: to another comune it is not there.
  expect((await decide('loreto', fornitura.id, 'conferme')).status).toBe(404);
  expect((await decide('staffolo', fornitura.id, 'rifiuti')).status).toBe(200);
  expect(await residents()).toEqual({ 'H in_vita': 40 });
}, 120_000);

it('one death is believed of the comune of residence, and who follows is told once', async () => {
  storia.on('2026-12-03T09:00:00Z');
  const { stato } = await storia.registry('staffolo', [a('staffolo', RESIDENTI[0]!, { data_decesso: '2026-12-02' })]);
  expect(stato).toBe('applicata');
  await storia.endWindow();
  expect((await storia.told('staffolo')).map(({ tipo }) => tipo)).toEqual(['decesso']);
  expect(await residents()).toEqual({ 'H in_vita': 39, 'H deceduta': 1 });
}, 120_000);

it('a comune that claims the residents of another is held, gains nobody, and learns of nobody', async () => {
  storia.on('2026-12-05T09:00:00Z');
  const pretese = await storia.registry(
    'loreto',
    RESIDENTI.slice(0, 30).map((chi) => a('loreto', chi)),
  );
  expect(pretese).toMatchObject({ stato: 'sospesa', motivi: ['troppe_pretese'], uscite: null });
  expect(Object.keys(pretese)).not.toEqual(expect.arrayContaining(['pretese']));
  // Small ones wait too, for the rest of the day, whoever is in them.
  const sconosciuto = tizio({ cognome: 'MAIVISTO', nome: 'PIO', comune: ENTI.loreto.istat });
  for (const chi of [RESIDENTI[31]!, sconosciuto]) {
    const piccola = await storia.registry('loreto', [a('loreto', chi)]);
    expect([piccola.stato, piccola.motivi, piccola.uscite]).toEqual(['sospesa', ['troppe_pretese'], null]);
  }
  for (const chi of RESIDENTI.slice(0, 8)) expect(await storia.byCode('loreto', chi)).toEqual([]);
  expect(await residents()).toEqual({ 'H in_vita': 39, 'H deceduta': 1 });
  // Confirmed, in its own name, it is heard as what it is: a claim that waits for Staffolo's word.
  expect((await decide('loreto', pretese.id, 'conferme')).status).toBe(200);
  await storia.fornitura('loreto', pretese.invio, ['applicata']);
  for (const chi of RESIDENTI.slice(0, 8)) expect(await storia.byCode('loreto', chi)).toEqual([]);
  expect((await storia.regione.ask('loreto', 'GET', '/rest/anagrafe/v1/residenze-contese')).items).toEqual([]);
  const { items } = await storia.regione.ask('staffolo', 'GET', '/rest/anagrafe/v1/residenze-contese?limit=200');
  expect(items.length).toBeGreaterThanOrEqual(29);
  expect(new Set(items.map(({ comune }: Json) => comune))).toEqual(new Set([ENTI.loreto.istat]));
}, 180_000);

const giorno = (at: number): string => new Date(Date.UTC(1950, 0, 1 + at)).toISOString().slice(0, 10);
const tries = (chi: string, cognome: string, at: number) =>
  storia.ask(chi, '/persone/ricerche', { cognome, nome: 'MIRKO', data_nascita: giorno(at) });

it('a flood of searches along the days of a surname is stopped; who looks for one person at its desk is not', async () => {
  const stati: number[] = [];
  for (let at = 0; at < 60; at += 1) stati.push((await tries('fabriano', 'PROVAAA', at)).status);
  expect(stati.filter((stato) => stato === 200).length).toBeLessThanOrEqual(31);
  expect(stati.at(-1)).toBe(429);
  const { body } = await tries('fabriano', 'PROVAAA', 0);
  expect(body.code).toBe('troppe_ricerche');
  // The same line is shut for the one who walked it: by another name it may still ask, and others may ask this.
  expect((await storia.ask('fabriano', '/persone/ricerche', { cognome: 'ROSSI', nome: 'ANNA', data_nascita: '1980-01-01' })).status).toBe(200); // prettier-ignore
  expect((await tries('staffolo', 'PROVAAA', 0)).status).toBe(200);
  expect(await storia.byCode('staffolo', RESIDENTI[5]!)).toHaveLength(1);
}, 180_000);

it('all at once from many connections it gets no more; in the next hour it may ask again', async () => {
  storia.on('2026-12-05T12:00:00Z');
  const stati = await Promise.all(
    Array.from({ length: 120 }, async (_, at) => (await tries('osimo', 'FOLLA', at)).status),
  );
  expect(new Set(stati)).toEqual(new Set([200, 429]));
  expect((await tries('osimo', 'FOLLA', 0)).status).toBe(429);
  storia.on('2026-12-05T13:00:01Z');
  expect((await tries('osimo', 'FOLLA', 0)).status).toBe(200);
}, 120_000);

it('two comuni that say the same new persons at the same instant make each of them once', async () => {
  const nuovi = Array.from({ length: 12 }, (_, at) =>
    tizio({
      cognome: `NUOVO${String.fromCodePoint(65 + at)}`,
      nome: 'ALDO',
      nato: `1961-05-${10 + at}`,
      comune: ENTI.jesi.istat,
    }),
  );
  await Promise.all(nuovi.flatMap((chi) => [storia.serve('jesi', chi), storia.serve('fabriano', chi)]));
  for (const chi of nuovi) {
    const [jesi, fabriano] = [await storia.known('jesi', chi), await storia.known('fabriano', chi)];
    expect([jesi.id, jesi.dubbia, fabriano.dubbia]).toEqual([fabriano.id, false, false]);
    expect([jesi.schede.length, fabriano.schede.length]).toEqual([1, 1]);
  }
}, 180_000);
