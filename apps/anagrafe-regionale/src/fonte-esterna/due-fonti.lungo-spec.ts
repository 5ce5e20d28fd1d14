import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing';
import { startSimulatori } from '../../../simulatori/src/start-simulatori.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { iscritto } from '../prova/forniture-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { type Tizio, rigaDi, tizio } from '../prova/righe-di-prova.js';
import { ChiediAlleFonti } from './chiedi-alle-fonti.js';
import { SimulatoriDiProva } from './prova/simulatori-di-prova.js';
import { type SoggettoDiProva, soggetto } from './prova/soggetti-di-prova.js';

let simulatori: SimulatoriDiProva;
beforeAll(async () => {
  simulatori = await SimulatoriDiProva.start(startSimulatori);
});
afterAll(() => simulatori.close());

async function put(registro: string, id: string, chi: Tizio, rest: Partial<SoggettoDiProva> = {}): Promise<void> {
  const { cognome, nome, sesso, codice: codice_fiscale } = chi;
  const data_nascita = iscritto(chi, 'recanati').dataNascita!;
  const residenza = { luogo: ENTI.recanati.istat, dal: '2001-05-04', via: 'DELLE PROVE', civico: '7' };
  const suo = soggetto(id, {
    cognome,
    nome,
    sesso,
    data_nascita,
    codice_fiscale,
    residenza,
    luogo_nascita: '058091',
    ...rest,
  });
  await simulatori.put(`${registro}/soggetti`, { soggetti: [suo] });
}

interface RigaPersona {
  readonly vita: string;
  readonly data_decesso: string | null;
}
const persone = (anagrafe: AnagrafeDiProva): Promise<RigaPersona[]> =>
  anagrafe.database.admin(`SELECT vita, data_decesso::text FROM anagrafe_regionale.persona`);
const fonti = async (anagrafe: AnagrafeDiProva): Promise<string[]> => {
  const rows = await anagrafe.database.admin<{ fonte: string }>(`SELECT fonte FROM anagrafe_regionale.scheda`);
  return rows.map(({ fonte }) => fonte).toSorted();
};

describe('two registries that are asked', () => {
  let anagrafe: AnagrafeDiProva;
  beforeAll(async () => {
    anagrafe = await AnagrafeDiProva.start({ ...simulatori.env(), ...simulatori.envSanitaria() });
  });
  afterAll(() => anagrafe.close());

  it('a death that the health registry tells of is only reported, and ANPR is asked whether it is so', async () => {
    const chi = tizio({ nome: 'ZENO', nato: '1937-01-17' });
    await put('anpr', 'DD00001DD', chi);
    await put('sanitaria', 'DD00001DD', chi, { deceduto: { il: '2026-03-01' } });
    await anagrafe.accept([rigaDi(chi)]);
    await askAll(anagrafe);
    expect(await fonti(anagrafe)).toEqual(['anpr', 'sanitaria', 'sociale']);
    expect(await persone(anagrafe)).toMatchObject([{ vita: 'in_vita' }]);
    await put('anpr', 'DD00001DD', chi, { deceduto: { il: '2026-03-01' } });
    await anagrafe
      .ask('recanati', 'post', `/rest/anagrafe/v1/persone/${await idOf(anagrafe)}/aggiornamenti`)
      .send({ finalita: 'presa_in_carico' })
      .expect(202)
      .expect('location', /\/persone\/[0-9a-f-]{36}\?finalita=presa_in_carico$/);
    await askAll(anagrafe);
    expect(await persone(anagrafe)).toEqual([{ vita: 'deceduta', data_decesso: '2026-03-01' }]);
  });

  it('one question is asked once, however many ask at the same time', async () => {
    await anagrafe.empty();
    const chi = tizio({ nome: 'ALDO', nato: '1944-04-14' });
    await put('anpr', 'DD00002DD', chi);
    await anagrafe.accept([rigaDi(chi)]);
    const before = (await simulatori.richieste('anpr')).length;
    await Promise.all(Array.from({ length: 6 }, () => anagrafe.get(ChiediAlleFonti).step()));
    expect((await simulatori.richieste('anpr')).length - before).toBe(5);
  });
});

/** A second between one question and the next: of what is said at one instant nothing is the later word. */
async function askAll(anagrafe: AnagrafeDiProva): Promise<void> {
  for (let step = 0; step < 8; step += 1) {
    anagrafe.clock.advance(1000);
    await anagrafe.get(ChiediAlleFonti).step();
  }
}

async function idOf(anagrafe: AnagrafeDiProva): Promise<string> {
  const [row] = await anagrafe.database.admin<{ id: string }>(`SELECT id FROM anagrafe_regionale.persona`);
  return row!.id;
}

describe('a registry that runs', () => {
  it('asks by itself, and stops when it is told to', async () => {
    const anagrafe = await AnagrafeDiProva.start(simulatori.env(), { compiti: true });
    const chi = tizio({ nome: 'BRUNO', nato: '1955-05-15' });
    await put('anpr', 'DD00003DD', chi);
    await anagrafe.accept([rigaDi(chi)]);
    await eventually(async () => (await fonti(anagrafe)).includes('anpr'));
    await anagrafe.close();
  });
});
