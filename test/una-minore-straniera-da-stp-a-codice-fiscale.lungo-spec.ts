import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import type { Json } from './prova/installazione.js';
import { ENTI } from './prova/marche-piccole.js';
import { iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';

/** Amina came alone from Senegal. Fabriano helps her under the STP code that the health service gave her; later she has a codice fiscale. */
const STP = 'STP1101010000001';
const CON_CODICE = tizio({
  nome: 'AMINA',
  cognome: 'DIALLO',
  sesso: 'F',
  nato: '2013-02-11',
  comune: ENTI.fabriano.istat,
});
const CON_STP: Tizio = { ...CON_CODICE, codice: STP };
/** Of the same name, year and country, with an STP code of her own: there are many. */
const OMONIMA: Tizio = { ...CON_CODICE, codice: 'STP1101010000002' };

let storia: StoriaPersone;
let amina: string;
let omonima: string;
beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z');
}, 240_000);
afterAll(() => storia.drop(), 60_000);

const codici = ({ identificativi }: Json): string[] =>
  identificativi
    .filter(({ sistema }: Json) => sistema !== 'locale')
    .map(({ sistema }: Json) => sistema)
    .toSorted();

it('under an STP code she is helped, taken in charge and followed; another of her name and year is another', async () => {
  await storia.serve('fabriano', CON_STP, { luogo_nascita: 'Z343', codice_cittadinanza: '686', id_mittente: 'A-1' });
  await storia.serve('fabriano', OMONIMA, { luogo_nascita: 'Z343', codice_cittadinanza: '686' });
  await storia.serve('jesi', CON_STP, { luogo_nascita: 'Z343', codice_cittadinanza: '686' });
  const found = await storia.known('fabriano', CON_STP);
  amina = found.id;
  omonima = (await storia.known('fabriano', OMONIMA)).id;
  expect(omonima).not.toBe(amina);
  expect(found).toMatchObject({ codice_fiscale: STP, data_nascita: null, anno_nascita: 2013, dubbia: false });
  expect((await storia.known('jesi', CON_STP)).id).toBe(amina);
  await storia.takeCharge('fabriano', amina, 'MSNA-4');
  await storia.follow('fabriano', amina);
  await storia.follow('jesi', amina, { gruppi: ['identificativi'] });
}, 60_000);

it('the registry office enrols her with both codes: she is the same person, found by both, and who follows her is told', async () => {
  storia.on('2026-12-10T09:00:00Z');
  await storia.registry('fabriano', [
    iscritta(CON_CODICE, {
      comune: 'fabriano',
      dal: '2026-12-05',
      famiglia: ['C9', '1'],
      campi: { stp: STP, luogo_nascita: 'Z343' },
    }),
  ]);
  const byOld = await storia.known('fabriano', CON_STP);
  const byNew = await storia.known('fabriano', CON_CODICE);
  expect([byOld.id, byNew.id]).toEqual([amina, amina]);
  expect(byNew).toMatchObject({
    codice_fiscale: CON_CODICE.codice,
    data_nascita: '2013-02-11',
    profilo: 'H',
    dubbia: false,
  });
  expect(codici(byNew)).toEqual(['codice_fiscale', 'stp']);
  await storia.endWindow();
  expect(await storia.told('fabriano')).toMatchObject([{ tipo: 'persona.variata', gruppi: ['identita', 'identificativi', 'residenza', 'famiglia'], decorrenza: '2026-12-05' }]); // prettier-ignore
  // Jesi asked of her codes alone, and is told of them alone.
  expect(await storia.told('jesi')).toMatchObject([{ tipo: 'persona.variata', gruppi: ['identificativi'] }]);
  expect((await storia.known('fabriano', OMONIMA)).id).toBe(omonima);
}, 60_000);

it('what comes later under either code is hers: one case, one history, every prestazione', async () => {
  storia.on('2026-12-20T09:00:00Z');
  await storia.serve('fabriano', CON_CODICE, { luogo_nascita: 'Z343', id_mittente: 'A-2' });
  // A correction of the first, still under the old code.
  await storia.serve('fabriano', CON_STP, {
    luogo_nascita: 'Z343',
    id_mittente: 'A-1',
    protocollo_domanda: 'storia-1',
    importo_prestazione: '150.00',
  });
  await storia.serve('jesi', CON_CODICE, { luogo_nascita: 'Z343' });
  const found = await storia.known('fabriano', CON_CODICE);
  expect(found.id).toBe(amina);
  expect(found.schede.filter(({ tracciato }: Json) => tracciato.startsWith('PS_PSA_SINA'))).toHaveLength(2);
  expect((await storia.known('jesi', CON_STP)).schede).toHaveLength(2);
  const { items } = await storia.regione.ask('fabriano', 'GET', '/rest/anagrafe/v1/prese-in-carico?aperte=true');
  expect(items).toMatchObject([{ persona: amina, riferimento: 'MSNA-4' }]);
  const { body } = await storia.ask('fabriano', `/persone/${amina}/storia`);
  expect(body.residenze).toMatchObject([{ comune: ENTI.fabriano.istat, dal: '2026-12-05', al: null }]);
}, 60_000);

it('who neither helps her nor lives with her knows her by no code', async () => {
  for (const ente of ['loreto', 'osimo', 'staffolo', 'castelbellino'] as const)
    for (const chi of [CON_STP, CON_CODICE, OMONIMA]) {
      // Jesi gave a prestazione: its ATS has her too, its other comuni do not.
      expect([ente, await storia.byCode(ente, chi)]).toEqual([ente, []]);
    }
}, 60_000);
