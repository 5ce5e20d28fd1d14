import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI, popolazioneDi } from './prova/marche-piccole.js';
import { iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';

/** Giulia and Giada: one surname, one day, one place, one house, names that begin alike. */
const gemella = (nome: string): Tizio =>
  tizio({ nome, cognome: 'SERAFINI', sesso: 'F', nato: '2015-05-09', comune: ENTI.staffolo.istat });
const GIULIA = gemella('GIULIA');
const GIADA = gemella('GIADA');
const MADRE = tizio({ nome: 'ELENA', cognome: 'CONTI', sesso: 'F', nato: '1986-11-02', comune: ENTI.staffolo.istat });

let storia: StoriaPersone;
beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z', [popolazioneDi('staffolo'), popolazioneDi('osimo')]);
  const casa = { comune: 'staffolo', dal: '2015-05-09' } as const;
  await storia.registry('staffolo', [
    iscritta(MADRE, { ...casa, famiglia: ['5', '1'] }),
    iscritta(GIULIA, { ...casa, famiglia: ['5', '3'] }),
    iscritta(GIADA, { ...casa, famiglia: ['5', '3'] }),
  ]);
}, 240_000);
afterAll(() => storia.drop(), 60_000);

const nomi = (items: readonly Json[]): string[] => items.map(({ nome }): string => nome).toSorted();
/** Ids of the two, as Staffolo finds them by their codes. */
const ids = async (): Promise<string[]> => [
  (await storia.known('staffolo', GIULIA)).id,
  (await storia.known('staffolo', GIADA)).id,
];
const household = async (): Promise<string[]> => {
  const { id } = await storia.known('staffolo', MADRE);
  return nomi((await storia.ask('staffolo', `/persone/${id}/famiglia`)).body.famiglia.componenti);
};

it('their comune has two daughters in one house, each found by her own code and by her own name', async () => {
  const [giulia, giada] = await ids();
  expect(giulia).not.toBe(giada);
  expect(await household()).toEqual(['ELENA', 'GIADA', 'GIULIA']);
  for (const [chi, id] of [
    [GIULIA, giulia],
    [GIADA, giada],
  ] as const) {
    // prettier-ignore
    const byName = { cognome: 'Serafini', nome: chi.nome, data_nascita: '2015-05-09' };
    expect((await storia.find('staffolo', byName)).map((one) => one.id)).toEqual([id]);
  }
}, 60_000);

it('each has the prestazioni that were given to her; who helps one does not see the other', async () => {
  await storia.serve('fabriano', GIULIA);
  await storia.serve('fabriano', GIULIA);
  await storia.serve('osimo', GIADA);
  expect((await storia.known('fabriano', GIULIA)).schede).toHaveLength(2);
  expect(await storia.byCode('fabriano', GIADA)).toEqual([]);
  expect((await storia.known('osimo', GIADA)).schede).toHaveLength(1);
  expect(await storia.byCode('osimo', GIULIA)).toEqual([]);
  expect((await storia.known('staffolo', GIULIA)).schede.every((one: Json) => one.ente_erogatore === ENTI.staffolo.id)).toBe(true); // prettier-ignore
}, 60_000);

it('a registry that writes them without a code puts each with herself, and makes nobody of the two together', async () => {
  const before = await ids();
  const casa = { comune: 'osimo', dal: '2026-11-25', altrove: 'staffolo' } as const;
  await storia.registry('osimo', [
    iscritta(GIADA, { ...casa, campi: { codice_fiscale: undefined } }),
    iscritta(GIULIA, { ...casa, campi: { codice_fiscale: undefined } }),
  ]);
  expect(await ids()).toEqual(before);
  expect(await household()).toEqual(['ELENA', 'GIADA', 'GIULIA']);
  for (const chi of [GIULIA, GIADA]) {
    const byName = { cognome: 'Serafini', nome: chi.nome, data_nascita: '2015-05-09' };
    expect(nomi(await storia.find('staffolo', byName))).toEqual([chi.nome]);
  }
}, 60_000);

it('a desk writes the code of one with the name of the other: nobody is merged, who must choose is told nobody, and a correction mends it', async () => {
  const before = await ids();
  const sbagliata = { ...GIADA, codice: GIULIA.codice };
  await storia.serve('fabriano', sbagliata, { id_mittente: 'F-77' });
  // Fabriano sees two of that code. A system is not given one of them to guess at.
  expect(await storia.byCode('fabriano', GIULIA)).toEqual([]);
  const byName = { cognome: 'Serafini', nome: 'Giulia', data_nascita: '2015-05-09' };
  expect(await storia.find('fabriano', byName)).toMatchObject([{ id: before[0], dubbia: true }]);
  // So does Staffolo, where both are said to live; by her name it finds her still.
  expect(await storia.byCode('staffolo', GIULIA)).toEqual([]);
  expect(await storia.find('staffolo', byName)).toMatchObject([{ id: before[0], dubbia: true }]);
  // Osimo sees neither, and nothing of it.
  expect(await storia.byCode('osimo', GIULIA)).toEqual([]);
  expect(await storia.byCode('osimo', GIADA)).toMatchObject([{ id: before[1], dubbia: false }]);
  await storia.serve('fabriano', GIADA, { id_mittente: 'F-77', protocollo_domanda: 'storia-4' });
  expect(await storia.byCode('fabriano', GIULIA)).toMatchObject([{ id: before[0], dubbia: false }]);
  expect(await storia.byCode('fabriano', GIADA)).toMatchObject([{ id: before[1], dubbia: false }]);
  expect(await ids()).toEqual(before);
}, 60_000);
