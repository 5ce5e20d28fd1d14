import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LegalDay } from '#libs/codici';
import { Database } from '#libs/persistence';
import { eventually } from '#libs/testing';
import { CollegaSchede } from '../collegamento/collega-schede.js';
import type { SchedaDaCollegare } from '../collegamento/scheda-da-collegare.js';
import { DatiRiservati } from '../persona/dati-riservati.js';
import { FONTI } from '../persona/fonte.js';
import { AnagrafeDiProva } from '../prova/anagrafe-di-prova.js';
import { dettoDi } from '../prova/detti-di-prova.js';
import { codice } from '../prova/schede-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { AvviaRicostruzione } from './avvia-ricostruzione.js';
import { LeggiRicostruzioni, type Ricostruzione } from './leggi-ricostruzioni.js';
import { RicostruisciPersone } from './ricostruisci-persone.js';

let anagrafe: AnagrafeDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const PERCORSO = '/rest/amministrazione/v1/anagrafe-regionale/ricostruzioni';
const rows = <T>(sql: string) => anagrafe.database.admin<T>(sql);

/** Asks for it, and waits for its end. */
async function rebuild(): Promise<Ricostruzione> {
  const { body } = await anagrafe.ask('tecnico', 'post', PERCORSO).expect(202);
  const { id } = body as Ricostruzione;
  const found = async () => {
    const { body: list } = await anagrafe.ask('tecnico', 'get', PERCORSO).expect(200);
    return (list as { ricostruzioni: Ricostruzione[] }).ricostruzioni.find((one) => one.id === id)!;
  };
  await eventually(async () => (await found()).finita_il !== null);
  return found();
}

/** All that is worked out from schede, opened. */
async function stato() {
  const persone = await rows<Record<string, unknown> & { id: string; riservato: Buffer }>(
    `SELECT id, cognome, nome, anno_nascita AS "annoNascita", data_nascita AS "dataNascita", comune_residenza AS "comuneResidenza",
       vita, data_decesso::text, dubbia, riservato FROM anagrafe_regionale.persona ORDER BY id`,
  );
  const riservati = anagrafe.get(DatiRiservati);
  return {
    persone: persone.map(({ riservato, ...row }) => ({
      ...row,
      aperta: riservati.openPersona(row.id, row as never, riservato),
    })),
    codici: await rows(`SELECT * FROM anagrafe_regionale.persona_codice ORDER BY 1, 2`),
    chiavi:
      await rows(`SELECT record_id, k_cognome_data, k_nome_data, k_coppia_anno, k_luogo_data, impronta, impronta_di
      FROM anagrafe_regionale.scheda ORDER BY 1`),
    aperti: await rows(`SELECT record_id, persona_id FROM anagrafe_regionale.legame WHERE al IS NULL ORDER BY 1`),
  };
}

/** What a release that knew less, a restored backup or a hand may have left. */
const GUASTI = [
  `UPDATE anagrafe_regionale.persona SET cognome = 'GUASTO', vita = 'deceduta', dubbia = NOT dubbia, comune_residenza = NULL`,
  `DELETE FROM anagrafe_regionale.persona_codice`,
  `UPDATE anagrafe_regionale.scheda SET k_cognome_data = NULL, k_luogo_data = 7, impronta = '\\x07'`,
  `DELETE FROM anagrafe_regionale.legame`,
];

/** What the release before did not write. */
const IGNOTO_PRIMA = [
  `UPDATE anagrafe_regionale.scheda
    SET k_cognome_data = NULL, k_nome_data = NULL, k_coppia_anno = NULL, k_luogo_data = NULL, impronta = NULL,
      impronta_di = NULL, fatto = NULL`,
  `DELETE FROM anagrafe_regionale.legame`,
  `UPDATE anagrafe_regionale.record SET fatto_revisione = NULL`,
];

const NATO = '1966-03-14' as LegalDay;
const STP = codice('stp', 'STP1100010000017');
const evento = fc.record({
  record: fc.constantFrom('a', 'b', 'c', 'd'),
  fonte: fc.constantFrom(...FONTI),
  comuneFonte: fc.constantFrom(ENTI.recanati.istat, ENTI.ancona.istat),
  nome: fc.constantFrom('MIRKO', 'MIRCO', 'GIOVANNA'),
  cognome: fc.constantFrom('ROSSI', 'VERDI'),
  codici: fc.constantFrom('suo', 'stp', 'ambedue', 'nessuno'),
  comune: fc.constantFrom(ENTI.loreto.istat, ENTI.ancona.istat, undefined),
  vita: fc.constantFrom('in_vita' as const, 'deceduta' as const, undefined),
  statoCivile: fc.constantFrom({ codice: '2' }, { codice: '3', dal: '2019-11-02' as LegalDay }, undefined),
  annullamento: fc.boolean(),
});
const storia = fc.array(evento, { minLength: 2, maxLength: 10 }).map((events) => {
  const revisioni = new Map<string, number>();
  return events.map((one, at): SchedaDaCollegare => {
    const revisione = (revisioni.get(one.record) ?? 0) + 1;
    revisioni.set(one.record, revisione);
    const chi = { ...tizio({ comune: one.comune }), nome: one.nome, cognome: one.cognome };
    const suo = codice('codice_fiscale', chi.codice, at % 3 === 0 ? 'validato' : 'dichiarato');
    const codici = { suo: [suo], stp: [STP], ambedue: [suo, { ...STP, stato: 'cessato' as const }], nessuno: [] };
    return dettoDi(chi, one.record, {
      fonte: one.fonte,
      comuneFonte: one.fonte === 'anagrafe_comunale' ? one.comuneFonte : undefined,
      revisione,
      annullamento: one.annullamento && at % 2 === 0,
      accettataIl: `2026-02-${String(at + 1).padStart(2, '0')}T08:00:00.000Z`,
      codici: codici[one.codici],
      dati: { vita: one.vita, dataNascita: NATO, statoCivile: one.statoCivile },
    });
  });
});

describe('persons worked out again from their schede', () => {
  it('are as they were, whatever was said of them and whatever befell the rest', async () => {
    await fc.assert(
      fc.asyncProperty(storia, async (detti) => {
        await anagrafe.empty();
        for (const detto of detti) {
          await anagrafe
            .get(Database)
            .transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [detto]));
        }
        const live = await stato();
        expect((await rebuild()).variate).toBe(0);
        expect(await stato()).toEqual(live);
        for (const guasto of GUASTI) await rows(guasto);
        await rebuild();
        expect(await stato()).toEqual(live);
      }),
      { numRuns: 4 },
    );
  });

  it('come back where only schede are left, and go where none is', async () => {
    await anagrafe.accept([rigaDi(tizio(), { record: 'a' })]);
    const { persone, codici } = await stato();
    await rows(`UPDATE anagrafe_regionale.persona SET id = '00000000-0000-4000-8000-000000000001'`);
    await rebuild();
    expect(await stato()).toMatchObject({ persone, codici });
  });

  it('of schede that the release before wrote are found by likeness, once that was done', async () => {
    const senzaCodice = (record: string) => dettoDi(tizio(), record, { codici: [], dati: { dataNascita: NATO } });
    const say = (record: string) =>
      anagrafe
        .get(Database)
        .transaction('consumer', {}, (tx) => anagrafe.get(CollegaSchede).link(tx, [senzaCodice(record)]));
    const before = async () => {
      await anagrafe.empty();
      await anagrafe.accept([rigaDi(tizio(), { record: 'a' })]);
      for (const ignoto of IGNOTO_PRIMA) await rows(ignoto);
    };
    await before();
    await say('b');
    expect((await stato()).persone).toHaveLength(2);
    await before();
    await rebuild();
    await say('b');
    expect((await stato()).persone).toHaveLength(1);
  });

  it('leave alone who was united to another', async () => {
    await anagrafe.accept([rigaDi(tizio(), { record: 'a' })]);
    await rows(`INSERT INTO anagrafe_regionale.persona (id, cognome, nome, dubbia, riservato, variata_il, unita_in)
      SELECT '00000000-0000-4000-8000-000000000001', cognome, nome, false, '', now(), id FROM anagrafe_regionale.persona`);
    expect(await rebuild()).toMatchObject({ lette: 2, variate: 0 });
    expect(await rows(`SELECT unita_in IS NULL AS radice FROM anagrafe_regionale.persona ORDER BY 1`)).toEqual([
      { radice: false },
      { radice: true },
    ]);
  });

  it('are read once each by many processes at once, and from where one was stopped', async () => {
    const people = Array.from({ length: 250 }, (_, at) => {
      const nato = new Date(Date.UTC(1950, 0, 1 + at * 40)).toISOString().slice(0, 10);
      return rigaDi(tizio({ nato }), { record: `r${at}` });
    });
    for (let from = 0; from < people.length; from += 125) await anagrafe.accept(people.slice(from, from + 125));
    await rows(`UPDATE anagrafe_regionale.persona SET cognome = 'GUASTO'`);
    const guaste = () => rows(`SELECT count(*)::int AS n FROM anagrafe_regionale.persona WHERE cognome = 'GUASTO'`);
    const [avvia, ricostruisci] = [anagrafe.get(AvviaRicostruzione), anagrafe.get(RicostruisciPersone)];
    const { id } = await avvia.start();
    expect((await avvia.start()).id).toBe(id);
    await rows(`UPDATE anagrafe_regionale.ricostruzione
      SET dopo = (SELECT id FROM anagrafe_regionale.persona ORDER BY id OFFSET 29 LIMIT 1)`);
    await Promise.all([ricostruisci.run(), ricostruisci.run(), ricostruisci.run()]);
    const finite = async () => (await anagrafe.get(LeggiRicostruzioni).list())[0]!;
    await eventually(async () => (await finite()).finita_il !== null);
    expect(await finite()).toMatchObject({ id, lette: 220, variate: 220 });
    expect(await guaste()).toEqual([{ n: 30 }]);
    expect(await rebuild()).toMatchObject({ lette: 250, variate: 30 });
    expect(await guaste()).toEqual([{ n: 0 }]);
  });

  it('are nothing that an ente may ask for', async () => {
    await anagrafe.ask('recanati', 'post', PERCORSO).expect(403);
    await anagrafe.ask('recanati', 'get', PERCORSO).expect(403);
  });
});
