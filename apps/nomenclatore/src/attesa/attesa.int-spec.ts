import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessageContext } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { CodiciInAttesaConsumer } from './codici-in-attesa.consumer.js';

let nomenclatore: NomenclatoreDiProva;
const ENTE = '00000000-0000-5000-8000-00000000000a';
const quadro = (revisione: number, ...codici: { codice: string; righe: number; primoGiorno?: string }[]) => ({
  ente: ENTE,
  revisione,
  il: '2026-03-10T09:00:00.000Z',
  codici: codici.map((codice) => ({
    primoGiorno: '2026-01-02',
    ultimoGiorno: '2026-01-30',
    dal: '2026-02-01T00:00:00.000Z',
    ...codice,
  })),
});
const hear = (body: ReturnType<typeof quadro>): Promise<void> =>
  nomenclatore
    .app!.get(Database, { strict: false })
    .transaction('consumer', {}, (tx) =>
      new CodiciInAttesaConsumer().replace(body, { tx } as unknown as MessageContext),
    );
const kept = () =>
  nomenclatore.database.admin<{ codice: string; righe: number }>(
    'SELECT codice, righe FROM nomenclatore.codice_in_attesa ORDER BY codice, primo_giorno',
  );

beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore.close());

describe('the picture of the codes that righe wait for', () => {
  it('takes the place of the one before, whatever was in it', async () => {
    await hear(quadro(1, { codice: 'SAD', righe: 3 }, { codice: 'MENSA', righe: 1 }));
    await hear(quadro(2, { codice: 'SAD', righe: 5 }));
    expect(await kept()).toEqual([{ codice: 'SAD', righe: 5 }]);
  });

  it('an older one that comes late, or the same twice, changes nothing', async () => {
    await hear(quadro(1, { codice: 'VECCHIO', righe: 9 }));
    await hear(quadro(2, { codice: 'ANCORA', righe: 9 }));
    expect(await kept()).toEqual([{ codice: 'SAD', righe: 5 }]);
  });

  it('stretches of days of one code stand side by side; an empty picture says that nothing waits', async () => {
    await hear(quadro(3, { codice: 'SAD', righe: 5 }, { codice: 'SAD', righe: 7, primoGiorno: '2026-01-03' }));
    expect(await kept()).toEqual([
      { codice: 'SAD', righe: 5 },
      { codice: 'SAD', righe: 7 },
    ]);
    await hear(quadro(4));
    expect(await kept()).toEqual([]);
  });
});

describe('who may see what waits', () => {
  it.each(['/codici-in-attesa', '/nomenclature-locali/X001/codici-in-attesa', '/nomenclature-locali/X001/completezza'])(
    'nobody without a token: %s',
    async (path) => {
      await nomenclatore.get(path).expect(401);
    },
  );
});
