import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnagrafeDiProva } from '../../prova/anagrafe-di-prova.js';
import { RiesameDiProva } from '../../prova/riesame-di-prova.js';
import { rigaDi, tizio } from '../../prova/righe-di-prova.js';

let anagrafe: AnagrafeDiProva;
let riesame: RiesameDiProva;
beforeAll(async () => {
  anagrafe = await AnagrafeDiProva.start();
  riesame = new RiesameDiProva(anagrafe);
});
afterAll(() => anagrafe.close());
beforeEach(() => anagrafe.empty());

const lui = tizio();
const lei = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' });
const dubbi = () =>
  riesame.rows(`SELECT stato, attore IS NOT NULL AS deciso FROM anagrafe_regionale.possibile_duplicato ORDER BY stato`);

describe('records that a steward separated', () => {
  it('are another person, never given back by what comes later, told once and counted apart', async () => {
    await anagrafe.accept(['a', 'b', 'c'].map((record) => rigaDi(lui, { record })));
    const suo = await riesame.of('a');
    const { nuova } = (await riesame.separate(suo, ['b', 'c'])) as { nuova: string };
    expect(nuova).not.toBe(suo);
    await anagrafe.accept(['a', 'b', 'c'].map((record) => rigaDi(lui, { record, revisione: 2 })));
    expect([await riesame.of('a'), await riesame.of('b'), await riesame.of('c')]).toEqual([suo, nuova, nuova]);
    expect(await dubbi()).toEqual([]);
    const { fatti } = await anagrafe.said();
    expect(new Set(fatti.map(({ pseudonimo }) => pseudonimo)).size).toBe(2);
    expect(fatti.slice(3, 5)).toMatchObject([{ revisione: 2 }, { revisione: 2 }]);
    expect(
      await riesame.rows(
        `SELECT persona_id, legame, altra FROM anagrafe_regionale.variazione WHERE legame IS NOT NULL`,
      ),
    ).toEqual([{ persona_id: suo, legame: 'separazione', altra: nuova }]);
  });

  it('are whose they were, where they came by a union', async () => {
    await anagrafe.accept([
      rigaDi(lui, { record: 'a' }),
      rigaDi(lui, { record: 'b', ente: 'loreto' }),
      rigaDi(lei, { record: 'c' }),
    ]);
    const before = await riesame.stato();
    const [suo, altro] = [await riesame.of('a'), await riesame.of('c')];
    await riesame.unite(suo, altro);
    expect(await riesame.separate(altro, ['c'])).toMatchObject({ persona: suo, nuova: altro });
    const { persone, codici, radici } = await riesame.stato();
    expect({ persone, codici, radici }).toEqual({ persone: before.persone, codici: before.codici, radici: [] });
  });

  it("can be neither others' nor all that there are", async () => {
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lei, { record: 'b' })]);
    const suo = await riesame.of('a');
    expect(await riesame.separate(suo, ['a'])).toEqual({ rifiuto: 'record_tutti' });
    expect(await riesame.separate(suo, ['b'])).toEqual({ rifiuto: 'record_estranei' });
    expect(await riesame.separate(suo, [])).toEqual({ rifiuto: 'record_estranei' });
  });
});

describe('two persons that a steward said to be two', () => {
  it('are not proposed again, and cannot be united until that is undone', async () => {
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi({ ...lei, codice: lui.codice }, { record: 'b' })]);
    const [suo, altro] = [await riesame.of('a'), await riesame.of('b')];
    expect(await dubbi()).toEqual([{ stato: 'aperto', deciso: false }]);
    const decisa = await riesame.distinguish(suo, altro);
    expect(await dubbi()).toEqual([{ stato: 'distinto', deciso: true }]);
    await anagrafe.accept([rigaDi(lui, { record: 'c' })]);
    expect(await dubbi()).toEqual([{ stato: 'distinto', deciso: true }]);
    expect(await riesame.distinguish(altro, suo)).toEqual({ rifiuto: 'persone_gia_distinte' });
    expect(await riesame.unite(suo, altro)).toEqual({ rifiuto: 'persone_distinte' });
    await riesame.undo(decisa);
    expect(await dubbi()).toEqual([{ stato: 'aperto', deciso: false }]);
    expect(await riesame.unite(suo, altro)).toHaveProperty('persona');
  });
});
