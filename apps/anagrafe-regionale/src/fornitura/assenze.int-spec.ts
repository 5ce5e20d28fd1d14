import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { AssenzeDiProva, FORNITURE, codici, iscritti, matricole } from '../prova/assenze-di-prova.js';
import { iscritto, nascitaDi } from '../prova/forniture-di-prova.js';
import { RiesameDiProva } from '../prova/riesame-di-prova.js';
import { ENTI } from '../prova/riferimenti-di-prova.js';
import type { Tizio } from '../prova/righe-di-prova.js';
import { AvviaRicostruzione } from '../ricostruzione/avvia-ricostruzione.js';
import { RicostruisciPersone } from '../ricostruzione/ricostruisci-persone.js';

let prova: AssenzeDiProva;

beforeAll(async () => {
  prova = await AssenzeDiProva.start();
});
beforeEach(() => prova.anagrafe.empty());
afterAll(() => prova.anagrafe.close());

/** All that are there, and are none of those united to others. */
const persone = () =>
  prova.anagrafe.database.admin<{ cognome: string }>(
    `SELECT cognome FROM anagrafe_regionale.persona WHERE unita_in IS NULL`,
  );

describe('who is absent from a whole fornitura', () => {
  it('is noted for its comune since that day, and nothing is believed or told of her', async () => {
    const chi = await prova.persone(3, ['recanati']);
    expect(await prova.completa('recanati', chi)).toBe('applicata');
    const before = await prova.creduto();
    expect(await prova.completa('recanati', chi.slice(1))).toBe('applicata');
    expect(await prova.creduto()).toEqual(before);
    const [seconda, prima] = await prova.elenco('recanati');
    expect([seconda!.non_piu_dichiarate, prima!.non_piu_dichiarate]).toEqual([1, 0]);
    const assenze = await prova.pagina('recanati', seconda!.id);
    expect(assenze).toMatchObject({ fornitura: seconda!.id, dal: prova.oggi(), next_cursor: null });
    expect(matricole(assenze)).toEqual(codici(chi.slice(0, 1)));
    // Nothing but its own number and the riga that it said: no name, no code, no address.
    expect(Object.keys(assenze.items[0]!).toSorted()).toEqual(['accettata_il', 'id_anagrafico', 'riga']);
    expect(await prova.creduto()).toEqual(before);
    // She stays absent since then: the next one that does not name her has nothing to add.
    await prova.completa('recanati', chi.slice(1));
    expect((await prova.elenco('recanati')).map(({ non_piu_dichiarate }) => non_piu_dichiarate)).toEqual([0, 1, 0]);
  });

  it.each<[string, (chi: Tizio) => Promise<unknown>]>([
    [
      'a part names her',
      (chi) => prova.forniture.deliver({ comune: 'recanati', persone: [iscritto(chi, 'recanati')], revisione: 2 }),
    ],
    ['a whole one names her as she was', (chi) => prova.completa('recanati', [chi])],
    [
      'her comune says that she died',
      (chi) =>
        prova.forniture.deliver({
          comune: 'recanati',
          persone: [iscritto(chi, 'recanati', { dataDecesso: '2026-03-01' })],
          revisione: 2,
        }),
    ],
    [
      'her comune takes her record back',
      (chi) =>
        prova.forniture.deliver({
          comune: 'recanati',
          persone: [iscritto(chi, 'recanati')],
          revisione: 2,
          annullamento: true,
        }),
    ],
  ])('is noted no more once %s', async (_, torna) => {
    const [via, ...altri] = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', [via!, ...altri]);
    await prova.completa('recanati', altri);
    const { id, non_piu_dichiarate } = await prova.ultima('recanati');
    expect(non_piu_dichiarate).toBe(1);
    await torna(via!);
    expect(matricole(await prova.pagina('recanati', id))).not.toContain(via!.codice);
    expect((await prova.elenco('recanati')).find((one) => one.id === id)).toMatchObject({
      non_piu_dichiarate: matricole(await prova.pagina('recanati', id)).length,
    });
  });

  it('is never looked for in a part', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.dopo(2);
    await prova.forniture.deliver({ comune: 'recanati', persone: [iscritto(chi[0]!, 'recanati')], revisione: 2 });
    expect([await prova.note(), (await prova.ultima('recanati')).non_piu_dichiarate]).toEqual([[], null]);
  });

  it('is nobody of whom something else was said: dead, gone, named on the day of the reading or later, or in a later registry', async () => {
    const [resta, morta, partita, nuova] = await prova.persone(4, ['recanati']);
    await prova.completa('recanati', [resta!]);
    const dette = [
      iscritto(morta!, 'recanati', { deceduto: '1' }),
      iscritto(partita!, 'recanati', {
        eventi: [{ tipo: 'emigrazione', data: '2026-01-01', comune: ENTI.ancona.istat }],
      }),
    ];
    await prova.forniture.deliver({ comune: 'recanati', persone: dette });
    await prova.dopo(2);
    const letta = prova.oggi();
    await prova.forniture.deliver({ comune: 'recanati', persone: [iscritto(nuova!, 'recanati')] });
    expect(
      await prova.forniture.deliver({ comune: 'recanati', persone: iscritti('recanati', [resta!]), completaAl: letta }),
    ).toBe('applicata');
    expect(await prova.note()).toEqual([]);
    await prova.completa('recanati', [resta!, nuova!]);
    // Read before the last one, and come after it.
    await prova.forniture.deliver({ comune: 'recanati', persone: iscritti('recanati', [resta!]), completaAl: letta });
    expect(await prova.note()).toEqual([]);
  });

  it('stays as she was for another comune that declares her', async () => {
    const chi = await prova.persone(3, ['recanati', 'ancona']);
    await prova.completa('recanati', chi);
    await prova.completa('ancona', chi);
    await prova.completa('recanati', chi.slice(1));
    expect((await prova.note()).map(({ ente }) => ente)).toEqual([ENTI.recanati.id]);
    expect(await prova.ultima('ancona')).toMatchObject({ non_piu_dichiarate: 0 });
  });

  it('is noted as her record, whoever that is of: persons united, separated or worked out again change nothing', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.completa('recanati', chi.slice(1));
    const { id } = await prova.ultima('recanati');
    const before = [await prova.note(), await prova.pagina('recanati', id)];
    expect(before).toMatchObject([[{ ente: ENTI.recanati.id }], { items: [{ id_anagrafico: chi[0]!.codice }] }]);
    const same = async (cognomi: readonly string[]): Promise<void> => {
      expect((await persone()).map(({ cognome }) => cognome)).toEqual(cognomi);
      expect([await prova.note(), await prova.pagina('recanati', id)]).toEqual(before);
    };
    const riesame = new RiesameDiProva(prova.anagrafe);
    const sua = (at: number) => riesame.of(`recanati ${chi[at]!.codice}`);
    const unione = await riesame.unite(await sua(0), await sua(1));
    expect(await sua(0)).toBe(await sua(1));
    await same(['ROSSI', 'ROSSI']);
    await riesame.undo(unione);
    expect(await sua(0)).not.toBe(await sua(1));
    await same(['ROSSI', 'ROSSI', 'ROSSI']);
    expect(await riesame.separate(await sua(0), [`recanati ${chi[0]!.codice}`])).toMatchObject({ nuova: await sua(0) });
    await same(['ROSSI', 'ROSSI', 'ROSSI', 'ROSSI']);
    await prova.anagrafe.database.admin(`UPDATE anagrafe_regionale.persona SET cognome = 'ALTRI'`);
    await prova.anagrafe.get(AvviaRicostruzione).start();
    await prova.anagrafe.get(RicostruisciPersone).run();
    await same(['ROSSI', 'ROSSI', 'ROSSI', 'ROSSI']);
  });

  it('is among those also when she is protected: her comune cannot tell', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.anagrafe.database.admin(
      `UPDATE anagrafe_regionale.persona SET protetta = true WHERE data_nascita = $1`,
      [nascitaDi(chi[0]!)],
    );
    await prova.completa('recanati', chi.slice(1));
    const { id, non_piu_dichiarate } = await prova.ultima('recanati');
    expect([non_piu_dichiarate, matricole(await prova.pagina('recanati', id))]).toEqual([1, codici(chi.slice(0, 1))]);
  });
});

describe('a comune learns by absence of nobody whom others know', () => {
  it('where the registry has only whom somebody follows, only of whom its own services do', async () => {
    const suoi = await prova.persone(2, ['recanati']);
    const altrui = await prova.persone(2, ['ancona']);
    const ignoti = await prova.persone(2);
    await prova.completa('recanati', [...suoi, ...altrui, ...ignoti]);
    // None of those whom others follow is named: whether they are known must change nothing that is answered.
    expect(await prova.completa('recanati', suoi)).toBe('applicata');
    expect([await prova.note(), (await prova.ultima('recanati')).non_piu_dichiarate]).toEqual([[], 0]);
  });

  it('where an act gives the whole population, of everybody; but not of whom it had declared before the act', async () => {
    const altrui = await prova.persone(1, ['ancona']);
    const tutti = await prova.persone(3);
    await prova.completa('portoRecanati', [...altrui, ...tutti]);
    await prova.anagrafe.database.admin(`UPDATE anagrafe_regionale.fornitura SET popolazione = false`);
    await prova.completa('portoRecanati', tutti);
    expect([
      (await prova.note()).map(({ palese }) => palese),
      (await prova.ultima('portoRecanati')).non_piu_dichiarate,
    ]).toEqual([[false], 0]);
    await prova.completa('portoRecanati', tutti.slice(1));
    const { id, non_piu_dichiarate } = await prova.ultima('portoRecanati');
    expect([non_piu_dichiarate, matricole(await prova.pagina('portoRecanati', id))]).toEqual([
      1,
      codici(tutti.slice(0, 1)),
    ]);
  });
});

describe('who is absent is told to the comune alone', () => {
  it('not to another, to its steward or to the region’s, nor by the rows', async () => {
    const chi = await prova.persone(3, ['recanati']);
    await prova.completa('recanati', chi);
    await prova.completa('recanati', chi.slice(1));
    const { id } = await prova.ultima('recanati');
    const path = `${FORNITURE}/${id}/non-piu-dichiarate`;
    for (const client of ['ancona', 'portoRecanati', 'steward', 'recanati-steward'])
      await prova.anagrafe.ask(client, 'get', path).expect(404);
    for (const client of ['recanati-dpo', 'gestore', 'capofila', 'regione', 'inps', 'tecnico'])
      await prova.anagrafe.ask(client, 'get', path).expect(403);
    await prova.anagrafe.ask(undefined, 'get', path).expect(401);
    await prova.anagrafe.ask('recanati', 'get', `${FORNITURE}/none/non-piu-dichiarate`).expect(404);
    expect(await prova.ultima('steward')).toMatchObject({ id, non_piu_dichiarate: null });
    const rows = (scope: Record<string, string>) =>
      prova.anagrafe.get(Database).statement('api', scope, 'SELECT record_id FROM non_piu_dichiarata');
    expect(await rows({ enti: ENTI.recanati.id })).toHaveLength(1);
    const strangers: Record<string, string>[] = [
      {},
      { enti: '' },
      { enti: ENTI.ancona.id },
      { tutte_le_forniture: 'si' },
    ];
    for (const scope of strangers) expect(await rows(scope)).toEqual([]);
    await expect(
      prova.anagrafe.get(Database).statement('api', { enti: ENTI.recanati.id }, 'DELETE FROM non_piu_dichiarata'),
    ).rejects.toThrow('permission denied');
  });
});
