import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
});
afterAll(() => nomenclatore?.close());

interface Fonte {
  sigla: string;
  descritta: boolean;
  righe: number;
}
/** New, changed and removed. */
async function reload(): Promise<number[]> {
  const { body } = await nomenclatore.reload('tecnico').expect(200);
  return [body.nuove, body.variate, body.tolte];
}
const read = async () => (await nomenclatore.get('/fonti').expect(200)).body.fonti as Fonte[];

describe('the sources of public lists', () => {
  it('are described, with the lists that name them and how far those can be trusted', async () => {
    const fonti = await read();
    expect(fonti.map(({ sigla, descritta }) => [sigla, descritta])).toEqual([
      ['mai_usata', true],
      ['prova', true],
    ]);
    expect(fonti[1]).toMatchObject({
      titolo: 'Liste di prova',
      editore: 'Snodo',
      url: 'https://snodo.example/prova',
      licenza: 'CC0',
      aggiornato_al: '2026-01-01',
      nota: null,
      usi: expect.arrayContaining([
        { lista: 'voci', sistema: 'SIUSS@1', affidabilita: 'codice_senza_nome', righe: 1 },
        { lista: 'versioni', sistema: 'SIUSS@1', affidabilita: 'fonte', righe: 1 },
        { lista: 'comuni', sistema: null, affidabilita: 'fonte', righe: 4 },
        { lista: 'codici_enti', sistema: null, affidabilita: 'fonte', righe: 7 },
      ]),
    });
    const csv = await nomenclatore.get('/fonti?formato=csv').expect(200);
    expect(csv.text.split('\r\n')[1]).toBe(
      'mai_usata,sì,Lista che nessuna riga nomina,Nessuno,,CC0,,Non la usa nessuno,,,,',
    );
  });

  it('may be those of a region too; a mark that nobody describes is listed as such, and is no fault', async () => {
    await writeFile(
      join(nomenclatore.folder, 'borea/fonti.csv'),
      'sigla,titolo,editore,url,licenza,aggiornato_al,nota\nbur,Bollettino di Borea,Regione Borea,,atto ufficiale,,\n',
    );
    await nomenclatore.edit('borea/enti.csv', (text) =>
      text.replace('dedotto,prova', 'dedotto,bur: n. 7').replace('non_verificato,prova', 'non_verificato,a voce'),
    );
    expect(await reload()).toEqual([1, 2, 0]);
    expect((await read()).map(({ sigla, descritta, righe }) => [sigla, descritta, righe])).toEqual([
      ['bur', true, 1],
      ['mai_usata', true, 0],
      ['prova', true, expect.any(Number)],
      ['a voce', false, 1],
    ]);
  });

  it('alone may change: who has the list in a cache is told, the other services are not', async () => {
    const { headers } = await nomenclatore.get('/fonti').expect(200);
    const sent = await nomenclatore.sent();
    await nomenclatore.edit('nazionale/fonti.csv', (text) =>
      text.replace('Liste di prova,Snodo', 'Liste per provare,Snodo').replace(/^mai_usata.*\n/m, ''),
    );
    expect(await reload()).toEqual([0, 1, 1]);
    expect(await reload()).toEqual([0, 0, 0]);
    const { body } = await nomenclatore.get('/fonti').set('if-none-match', headers['etag']!).expect(200);
    expect(body.fonti.map(({ titolo }: { titolo: string | null }) => titolo)).toContain('Liste per provare');
    expect(await nomenclatore.sent()).toEqual(sent);
  });

  it('are refused with two meanings of one mark, or an address nobody should follow', async () => {
    await nomenclatore.edit('borea/fonti.csv', (text) => `${text}prova,Altro,X,,CC0,,\n`);
    const twice = await nomenclatore.reload('tecnico').expect(422);
    expect(twice.body.problemi).toMatchObject([{ file: 'borea/fonti.csv', riga: 3, campo: 'sigla' }]);
    await nomenclatore.edit('borea/fonti.csv', (text) =>
      text.replace('prova,Altro,X,,', 'altra,Altro,X,javascript:0,'),
    );
    const address = await nomenclatore.reload('tecnico').expect(422);
    expect(address.body.problemi).toMatchObject([{ file: 'borea/fonti.csv', riga: 3, campo: 'url' }]);
  });
});
