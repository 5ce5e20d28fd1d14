import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Tizio, tizio } from '../apps/anagrafe-regionale/src/prova/righe-di-prova.js';
import { ENTI, type NomeComune, popolazioneDi } from './prova/marche-piccole.js';
import { iscritta } from './prova/persone-scritte.js';
import { StoriaPersone } from './prova/storia-persone.js';

/**
 * Lucia, Paolo and Sara live in Staffolo (ATS 9) with Lucia's mother; Staffolo has Lucia in charge, Fabriano (ATS 10) has Sara. The three
 * move to Loreto (ATS 13); the grandmother stays.
 */
const persona = (nome: string, cognome: string, nato: string, sesso: 'M' | 'F' = 'F'): Tizio =>
  tizio({ nome, cognome, nato, sesso, comune: ENTI.staffolo.istat });
const LUCIA = persona('LUCIA', 'BIANCHI', '1985-04-12');
const PAOLO = persona('PAOLO', 'FERRI', '1982-01-20', 'M');
const SARA = persona('SARA', 'FERRI', '2012-09-03');
const NONNA = persona('ROSA', 'BIANCHI', '1955-06-30');
const RELAZIONI = new Map([
  [LUCIA, '1'],
  [PAOLO, '2'],
  [SARA, '3'],
  [NONNA, '6'],
]);
const CHI_PARTE = [LUCIA, PAOLO, SARA];

const COMUNI = ['staffolo', 'castelbellino', 'jesi', 'loreto', 'osimo', 'fabriano'] as const satisfies NomeComune[];
/** Those who may ask nothing of persons, whatever they do. */
const FUORI = ['regione', 'inps', 'cooperativa', 'software', 'steward', 'tecnico', 'staffolo-dpo', 'loreto-dpo'];

let storia: StoriaPersone;
const id = new Map<Tizio, string>();
/** By what name each ente knows whom it follows. */
const nome: Record<string, string> = {};

beforeAll(async () => {
  storia = await StoriaPersone.start('2026-12-01T09:00:00Z', [popolazioneDi('staffolo')]);
  const casa = { comune: 'staffolo', dal: '2014-05-01', indirizzo: 'VIA DEL COLLE' } as const;
  await storia.registry(
    'staffolo',
    [...RELAZIONI].map(([chi, relazione]) => iscritta(chi, { ...casa, famiglia: ['77', relazione] })),
  );
  await storia.serve('fabriano', SARA);
  for (const chi of RELAZIONI.keys()) id.set(chi, (await storia.known('staffolo', chi)).id);
  await storia.takeCharge('staffolo', id.get(LUCIA)!, '2026/1');
  await storia.takeCharge('fabriano', id.get(SARA)!, 'F-9');
  const seguiti: [string, NomeComune, Tizio, object?][] = [
    ['Lucia per Staffolo', 'staffolo', LUCIA],
    ['la famiglia di Lucia per Staffolo', 'staffolo', LUCIA, { oggetto: 'famiglia' }],
    ['Paolo per Staffolo', 'staffolo', PAOLO],
    ['Rosa per Staffolo', 'staffolo', NONNA],
    ['Lucia per Jesi', 'jesi', LUCIA],
    ['Paolo per Jesi', 'jesi', PAOLO],
    ['Sara per Castelbellino', 'castelbellino', SARA],
    ['Sara per Fabriano', 'fabriano', SARA],
  ];
  for (const [nomignolo, ente, chi, altro] of seguiti)
    nome[(await storia.follow(ente, id.get(chi)!, altro)).soggetto] = nomignolo;
}, 240_000);
afterAll(() => storia.drop(), 60_000);

/** Who finds this person, with which profile, where, at which address. */
async function seenBy(chi: Tizio): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const ente of COMUNI) {
    const [found] = await storia.byCode(ente, chi);
    if (found === undefined) continue;
    const dove = [found.comune_residenza?.denominazione, found.residenza?.indirizzo].filter(
      (one) => one !== undefined && one !== null,
    );
    seen[ente] = [found.profilo, ...dove].join(' ');
  }
  return seen;
}

/** What each ente was told since the last time it was asked, with the names it knows persons by in words. */
const letto: Record<string, number> = {};
async function news(): Promise<Record<string, string[]>> {
  await storia.endWindow();
  const all: Record<string, string[]> = {};
  for (const ente of COMUNI) {
    const told = await storia.told(ente);
    const nuove = told.slice(letto[ente] ?? 0);
    letto[ente] = told.length;
    if (nuove.length === 0) continue;
    all[ente] = nuove
      .map(({ tipo, soggetto, gruppi, decorrenza }) => [nome[soggetto], tipo, ...gruppi, decorrenza].join(' ').trim())
      .toSorted();
  }
  return all;
}

/** Who is shown in the famiglia of somebody. */
async function householdFor(ente: string, chi: Tizio): Promise<string[]> {
  const { body } = await storia.ask(ente, `/persone/${id.get(chi)!}/famiglia`);
  return body.famiglia.componenti.map((one: { nome: string }) => one.nome).toSorted();
}

const A_STAFFOLO = {
  lucia: { staffolo: 'H STAFFOLO VIA DEL COLLE 3', castelbellino: 'M STAFFOLO', jesi: 'H STAFFOLO VIA DEL COLLE 3' },
  paolo: { staffolo: 'H STAFFOLO VIA DEL COLLE 3', castelbellino: 'M STAFFOLO', jesi: 'M STAFFOLO' },
};
const SARA_A_STAFFOLO = { ...A_STAFFOLO.paolo, fabriano: 'H STAFFOLO VIA DEL COLLE 3' };

it('before they move each of their comune, of their ATS and of who helps them sees what is its own; nobody else anything', async () => {
  expect(await seenBy(LUCIA)).toEqual(A_STAFFOLO.lucia);
  expect(await seenBy(PAOLO)).toEqual(A_STAFFOLO.paolo);
  expect(await seenBy(SARA)).toEqual(SARA_A_STAFFOLO);
  expect(await householdFor('staffolo', LUCIA)).toEqual(['LUCIA', 'PAOLO', 'ROSA', 'SARA']);
  expect(await householdFor('fabriano', SARA)).toEqual(['SARA']);
  expect(await news()).toEqual({});
}, 60_000);

it('Loreto says that they came: until Staffolo lets them go they have not, and nobody is told anything', async () => {
  storia.on('2026-12-16T09:00:00Z');
  const casa = { comune: 'loreto', dal: '2026-12-14', indirizzo: 'VIA DEL PORTO', altrove: 'staffolo' } as const;
  await storia.registry(
    'loreto',
    CHI_PARTE.map((chi) => iscritta(chi, { ...casa, famiglia: ['901', RELAZIONI.get(chi)!] })),
  );
  expect(await news()).toEqual({});
  expect(await seenBy(LUCIA)).toEqual(A_STAFFOLO.lucia);
  expect(await seenBy(SARA)).toEqual(SARA_A_STAFFOLO);
  expect(await householdFor('staffolo', LUCIA)).toEqual(['LUCIA', 'PAOLO', 'ROSA', 'SARA']);
  // Staffolo alone, whose residents they are, is asked about them; Loreto is not told whom the registry knows.
  const contese = async (ente: string) => (await storia.regione.ask(ente, 'GET', '/rest/anagrafe/v1/residenze-contese')).items.length; // prettier-ignore
  expect([await contese('staffolo'), await contese('loreto'), await contese('fabriano')]).toEqual([3, 0, 0]);
}, 60_000);

it('Staffolo lets them go: every case manager who may know, knows, and reads the new address', async () => {
  storia.on('2026-12-18T09:00:00Z');
  const casa = { comune: 'staffolo', dal: '2014-05-01', al: '2026-12-13', altrove: 'loreto' } as const;
  await storia.registry(
    'staffolo',
    CHI_PARTE.map((chi) => iscritta(chi, { ...casa, famiglia: ['77', RELAZIONI.get(chi)!] })),
  );
  expect(await news()).toEqual({
    staffolo: [
      'Lucia per Staffolo persona.variata residenza famiglia 2026-12-14',
      'Paolo per Staffolo fine_visibilita',
      'Rosa per Staffolo persona.variata famiglia',
      'la famiglia di Lucia per Staffolo famiglia.variata residenza famiglia 2026-12-14',
    ],
    jesi: ['Lucia per Jesi persona.variata residenza famiglia 2026-12-14', 'Paolo per Jesi fine_visibilita'],
    castelbellino: ['Sara per Castelbellino fine_visibilita'],
    fabriano: ['Sara per Fabriano persona.variata residenza famiglia 2026-12-14'],
  });
  // Whoever has a case follows it, with its ambito; the comune of arrival and its ambito see who arrived; the others see nobody.
  expect(await seenBy(LUCIA)).toEqual({
    staffolo: 'B LORETO VIA DEL PORTO 3',
    jesi: 'B LORETO VIA DEL PORTO 3',
    loreto: 'H LORETO VIA DEL PORTO 3',
    osimo: 'M LORETO',
  });
  expect(await seenBy(PAOLO)).toEqual({ loreto: 'H LORETO VIA DEL PORTO 3', osimo: 'M LORETO' });
  expect(await seenBy(SARA)).toEqual({
    loreto: 'H LORETO VIA DEL PORTO 3',
    osimo: 'M LORETO',
    fabriano: 'H LORETO VIA DEL PORTO 3',
  });
  expect(await seenBy(NONNA)).toEqual(A_STAFFOLO.paolo);
}, 60_000);

it('a case shows one person, not with whom she lives now; what was before is the history of where it was', async () => {
  expect(await householdFor('loreto', LUCIA)).toEqual(['LUCIA', 'PAOLO', 'SARA']);
  expect(await householdFor('staffolo', LUCIA)).toEqual(['LUCIA']);
  expect(await householdFor('staffolo', NONNA)).toEqual(['ROSA']);
  const { body } = await storia.ask('loreto', `/persone/${id.get(LUCIA)!}/storia`);
  expect(body.residenze.map(({ comune }: { comune: string }) => comune)).toEqual([ENTI.loreto.istat]);
  expect(body.famiglie.map(({ comune }: { comune: string }) => comune)).toEqual([ENTI.loreto.istat]);
  expect((await storia.ask('staffolo', `/persone/${id.get(LUCIA)!}/storia`)).body.residenze).toBeNull();
}, 60_000);

it('of who left and is nobody’s case Staffolo is answered as of who has never been there, by whatever name it asks', async () => {
  const stable = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
    const { correlation_id: _, instance: __, ...rest } = body;
    return { status, rest };
  };
  const ofNobody = '0f0f0f0f-0000-4000-8000-000000000000';
  for (const ente of ['staffolo', 'castelbellino', 'fabriano'] as const) {
    for (const path of ['famiglia', 'storia', 'rete']) {
      const [paolo, nessuno] = [id.get(PAOLO)!, ofNobody].map((one) => storia.ask(ente, `/persone/${one}/${path}`));
      expect([ente, path, stable(await paolo!)]).toEqual([ente, path, stable(await nessuno!)]);
    }
    const byName = { cognome: 'FERRI', nome: 'PAOLO', data_nascita: '1982-01-20' };
    expect(await storia.find(ente, byName)).toEqual([]);
  }
  for (const chi of FUORI) {
    const { status } = await storia.ask(chi, '/persone/ricerche', { codice_fiscale: LUCIA.codice });
    expect([chi, status]).toEqual([chi, 403]);
  }
}, 60_000);

it('Loreto takes Lucia in charge and hears only that she is in charge elsewhere; Staffolo closes, and her days of grace over sees her no more', async () => {
  await storia.takeCharge('loreto', id.get(LUCIA)!, 'L-1');
  const identita = { codice_fiscale: LUCIA.codice, cognome: 'BIANCHI', data_nascita: '1985-04-12' };
  const { body } = await storia.ask('loreto', '/verifiche-presa-in-carico', identita);
  expect(body).toMatchObject({ in_carico_altrove: 'si', enti: [] });
  const { items } = await storia.regione.ask('staffolo', 'GET', '/rest/anagrafe/v1/prese-in-carico');
  await storia.write('staffolo', `/prese-in-carico/${items[0].id}/chiusura`, { motivo: 'trasferito' });
  expect(Object.keys(await seenBy(LUCIA))).toEqual(['staffolo', 'jesi', 'loreto', 'osimo']);
  // The register of accesses of her new comune says who looked at her since.
  const { items: accessi } = await storia.regione.ask('loreto', 'GET', '/rest/anagrafe/v1/accessi?limit=100');
  const guardano = new Set(accessi.map(({ ente }: { ente: { id: string } }) => ente.id));
  expect(guardano).toEqual(new Set(['staffolo', 'jesi', 'loreto', 'osimo', 'fabriano'].map((one) => ENTI[one as 'jesi'].id))); // prettier-ignore
  storia.on('2027-03-31T09:00:00Z');
  expect(await seenBy(LUCIA)).toEqual({ loreto: 'H LORETO VIA DEL PORTO 3', osimo: 'H LORETO VIA DEL PORTO 3' });
}, 60_000);
