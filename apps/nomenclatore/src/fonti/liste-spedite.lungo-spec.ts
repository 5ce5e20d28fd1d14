import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCsv } from '#libs/codici';
import { buildOpenApi } from '#libs/http';
import { AFFIDABILITA } from '../pacchetto/celle.js';
import { NOMENCLATORE_APIS } from '../nomenclatore.apis.js';
import { NomenclatoreDiProva } from '../prova/nomenclatore-di-prova.js';
import { sigleOf } from './sigle.js';

let nomenclatore: NomenclatoreDiProva;
beforeAll(async () => {
  nomenclatore = await NomenclatoreDiProva.start({ spedito: true });
}, 120_000);
afterAll(() => nomenclatore?.close());

interface Fonte {
  readonly sigla: string;
  readonly descritta: boolean;
  readonly titolo: string | null;
  readonly licenza: string | null;
  readonly righe: number;
  readonly usi: readonly { lista: string; affidabilita: string; righe: number }[];
}

/** Every thing in a body that says where it comes from or has fields of a row, wherever it is nested. */
function rowsIn(body: unknown): Record<string, unknown>[] {
  if (Array.isArray(body)) return body.flatMap(rowsIn);
  if (body === null || typeof body !== 'object') return [];
  const own = 'fonte' in body || 'affidabilita' in body || 'dal' in body ? [body as Record<string, unknown>] : [];
  return [...own, ...Object.values(body).flatMap(rowsIn)];
}

/** Paths of the lists that the interface says anyone may read, with their parameters filled in with everything there is. */
async function everyList(): Promise<string[]> {
  const { paths } = await buildOpenApi(NOMENCLATORE_APIS[0]!);
  const lists = Object.entries(paths)
    .filter(([, { get }]) => get?.security?.length === 0)
    .filter(
      ([, item]) => 'text/csv' in ((item.get?.responses['200'] as { content?: object } | undefined)?.content ?? {}),
    )
    .map(([path]) => path);
  const { body } = await nomenclatore.get('/sistemi').expect(200);
  const sistemi = body.sistemi as { sistema: string; versioni: { versione: string }[] }[];
  const versions = sistemi.flatMap(({ sistema, versioni }) =>
    versioni.map(({ versione }) => [sistema, versione] as const),
  );
  const pairs = sistemi.flatMap((da) => sistemi.filter((a) => a !== da).map((a) => [da.sistema, a.sistema] as const));
  return lists.flatMap((path) => {
    if (path.includes('{versione}'))
      return versions.map(([sistema, versione]) => path.replace('{sistema}', sistema).replace('{versione}', versione));
    if (path.includes('{a}')) return pairs.map(([da, a]) => path.replace('{da}', da).replace('{a}', a));
    expect(path).not.toContain('{');
    return [path];
  });
}

describe('every shipped list', () => {
  it('says of every row its source and reliability, in JSON and in CSV, and the source is in /fonti', async () => {
    const { body } = await nomenclatore.get('/fonti').expect(200);
    const fonti = new Map((body.fonti as Fonte[]).map((fonte) => [fonte.sigla, fonte]));
    const lists = (await everyList()).filter((path) => path !== '/fonti');
    expect(lists.length).toBeGreaterThan(30);
    const check = (path: string, riga: Readonly<Record<string, unknown>>) => {
      const { fonte, affidabilita } = riga;
      const missing = sigleOf(String(fonte)).filter((sigla) => !fonti.has(sigla));
      if (missing.length > 0 || !AFFIDABILITA.includes(affidabilita as never))
        throw new Error(`${path}: ${JSON.stringify(riga)} does not say where it is from`);
    };
    let rows = 0;
    for (const path of lists) {
      const { body: list } = await nomenclatore.get(path).expect(200);
      for (const riga of rowsIn(list)) check(path, riga);
      const { text } = await nomenclatore
        .get(`${path}?formato=csv${path === '/comuni' ? '&storia=true' : ''}`)
        .expect(200);
      for (const riga of parseCsv(text, text.slice(0, text.indexOf('\r\n')).split(','))) {
        rows++;
        check(path, riga);
      }
    }
    expect(rows).toBeGreaterThan(20_000);
  }, 120_000);

  it('counts in /fonti every row that is shipped', async () => {
    const { body } = await nomenclatore.get('/fonti').expect(200);
    const fonti = body.fonti as Fonte[];
    const comuni = fonti.filter(({ sigla }) => ['anpr', 'belfiore_npm'].includes(sigla)).flatMap(({ usi }) => usi);
    const total = (await nomenclatore.get('/comuni?storia=true&limite=1').expect(200)).body.totale as number;
    const counted = comuni.filter(({ lista }) => lista === 'comuni').reduce((sum, { righe }) => sum + righe, 0);
    expect(counted).toBeGreaterThan(total * 0.98);
    expect(
      fonti.filter(({ descritta, licenza, titolo }) => descritta && (licenza === null || titolo === null)),
    ).toEqual([]);
    // What is not described is a sentence that says itself where the row is from, not a mark whose meaning nobody wrote down.
    expect(fonti.filter(({ descritta, sigla }) => !descritta && !sigla.includes(' '))).toEqual([]);
  });

  it('the longest one is one download of some megabytes, the same compressed', async () => {
    const total = (await nomenclatore.get('/comuni?storia=true&limite=1').expect(200)).body.totale as number;
    expect(total).toBeGreaterThan(19_000);
    const whole = await nomenclatore
      .get('/comuni?storia=true&formato=csv')
      .set('accept-encoding', 'identity')
      .expect(200);
    expect(whole.text.split('\r\n')).toHaveLength(total + 2);
    expect(Number(whole.headers['content-length'])).toBeLessThan(4_000_000);
    const packed = await nomenclatore.get('/comuni?storia=true&formato=csv').set('accept-encoding', 'gzip').expect(200);
    expect(packed.text).toBe(whole.text);
    expect(Number(packed.headers['content-length'])).toBeLessThan(Number(whole.headers['content-length']) / 3);
  });
});
