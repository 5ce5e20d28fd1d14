import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessageContext } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { loadRegionali } from '../prova/liste-di-prova.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { CodiciInAttesaConsumer } from './codici-in-attesa.consumer.js';
import type { CodiceAtteso } from './modelli-attesa.js';

let nomenclatore: NomenclatoreDiProva;
const ENTE = '00000000-0000-5000-8000-00000000000a';
const quadro = (
  revisione: number,
  ...codici: { codice: string; righe: number; primoGiorno?: string; ultimoGiorno?: string }[]
) => ({
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

describe('what waits, for who can mend it', () => {
  const get = (path: string, client: string) => nomenclatore.send('get', path, client);
  const preview = (client: string, ...associazioni: string[]) =>
    nomenclatore.send('post', '/associazioni/anteprime', client).send({ associazioni });
  const UNO = 'X001';
  let enti: { uno: string; tre: string };
  let proposta: string;

  beforeAll(async () => {
    await loadRegionali(nomenclatore);
    const file = [
      'codice;denominazione;codice_padre;relazione;codice_regionale',
      'AD;Assistenza a casa;;;',
      'SAD;Assistenza domiciliare per anziani;AD;;',
      'PASTI;Pasti portati a casa;AD;piu_ampia;R5',
    ].join('\r\n');
    await nomenclatore
      .send('post', `/nomenclature-locali/${UNO}/caricamenti`, 'uno')
      .set('content-type', 'text/csv')
      .send(file)
      .expect(200);
    const rows = await nomenclatore.database.admin<{ codice: string; ente: string }>(
      `SELECT codice, ente FROM nomenclatore.codice_ente WHERE codice IN ('X001', 'X003')`,
    );
    const of = (codice: string) => rows.find((row) => row.codice === codice)!.ente;
    enti = { uno: of('X001'), tre: of('X003') };
    const march = { primoGiorno: '2026-03-10', ultimoGiorno: '2026-03-31' };
    await hear({
      ...quadro(1, { codice: 'SAD', righe: 1240, ...march }, { codice: 'PASTI', righe: 3, ...march }),
      ente: enti.uno,
    });
    await hear({ ...quadro(1, { codice: '/', righe: 7, ...march }), ente: enti.tre });
    const { body } = await get(`/associazioni?stato=proposta&ente=${UNO}`, 'regione').expect(200);
    proposta = body.associazioni.find(({ codice }: { codice: string }) => codice === 'PASTI').id;
  });

  it('the region sees all, the code that holds most righe first, with likely targets and why', async () => {
    const { body } = await get('/codici-in-attesa', 'regione').expect(200);
    expect(body).toMatchObject({ righe: 1250, totale: 3 });
    expect(
      body.codici.map(({ codice, righe, motivo, proposta: open }: CodiceAtteso) => [codice, righe, motivo, open]),
    ).toEqual([
      ['SAD', 1240, 'senza_associazione', false],
      ['/', 7, 'altri_codici', false],
      ['PASTI', 3, 'senza_associazione', true],
    ]);
    const [sad] = body.codici as CodiceAtteso[];
    expect(sad).toMatchObject({
      ente: enti.uno,
      ente_denominazione: 'Comune di Uno',
      denominazione: 'Assistenza domiciliare per anziani',
      sistema: 'LOC:X001',
      primo_giorno: '2026-03-10',
      ultimo_giorno: '2026-03-31',
    });
    expect(sad!.suggerimenti[0]).toMatchObject({ codice: 'R4', denominazione: 'Assistenza domiciliare' });
    expect(sad!.suggerimenti[0]!.ragioni.length).toBeGreaterThan(0);
  });

  it('a limit shortens the list, never the totals', async () => {
    const { body } = await get('/codici-in-attesa?limite=1', 'regione').expect(200);
    expect([body.codici.length, body.totale, body.righe]).toEqual([1, 3, 1250]);
  });

  it('an ente sees its own, the capofila those of its ambito, a stranger’s is as if it were not there', async () => {
    const codes = async (client: string) =>
      (await get('/codici-in-attesa', client).expect(200)).body.codici.map(({ codice }: CodiceAtteso) => codice);
    expect(await codes('uno')).toEqual(['SAD', 'PASTI']);
    expect(await codes('consorzio')).toEqual(['SAD', 'PASTI']);
    await get('/nomenclature-locali/X001/codici-in-attesa', 'consorzio').expect(200);
    for (const page of ['codici-in-attesa', 'completezza']) {
      const strange = await get(`/nomenclature-locali/X003/${page}`, 'uno').expect(404);
      const nobody = await get(`/nomenclature-locali/X999/${page}`, 'uno').expect(404);
      expect(strange.body).toMatchObject({ code: 'ente_sconosciuto', detail: nobody.body.detail });
    }
  });

  it.each(['casa', 'tecnico'])('%s, which maps nothing, may not look', async (client) => {
    await get('/codici-in-attesa', client).expect(403);
    await get('/nomenclature-locali/X001/completezza', client).expect(403);
    await preview(client, proposta).expect(403);
  });

  it('completeness names what would wait, whose it is to mend, and no headings', async () => {
    const { body } = await get('/nomenclature-locali/X001/completezza', 'uno').expect(200);
    expect(body).toMatchObject({
      giorno: '2026-03-10',
      versione_locale: 'LOC:X001@1',
      versione_regionale: 'REG@1',
      completa: false,
      voci: 3,
      associate: 0,
      incomplete: [
        { codice: 'SAD', motivo: 'senza_associazione', righe_in_attesa: 1240 },
        { codice: 'PASTI', motivo: 'senza_associazione', righe_in_attesa: 3 },
      ],
    });
    const next = await get('/nomenclature-locali/X001/completezza?versione=2', 'uno').expect(200);
    expect(next.body).toMatchObject({ giorno: '2026-07-01', versione_regionale: 'REG@2' });
    await get('/nomenclature-locali/X001/completezza?versione=9', 'uno').expect(404);
    expect((await get('/nomenclature-locali/X003/completezza', 'regione').expect(404)).body.code).toBe(
      'nomenclatura_locale_assente',
    );
  });

  it('a preview says what would go, and that nothing would while the regional code itself leads nowhere', async () => {
    expect((await preview('regione', proposta).expect(200)).body).toEqual({ righe: 0, righe_in_parte: 0, enti: 0 });
    await nomenclatore
      .send('post', '/associazioni', 'regione')
      .send({
        associazioni: [
          { da: 'REG', codice: 'R5', a: 'SIUSS', relazione: 'esatta', destinazioni: ['A1.01'], dal: '2026-03-01' },
        ],
      })
      .expect(({ status }) => expect([200, 201]).toContain(status));
    const { body } = await get('/associazioni?da=REG&stato=proposta', 'regione').expect(200);
    const regionale = body.associazioni[0].id as string;
    expect((await preview('regione', proposta, regionale).expect(200)).body).toEqual({
      righe: 3,
      righe_in_parte: 0,
      enti: 1,
    });
    await preview('uno', '018f0000-0000-7000-8000-000000000001').expect(404);
    await preview('uno', regionale).expect(404);
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
