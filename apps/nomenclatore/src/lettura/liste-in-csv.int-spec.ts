import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { parseCsv } from '#libs/codici';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start();
  await nomenclatore.edit('nazionale/comuni.csv', (text) => text.replace('DREI', '"=HYPERLINK(""http://x""),ü"'));
  await nomenclatore.reload('tecnico').expect(200);
});
afterAll(() => nomenclatore?.close());

const csv = (path: string) => nomenclatore.get(path).set('accept', 'text/csv');

/** Rows of a CSV read by the parser of packs, which knows nothing of the writer. */
function rowsOf(text: string): Record<string, string>[] {
  return parseCsv(text, text.slice(0, text.indexOf('\r\n')).split(','));
}

const LISTE: [path: string, name: string, count: number][] = [
  ['/sistemi', 'nomenclature-2026-03-10.csv', 1],
  ['/sistemi/SIUSS/versioni/1/voci', 'SIUSS-1-voci-2026-03-10.csv', 2],
  ['/comuni', 'comuni-2026-03-10.csv', 3],
  ['/comuni?giorno=2001-02-03', 'comuni-2001-02-03.csv', 3],
  ['/comuni?storia=true', 'comuni-storia-2026-03-10.csv', 4],
  ['/province', 'province-2026-03-10.csv', 2],
  ['/regioni', 'regioni-2026-03-10.csv', 1],
  ['/stati', 'stati-2026-03-10.csv', 1],
  ['/enti', 'enti-2026-03-10.csv', 7],
  ['/ambiti', 'ambiti-2026-03-10.csv', 3],
];

describe('every public list as CSV', () => {
  it.each(LISTE)('%s is saved as %s, whole, and every row says where it is from', async (path, name, count) => {
    const { headers, text } = await csv(path).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'public, max-age=300',
      vary: 'Accept, Accept-Encoding',
    });
    const rows = rowsOf(text);
    expect(rows).toHaveLength(count);
    for (const { fonte, affidabilita } of rows) expect([fonte, affidabilita]).not.toContain('');
    const joined = path.includes('?') ? '&' : '?';
    const named = await nomenclatore.get(`${path}${joined}formato=csv`).expect(200);
    expect(named.text).toBe(text);
  });

  it.each(LISTE.map(([path]) => path))('%s is kept apart from its JSON in caches, and compressed', async (path) => {
    const json = await nomenclatore.get(path).expect(200);
    expect(json.headers['content-type']).toContain('application/json');
    const packed = await csv(path).set('accept-encoding', 'gzip').expect(200);
    expect(packed.headers['etag']).not.toBe(json.headers['etag']);
    await csv(path).set('if-none-match', packed.headers['etag']!).expect(304);
    await csv(path).set('if-none-match', json.headers['etag']!).expect(200);
    await nomenclatore.get(path).set('if-none-match', packed.headers['etag']!).expect(200);
  });

  it('may be asked about without being sent', async () => {
    const sent = await csv('/comuni').set('accept-encoding', 'identity').expect(200);
    const asked = await request(nomenclatore.app!.getHttpServer())
      .head('/rest/nomenclatore/v1/comuni')
      .set('accept', 'text/csv')
      .set('accept-encoding', 'identity')
      .expect(200);
    for (const name of ['content-type', 'content-disposition', 'content-length', 'etag', 'cache-control', 'vary'])
      expect([name, asked.headers[name]]).toEqual([name, sent.headers[name]]);
    expect(asked.text ?? '').toBe('');
  });

  it('gives the rows of its JSON, page after page', async () => {
    const { text } = await csv('/comuni?storia=true&limite=1&da=2').expect(200);
    const pages = await Promise.all(
      [0, 2].map((da) => nomenclatore.get(`/comuni?storia=true&limite=2&da=${da}`).expect(200)),
    );
    const told = pages.flatMap(({ body }) => body.comuni as Record<string, string | null>[]);
    const cells = told.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? ''])));
    // What a spreadsheet would work out has been disarmed; all the rest is as told.
    expect(rowsOf(text)).toEqual(
      cells.map((row) => ({ ...row, altra_denominazione: row['altra_denominazione']!.replace(/^=/, "'=") })),
    );
  });

  it('disarms formulas, quotes what has separators, and knows Excel', async () => {
    const { text } = await csv('/comuni').expect(200);
    expect(text).toContain(`"'=HYPERLINK(""http://x""),ü"`);
    expect(text).not.toContain('\uFEFF');
    for (const separatore of [';', '%3B']) {
      const excel = await csv(`/comuni?separatore=${separatore}&bom=true`).buffer().expect(200);
      expect(excel.text.split('\r\n')[0]).toMatch(/^\uFEFF?belfiore;istat;denominazione/);
    }
    const bytes = await csv('/comuni?bom=true').responseType('blob').expect(200);
    expect((bytes.body as Buffer).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it('has attributes as columns, written as in the files that versions are made of', async () => {
    const { text } = await csv('/sistemi/SIUSS/versioni/1/voci').expect(200);
    expect(text.split('\r\n')).toEqual([
      'codice,codice_padre,denominazione,descrizione,sostituisce,area,soggetta_isee,fonte,affidabilita',
      'A1.01,,Assegno per il nucleo,,,contributi economici,S,prova,fonte',
      'A1.02,A1.01,Assegno di maternità,,,contributi economici,N,prova,codice_senza_nome',
      '',
    ]);
  });

  it('names capofila and members of the day, and every code of an ente with its own source', async () => {
    const ambiti = rowsOf((await csv('/ambiti?giorno=2026-07-01').expect(200)).text);
    expect(ambiti.map(({ codice, ruolo, ente_denominazione }) => [codice, ruolo, ente_denominazione])).toEqual([
      ['ZS1', 'capofila', 'Consorzio del Nord'],
      ['ZS1', 'componente', 'Comune di Uno'],
    ]);
    const enti = rowsOf((await csv('/enti?tipo=comune').expect(200)).text);
    const uno = enti.filter(({ denominazione }) => denominazione === 'Comune di Uno');
    expect(uno.map(({ codice, codice_al, codice_fonte }) => [codice, codice_al, codice_fonte])).toEqual([
      ['X001', '', 'prova'],
      ['901001', '2009-12-31', 'prova'],
      ['902001', '', 'prova'],
    ]);
  });

  it.each([
    ['/comuni?formato=xlsx', 400],
    ['/comuni?formato=csv&formato=csv', 400],
    ['/comuni?formato[]=csv', 422],
    ['/province?colore=blu', 422],
    ['/comuni?separatore=%09', 422],
    ['/comuni?separatore=', 422],
    ['/comuni?bom=1', 422],
    ['/comuni?storia=false', 422],
    ["/comuni?provincia=A'--", 422],
    ['/comuni?giorno=%00', 400],
    ['/sistemi/SIUSS/versioni/9/voci', 404],
    [`/comuni?giorno=${'9'.repeat(5000)}`, 422],
  ])('%s is refused, as a problem and not as a file', async (path, status) => {
    const { headers } = await csv(path).expect(status);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['content-disposition']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });
});
