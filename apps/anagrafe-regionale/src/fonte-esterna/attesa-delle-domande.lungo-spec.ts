import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulatori } from '../../../simulatori/src/start-simulatori.js';
import { metrics } from '#libs/observability';
import { rigaDi, tizio } from '../prova/righe-di-prova.js';
import { MisuraDomande } from './misura-domande.js';
import { DomandeDiProva, SANA } from './prova/domande-di-prova.js';
import { RinnovaPersone } from './rinnova-persone.js';

let prova: DomandeDiProva;
beforeAll(async () => {
  prova = await DomandeDiProva.start(startSimulatori);
});
afterAll(() => prova?.close());
beforeEach(() => prova.empty());

describe('a source that does not work', () => {
  beforeEach(async () => {
    const people = ['PIA', 'RITA', 'SARA'].map((nome) => tizio({ nome, sesso: 'F', nato: '1977-07-07' }));
    for (const chi of people) await prova.inAnpr(chi);
    await prova.anagrafe.accept(people.map((chi) => rigaDi(chi)));
  });

  it('is left alone, and loses nothing', async () => {
    await prova.simulatori.put('anpr/guasti', { spenta: true });
    await prova.askAll();
    expect(await prova.log()).toMatchObject([{ esito: 'non_disponibile', causa: '503' }]);
    expect(await prova.waiting()).toHaveLength(3);
    await prova.anagrafe.get(MisuraDomande).run();
    expect(await metrics.text()).toContain('snodo_anagrafe_fonti_in_attesa{fonte="anpr"} 3');
    prova.later(1);
    await prova.askAll();
    expect(await prova.log()).toHaveLength(2);
    await prova.simulatori.put('anpr/guasti', SANA);
    await prova.askAll();
    expect(await prova.log()).toHaveLength(2);
    prova.later(60);
    await prova.askAll();
    expect(await prova.waiting()).toEqual([]);
    expect((await prova.log()).filter(({ esito }) => esito === 'trovata')).toHaveLength(3);
    await prova.anagrafe.get(MisuraDomande).run();
    expect(await metrics.text()).toContain('snodo_anagrafe_fonti_in_attesa{fonte="anpr"} 0');
  });

  it('that takes no more questions today is asked the rest when it says', async () => {
    // Each question takes five calls.
    await prova.simulatori.put('anpr/guasti', { soglia: 7 });
    await prova.askAll();
    expect((await prova.log()).map(({ esito }) => esito).toSorted()).toEqual(['soglia_raggiunta', 'trovata']);
    expect(await prova.waiting()).toHaveLength(2);
    await prova.simulatori.put('anpr/guasti', SANA);
    prova.later(61);
    await prova.askAll();
    expect(await prova.waiting()).toEqual([]);
  });

  it('that answers nonsense is not asked for ever', async () => {
    await prova.simulatori.put('anpr/guasti', { malformata: true });
    for (let days = 0; days < 60 && (await prova.waiting()).length > 0; days += 1) {
      await prova.askAll();
      prova.later(12 * 60);
    }
    expect(await prova.waiting()).toEqual([]);
    const answers = await prova.log();
    expect(answers.every(({ esito }) => esito === 'malformata')).toBe(true);
    expect(answers).toHaveLength(18);
  });
});

describe('the threshold of a day', () => {
  it('is kept, with a part for those that operators ask, and begins again the next day', async () => {
    const people = Array.from({ length: 12 }, (_, at) =>
      tizio({ nome: 'TEA', sesso: 'F', nato: `1970-01-${at + 10}` }),
    );
    await prova.anagrafe.accept(people.map((chi) => rigaDi(chi)));
    await prova.askAll();
    expect(await prova.log()).toHaveLength(9);
    await prova.anagrafe.at('2026-03-11T09:00:00Z');
    await prova.askAll();
    expect(await prova.log()).toHaveLength(12);
  });
});

describe('a person that somebody is in charge of', () => {
  it('is asked about again after a month', async () => {
    const chi = tizio({ nome: 'UGO', nato: '1948-08-18' });
    await prova.inAnpr(chi);
    await prova.anagrafe.accept([rigaDi(chi)]);
    await prova.askAll();
    const [{ id } = { id: '' }] = await prova.persone();
    await prova.anagrafe
      .ask('recanati', 'post', '/rest/anagrafe/v1/prese-in-carico')
      .send({ persona: id, riferimento: 'CASO-1' })
      .expect(201);
    expect(await prova.anagrafe.get(RinnovaPersone).run()).toBe(0);
    await prova.anagrafe.at('2026-04-10T09:00:00Z');
    expect(await prova.anagrafe.get(RinnovaPersone).run()).toBe(1);
    expect(await prova.anagrafe.get(RinnovaPersone).run()).toBe(0);
    await prova.askAll();
    expect((await prova.log()).map(({ motivo }) => motivo)).toEqual(['persona_nuova', 'rinnovo']);
  });
});
