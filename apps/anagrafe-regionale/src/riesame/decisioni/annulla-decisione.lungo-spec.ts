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
beforeEach(async () => {
  await anagrafe.at('2026-03-10T09:00:00Z');
  await anagrafe.empty();
});

const lui = tizio();
const lei = tizio({ nome: 'GIOVANNA', sesso: 'F', nato: '1971-07-02' });
const terza = tizio({ nome: 'LUISA', sesso: 'F', nato: '1980-01-20' });
/** Records that one ente wrote of each, that of the first written by two more. */
async function tre(): Promise<[string, string, string]> {
  await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lei, { record: 'b' }), rigaDi(terza, { record: 'c' })]);
  await anagrafe.accept([
    rigaDi(lei, { record: 'b2', ente: 'loreto' }),
    rigaDi(terza, { record: 'c2', ente: 'loreto' }),
  ]);
  await anagrafe.accept([rigaDi(terza, { record: 'c3', ente: 'ancona' })]);
  return [await riesame.of('a'), await riesame.of('b'), await riesame.of('c')];
}

describe('a union that is undone', () => {
  it('leaves everything as it was, the doubt included', async () => {
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi({ ...lei, codice: lui.codice }, { record: 'b' })]);
    const before = await riesame.stato();
    const unione = await riesame.unite(await riesame.of('a'), await riesame.of('b'));
    expect((await riesame.stato()).dubbi).toEqual([]);
    expect(await riesame.undo(unione)).toMatchObject({ persone: before.persone.map(({ id }) => id) });
    expect(await riesame.stato()).toEqual(before);
  });

  it('gives back what came since to whom the matcher finds, and what was cancelled meanwhile is not bound any more', async () => {
    const [a, b] = await tre();
    const unione = await riesame.unite(a, b);
    await anagrafe.at('2026-03-11T09:00:00Z');
    await anagrafe.accept([rigaDi(lui, { record: 'a2' }), rigaDi(lei, { record: 'b3' })]);
    await anagrafe.accept([rigaDi(lui, { record: 'a', revisione: 2, annullamento: true })]);
    await riesame.undo(unione);
    expect([await riesame.of('a2'), await riesame.of('b3')]).toEqual([a, b]);
    await anagrafe.accept([rigaDi(terza, { record: 'a', revisione: 3 })]);
    expect(await riesame.of('a')).toBe(await riesame.of('c'));
  });

  it('can be made again by undoing that, and only once each', async () => {
    const [a, b] = await tre();
    const unione = await riesame.unite(a, b);
    const united = await riesame.stato();
    const annullata = await riesame.undo(unione);
    expect(await riesame.undo(unione)).toEqual({ rifiuto: 'operazione_superata' });
    await riesame.undo(annullata);
    expect(await riesame.stato()).toEqual(united);
  });

  it('in the middle of a chain takes out its own, and the rest of the chain stands', async () => {
    const [a, b, c] = await tre();
    const before = await riesame.stato();
    const prima = await riesame.unite(a, b);
    const seconda = await riesame.unite(b, c);
    expect((await riesame.stato()).radici).toEqual([a, b].toSorted().map((id) => ({ persona_id: id, radice: c })));
    await riesame.undo(prima);
    expect([await riesame.of('a'), await riesame.of('b'), await riesame.of('c')]).toEqual([a, c, c]);
    expect((await riesame.stato()).radici).toEqual([{ persona_id: b, radice: c }]);
    await riesame.undo(seconda);
    expect(await riesame.stato()).toEqual(before);
  });

  it('at the end of a chain leaves what came before it united', async () => {
    const [a, b, c] = await tre();
    const prima = await riesame.unite(a, b);
    const united = await riesame.stato();
    const seconda = await riesame.unite(b, c);
    await riesame.undo(seconda);
    expect(await riesame.stato()).toEqual(united);
    await riesame.undo(prima);
    expect((await riesame.stato()).radici).toEqual([]);
  });

  it('is told once as a separation, and its facts under a higher revision', async () => {
    const [a, b] = await tre();
    const unione = await riesame.unite(a, b);
    const before = (await anagrafe.said()).fatti;
    await riesame.undo(unione);
    expect((await anagrafe.said()).fatti.slice(before.length)).toMatchObject([
      { revisione: 3, pseudonimo: before[0]!.pseudonimo },
    ]);
    expect(
      await riesame.rows(
        `SELECT persona_id, legame, altra FROM anagrafe_regionale.variazione WHERE legame = 'separazione'`,
      ),
    ).toEqual([{ persona_id: b, legame: 'separazione', altra: a }]);
  });
});

/** Each other's likeness by name, and one's code by mistake, which makes three: who has the code, who has the name, and who has both. */
async function confusi(dice: 'lui' | 'lei'): Promise<[string, string, string]> {
  const altri = [rigaDi(dice === 'lui' ? lui : lei, { record: 'altro', ente: 'loreto' })];
  await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lei, { record: 'b' }), ...altri]);
  await anagrafe.accept([rigaDi({ ...lei, codice: lui.codice }, { record: 'c' })]);
  return [await riesame.of('a'), await riesame.of('b'), await riesame.of('c')];
}

async function punteggioOf(...coppia: readonly string[]): Promise<unknown> {
  const dubbi = (await riesame.stato()).dubbi as { persona_a: string; persona_b: string; punteggio: number | null }[];
  return dubbi.find((one) => coppia.includes(one.persona_a) && coppia.includes(one.persona_b))?.punteggio;
}

describe('a doubt by likeness about two who come to have a code in common', () => {
  it('is there again, with its score, once the union of the two is undone', async () => {
    const [a, b, c] = await confusi('lei');
    await riesame.unite(a, b);
    expect([await riesame.of('a'), await punteggioOf(b, c)]).toEqual([b, expect.any(Number)]);
    const before = await riesame.stato();
    const unione = await riesame.unite(b, c);
    expect((await riesame.stato()).dubbi).toEqual([]);
    const united = await riesame.stato();
    const annullata = await riesame.undo(unione);
    expect(await riesame.stato()).toEqual(before);
    await riesame.undo(annullata);
    expect(await riesame.stato()).toEqual(united);
  });

  it('comes along to who was doubted for the code alone, who is doubted for it alone again afterwards', async () => {
    const [a, b, c] = await confusi('lui');
    const before = await riesame.stato();
    const punteggio = await punteggioOf(b, c);
    expect([await punteggioOf(a, c), punteggio]).toEqual([null, expect.any(Number)]);
    const unione = await riesame.unite(a, b);
    expect([await riesame.of('b'), await punteggioOf(a, c)]).toEqual([a, punteggio]);
    await riesame.undo(unione);
    expect(await riesame.stato()).toEqual(before);
  });

  it('is not open while one of them is who was said to be another, and open again afterwards', async () => {
    const [a, b, c] = await confusi('lui');
    const distinzione = await riesame.distinguish(b, c);
    const before = await riesame.stato();
    const unione = await riesame.unite(a, b);
    expect((await riesame.stato()).dubbi).toEqual([]);
    await riesame.undo(unione);
    expect(await riesame.stato()).toEqual(before);
    await riesame.undo(distinzione);
    expect(await punteggioOf(b, c)).toEqual(expect.any(Number));
  });
});

describe('a doubt about who keeps its id', () => {
  it('is about who came out, once the undoing of the union leaves nothing of the first', async () => {
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lui, { record: 'a2', ente: 'loreto' })]);
    await anagrafe.accept([rigaDi(lei, { record: 'b' })]);
    const b = await riesame.of('b');
    const unione = await riesame.unite(await riesame.of('a'), b);
    await anagrafe.accept([
      rigaDi(lui, { record: 'a', revisione: 2, annullamento: true }),
      rigaDi(lui, { record: 'a2', ente: 'loreto', revisione: 2, annullamento: true }),
    ]);
    await anagrafe.accept([rigaDi({ ...lei, codice: lui.codice }, { record: 'c' })]);
    expect(await punteggioOf(await riesame.of('b'), await riesame.of('c'))).toEqual(expect.any(Number));
    await riesame.undo(unione);
    expect((await riesame.stato()).dubbi).toHaveLength(1);
    expect([await riesame.of('b'), await punteggioOf(b, await riesame.of('c'))]).toEqual([b, expect.any(Number)]);
  });
});

describe('a distinction that is undone', () => {
  it('leaves two in doubt who came to have a code in common meanwhile', async () => {
    const [, b] = await tre();
    await anagrafe.accept([rigaDi(lui, { record: 'd' })]);
    const d = await riesame.of('d');
    const distinzione = await riesame.distinguish(b, d);
    await anagrafe.accept([rigaDi({ ...terza, nome: 'ORESTE', codice: lui.codice }, { record: 'x' })]);
    await riesame.unite(b, await riesame.of('x'));
    const una = await riesame.of('b');
    expect(await punteggioOf(una, d)).toBeUndefined();
    await riesame.undo(distinzione);
    expect(await punteggioOf(una, d)).toBeNull();
  });
});

describe('a separation that is undone', () => {
  it('leaves everything as it was, but that the id of who came out leads back', async () => {
    await anagrafe.accept(['a', 'b', 'c'].map((record) => rigaDi(lui, { record })));
    const before = await riesame.stato();
    const suo = await riesame.of('a');
    const separazione = (await riesame.separate(suo, ['b'])) as { operazione: string; nuova: string };
    await riesame.undo(separazione);
    const { persone, radici, ...after } = await riesame.stato();
    const { persone: _persone, radici: _radici, ...rest } = before;
    expect(after).toEqual(rest);
    expect(radici).toEqual([{ persona_id: separazione.nuova, radice: suo }]);
    expect(persone.filter(({ unita }) => unita === null)).toEqual(before.persone);
  });

  it('is not possible once who came out was found to be somebody else', async () => {
    await anagrafe.accept([rigaDi(lui, { record: 'a' }), rigaDi(lui, { record: 'a2' }), rigaDi(lei, { record: 'b' })]);
    await anagrafe.accept([rigaDi(lei, { record: 'b2', ente: 'loreto' })]);
    const separazione = (await riesame.separate(await riesame.of('a'), ['a'])) as { operazione: string; nuova: string };
    await riesame.unite(separazione.nuova, await riesame.of('b'));
    expect(await riesame.undo(separazione)).toEqual({ rifiuto: 'operazione_superata' });
  });

  it('nor is what nobody decided', async () => {
    expect(await riesame.undo({ rifiuto: '' })).toEqual({ rifiuto: 'operazione_sconosciuta' });
  });
});
