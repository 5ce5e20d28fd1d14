import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { RegistroPubblicato, type VoceScritta } from './registro-pubblicato.js';

let nomenclatore: NomenclatoreDiProva;
let registro: RegistroPubblicato;
let database: Database;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  registro = nomenclatore.app!.get(RegistroPubblicato, { strict: false });
  database = await nomenclatore.database.open('nomenclatore');
});
afterAll(() => nomenclatore?.close());

const ID = '018f0000-0000-7000-8000-000000000009';
const voce = (denominazione: string | null, id = ID): VoceScritta => ({
  genere: 'ente',
  id,
  contenuto: denominazione === null ? null : { denominazione },
  provenienza: 'prova',
});
const write = (...voci: VoceScritta[]) =>
  database.transaction('consumer', {}, async (tx) => {
    await registro.waitForLoad(tx);
    return registro.write(tx, voci);
  });
const tag = async () => (await nomenclatore.get('/enti').expect(200)).headers['etag'];
const publishedOf = async (denominazione: string) => {
  const [found] = await nomenclatore.database.admin<{ id: string; contenuto: object; revisione: number }>(
    `SELECT id, contenuto, revisione FROM nomenclatore.voce_pubblicata WHERE contenuto->>'denominazione' = $1`,
    [denominazione],
  );
  return found;
};

describe('what is changed by API', () => {
  it('is told with a revision of its own, and changes the tag of public reads', async () => {
    const before = [(await nomenclatore.sent()).length, await tag()] as const;
    expect(await write(voce('Primo'))).toEqual([
      { genere: 'ente', id: ID, revisione: 1, contenuto: { denominazione: 'Primo' } },
    ]);
    const news = (await nomenclatore.sent()).slice(before[0]);
    expect(news.map(({ name, voci }) => [name, voci.length])).toEqual([['ente.variato.v1', 1]]);
    expect(await tag()).not.toBe(before[1]);
  });

  it('is not told again when it is as it was', async () => {
    const before = [(await nomenclatore.sent()).length, await tag()];
    expect(await write(voce('Primo'))).toEqual([]);
    expect([(await nomenclatore.sent()).length, await tag()]).toEqual(before);
  });

  it('goes away as a tombstone and comes back as a newer revision', async () => {
    expect(await write(voce(null))).toEqual([{ genere: 'ente', id: ID, revisione: 2, contenuto: null }]);
    expect(await write(voce(null))).toEqual([]);
    expect(await write(voce('Primo'))).toMatchObject([{ revisione: 3 }]);
  });

  it('by two at once has two revisions, in whatever order they name their things', async () => {
    const other = ID.replace(/9$/, '8');
    const results = await Promise.all([write(voce('Uno'), voce('Uno', other)), write(voce('Due', other), voce('Due'))]);
    expect(
      results
        .flat()
        .filter(({ id }) => id === ID)
        .map(({ revisione }) => revisione)
        .sort((one, next) => one - next),
    ).toEqual([4, 5]);
  });

  it('waits for a load under way', async () => {
    let written = false;
    let waiting: Promise<unknown> = Promise.resolve();
    await database.transaction('consumer', {}, async (tx) => {
      await registro.waitForAll(tx);
      waiting = write(voce('Dopo')).then(() => (written = true));
      await tx.query('SELECT pg_sleep(0.1)');
      expect(written).toBe(false);
    });
    await waiting;
    expect(written).toBe(true);
  });
});

describe('a load of the pack', () => {
  it('leaves alone what was changed by API, and says which it would have otherwise', async () => {
    const { id } = (await publishedOf('Comune di Tre'))!;
    await write(voce('Comune di Tre Valli', id));
    await nomenclatore.edit('borea/enti.csv', (text) => text.replace('Comune di Tre', 'Comune di Trento'));
    await nomenclatore
      .reload('tecnico')
      .expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 1, discordi: [`ente ${id}`] });
    expect(await publishedOf('Comune di Tre Valli')).toMatchObject({ id, revisione: 2 });
    expect(await publishedOf('Comune di Trento')).toBeUndefined();
  });

  it('does not bring back what was taken away by API', async () => {
    const { id } = (await publishedOf('Comune di Tre Valli'))!;
    await write(voce(null, id));
    await nomenclatore
      .reload('tecnico')
      .expect(200, { nuove: 0, variate: 0, tolte: 0, lasciate: 1, discordi: [`ente ${id}`] });
  });

  it('does not take away what only the API knows', async () => {
    await write(voce('Solo via API'));
    await nomenclatore.reload('tecnico').expect(200);
    expect(await publishedOf('Solo via API')).toMatchObject({ id: ID });
  });
});
