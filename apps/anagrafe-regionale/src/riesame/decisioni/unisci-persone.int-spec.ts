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
/** Called by a code that is nobody's but hers. */
const lei = { ...tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' }) };

/** Two persons, of whom two enti speak of the first. */
async function due(): Promise<[string, string]> {
  await anagrafe.accept([
    rigaDi(lui, { record: 'a' }),
    rigaDi(lui, { record: 'b', ente: 'loreto' }),
    rigaDi(lei, { record: 'c' }),
  ]);
  return [await riesame.of('a'), await riesame.of('c')];
}

describe('two persons that a steward united', () => {
  it('are the one of whom more sources speak, to whom the id of the other leads', async () => {
    const [suo, altro] = await due();
    expect(await riesame.unite(altro, suo)).toMatchObject({ persona: suo });
    const { persone, radici, schede, codici } = await riesame.stato();
    expect(radici).toEqual([{ persona_id: altro, radice: suo }]);
    expect(persone.find(({ id }) => id === altro)).toMatchObject({ unita: suo, cognome: '' });
    expect(schede.map((one) => (one as { persona_id: string }).persona_id)).toEqual([suo, suo, suo]);
    expect(codici).toHaveLength(2);
  });

  it('are told once as a union, and their facts again under a higher revision', async () => {
    const [suo, altro] = await due();
    const before = (await anagrafe.said()).fatti;
    await riesame.unite(suo, altro);
    const told = (await anagrafe.said()).fatti.slice(before.length);
    expect(told).toMatchObject([{ revisione: 2, annullato: false, pseudonimo: before[0]!.pseudonimo }]);
    expect(told[0]).toEqual({ ...before[2], revisione: 2, pseudonimo: before[0]!.pseudonimo });
    expect(
      await riesame.rows(
        `SELECT persona_id, legame, altra FROM anagrafe_regionale.variazione WHERE legame IS NOT NULL`,
      ),
    ).toEqual([{ persona_id: altro, legame: 'unione', altra: suo }]);
  });

  it('stay one for what comes later: a code of the one that is gone leads to the other, whatever name it goes by', async () => {
    const [suo, altro] = await due();
    await riesame.unite(suo, altro);
    await anagrafe.accept([rigaDi(lei, { record: 'd' }), rigaDi(lui, { record: 'e' })]);
    await anagrafe.accept([rigaDi(lei, { record: 'c', revisione: 2 })]);
    for (const record of ['c', 'd', 'e']) expect(await riesame.of(record)).toBe(suo);
  });

  it('keep the history of every record, with who decided and why', async () => {
    const [suo, altro] = await due();
    await riesame.unite(suo, altro);
    expect(
      await riesame.rows(`SELECT persona_id, decisione, al IS NULL AS aperto, attore, operazione IS NOT NULL AS decisa
        FROM anagrafe_regionale.legame WHERE record_id IN (SELECT record_id FROM anagrafe_regionale.scheda WHERE decisa) ORDER BY dal, aperto`),
    ).toEqual([
      { persona_id: altro, decisione: 'nuova', aperto: false, attore: null, decisa: false },
      {
        persona_id: suo,
        decisione: 'manuale',
        aperto: true,
        attore: 'steward',
        decisa: true,
      },
    ]);
  });

  it('cannot be united again, nor can anybody be with who is not there', async () => {
    const [suo, altro] = await due();
    await riesame.unite(suo, altro);
    expect(await riesame.unite(suo, altro)).toEqual({ rifiuto: 'persone_gia_unite' });
    expect(await riesame.unite(suo, '00000000-0000-4000-8000-000000000001')).toEqual({
      rifiuto: 'persona_sconosciuta',
    });
  });
});
