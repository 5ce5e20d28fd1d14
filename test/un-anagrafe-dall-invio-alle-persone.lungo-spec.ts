import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeXlsx } from '#libs/tracciati';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI } from './prova/marche-piccole.js';
import { iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';
import { celleDi, csvDi } from './prova/tabelle.js';

/** Staffolo delivers its registry. The region knows Bruno and Carla, who have a prestazione; it has never heard of Dino. */
const persona = (nome: string, nato: string, sesso: 'M' | 'F'): Tizio =>
  tizio({ nome, cognome: 'GALLI', nato, sesso, comune: ENTI.staffolo.istat });
const BRUNO = persona('BRUNO', '1970-03-04', 'M');
const CARLA = persona('CARLA', '1972-07-08', 'F');
const DINO = persona('DINO', '1999-01-30', 'M');

let storia: StoriaPersone;
let bruno: string;
beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z');
  await storia.serve('jesi', BRUNO);
  await storia.serve('jesi', CARLA);
  bruno = (await storia.known('jesi', BRUNO)).id;
  await storia.takeCharge('jesi', bruno, '2026/5');
  await storia.follow('jesi', bruno);
}, 240_000);
afterAll(() => storia.drop(), 60_000);

const casa = { comune: 'staffolo', dal: '1999-01-30', indirizzo: 'VIA DEL POZZO' } as const;
const TUTTI = [
  iscritta(BRUNO, { ...casa, famiglia: ['12', '1'] }),
  iscritta(CARLA, { ...casa, famiglia: ['12', '2'] }),
  iscritta(DINO, { ...casa, famiglia: ['12', '3'] }),
];
const rete = async (chi: string): Promise<string[]> => {
  const { body } = await storia.ask(chi, `/persone/${bruno}/famiglia`);
  return (body.famiglia?.componenti ?? []).map(({ nome }: Json) => nome).toSorted();
};
/** Every table of the registry, as text: what is not there was not kept. */
async function keptWords(word: string): Promise<string[]> {
  const tables = await storia.regione.database.admin<{ nome: string }>(
    `SELECT tablename AS nome FROM pg_tables WHERE schemaname = 'anagrafe_regionale' AND tablename NOT LIKE 'copia%'`,
  );
  const found: string[] = [];
  for (const { nome } of tables) {
    const rows = await storia.regione.database.admin(
      `SELECT 1 FROM anagrafe_regionale."${nome}" t WHERE upper(t::text) LIKE '%' || $1 || '%' LIMIT 1`,
      [word],
    );
    if (rows.length > 0) found.push(nome);
  }
  return found;
}

it('what it says of those whom the region knows is theirs; of the others nothing is kept, and Staffolo is not told who is which', async () => {
  const fornitura = await storia.registry('staffolo', TUTTI);
  expect(fornitura).toMatchObject({ stato: 'applicata', righe: 3, arrivate: 3, motivi: [] });
  expect(JSON.stringify(fornitura)).not.toMatch(/ignote|applicate/);
  expect(await storia.known('staffolo', BRUNO)).toMatchObject({
    profilo: 'H',
    residenza: { indirizzo: 'VIA DEL POZZO 3' },
  });
  expect(await storia.byCode('staffolo', DINO)).toEqual([]);
  expect(await rete('staffolo')).toEqual(['BRUNO', 'CARLA']);
  expect([await keptWords('GALLI'), await keptWords('DINO'), await keptWords(DINO.codice)]).toEqual([
    expect.arrayContaining(['persona']),
    [],
    [],
  ]);
  await storia.endWindow();
  expect(await storia.told('jesi')).toMatchObject([{ tipo: 'persona.variata' }]);
}, 90_000);

it('as CSV and as a workbook it is the same registry: nothing changes, nobody is told anything', async () => {
  const piane = TUTTI.map(({ residenze, famiglie, ...campi }) =>
    Object.fromEntries(
      Object.entries({ ...campi, ...(residenze as Json[])[0], ...(famiglie as Json[])[0] }).map(([k, v]) => [
        k,
        String(v),
      ]),
    ),
  );
  const before = await storia.told('jesi');
  const [testa, ...corpo] = celleDi(piane);
  const foglio = { nome: 'Anagrafe', colonne: testa!.map((titolo) => ({ titolo })), righe: corpo };
  for (const document of [csvDi(piane), await buffer(writeXlsx([foglio]))]) {
    const { stati } = await storia.deliver('staffolo', 'ANAGRAFE', document);
    expect(stati).toEqual({ accettata: 3 });
  }
  await storia.endWindow();
  expect(await storia.told('jesi')).toEqual(before);
}, 90_000);

it('an invio sent by mistake is cancelled: where they live is again what the prestazioni say, and who follows Bruno is told', async () => {
  const sbagliato = [BRUNO, CARLA].map((chi) =>
    iscritta(chi, {
      ...casa,
      indirizzo: 'VIA SBAGLIATA',
      famiglia: ['13', '1'],
      campi: {
        cittadinanze: [{ cittadinanza_nazione: '250' }],
        stato_civile: '3',
        stato_civile_dal: '2019-11-02',
      },
    }),
  );
  const { id } = await storia.deliver('staffolo', 'ANAGRAFE', JSON.stringify({ righe: sbagliato }));
  await storia.fornitura('staffolo', id, ['applicata']);
  expect(await storia.known('staffolo', BRUNO)).toMatchObject({
    residenza: { indirizzo: 'VIA SBAGLIATA 3' },
    cittadinanze: ['250'],
    stato_civile: { codice: '3', descrizione: 'Vedovo/a', dal: '2019-11-02' },
  });
  await storia.endWindow();
  const before = (await storia.told('jesi')).length;

  await storia.regione.ask('staffolo', 'POST', `/rest/invii/v1/invii/${id}/annullamenti`);
  const cancelled = await storia.cancelled('staffolo', id);
  expect(cancelled).toMatchObject({ verso: 'annullamento', stato: 'applicata', arrivate: 2 });
  const [found] = await storia.byCode('jesi', BRUNO);
  expect(found).toMatchObject({
    id: bruno,
    residenza: null,
    cognome: 'GALLI',
    comune_residenza: { codice_istat: ENTI.staffolo.istat },
  });
  expect(found.cittadinanze).toEqual(['380']);
  expect(found.stato_civile).toBeNull();
  expect(await rete('jesi')).toEqual([]);
  await storia.endWindow();
  expect((await storia.told('jesi')).slice(before)).toMatchObject([{ tipo: 'persona.variata', gruppi: expect.arrayContaining(['residenza', 'famiglia', 'stato_civile']) }]); // prettier-ignore
  const { items } = await storia.regione.ask('jesi', 'GET', '/rest/anagrafe/v1/prese-in-carico?aperte=true');
  expect(items).toMatchObject([{ persona: bruno }]);
}, 120_000);

it('delivered again, as it should have been, it is as if nothing had happened; what was known meanwhile stays in the history', async () => {
  await storia.registry('staffolo', TUTTI.slice(0, 2));
  expect(await storia.known('staffolo', BRUNO)).toMatchObject({
    id: bruno,
    residenza: { indirizzo: 'VIA DEL POZZO 3' },
  });
  expect(await rete('staffolo')).toEqual(['BRUNO', 'CARLA']);
  const { body } = await storia.ask('staffolo', `/persone/${bruno}/storia`);
  const indirizzi = new Set(body.residenze.map(({ indirizzo }: Json) => indirizzo));
  expect(indirizzi).toContain('VIA DEL POZZO 3');
}, 90_000);
