import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FORME, type Forma, TIPI_ERRORE } from '#libs/sintetici';
import { Cliente, type Risposta } from './prova/chiamate.js';
import { documentoIn } from './prova/forme.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';

const BYTE = { 'content-type': 'application/octet-stream' };
/**
 * What means one thing in XML and another elsewhere: a table has no elements, reads Italian days and decimal commas on purpose, cannot tell
 * 1.234 from a thousand, and has no blank that is not an empty cell.
 */
const SOLO_XML = [
  'attributo_sconosciuto',
  'elemento_sconosciuto',
  'data_italiana',
  'importo_con_virgola',
  'importo_con_tre_decimali',
  'protocollo_di_spazi',
];
const ERRORI = TIPI_ERRORE.map(({ nome }) => nome).filter((nome) => !SOLO_XML.includes(nome));

interface RilievoDetto {
  readonly riga: number | null;
  readonly campo: string;
  readonly regola: string;
  readonly gravita: string;
  readonly cella?: string;
  readonly foglio?: string;
}

describe('ogni forma ha lo stesso verdetto', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;
  beforeAll(async () => {
    ingestion = await startIngestion({ kind: 'embedded' });
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
  });
  afterAll(() => ingestion.close());

  const verify = async (byte: Uint8Array): Promise<Risposta['body']> => {
    const { status, body } = await recanati.call('POST', '/rest/invii/v1/verifiche?tracciato=PS_PSA_SINA', byte, BYTE);
    expect(status).toBe(200);
    return body;
  };
  /** By riga, in any order: a table finds the same things in the order of its columns. */
  const verdicts = (rilievi: readonly RilievoDetto[]): string[] =>
    rilievi.map(({ riga, regola, campo, gravita }) => `${riga} ${gravita} ${regola} ${campo}`).toSorted();

  describe('the same wrong content', () => {
    const richiesta = { seed: 'forme', righe: 150, errori: ERRORI, righeErrate: ERRORI.length * 2 };
    let xml: string[];
    beforeAll(async () => {
      const { byte, errori } = await documentoIn('xml', 'recanati', richiesta);
      const { rilievi } = await verify(byte);
      xml = verdicts(rilievi);
      // Else the comparison would compare nothing.
      expect(new Set(errori.map(({ tipo }) => tipo)).size).toBe(ERRORI.length);
      for (const { riga, regola } of errori) expect(xml.some((one) => one.includes(`${riga} `) && one.includes(regola))).toBe(true); // prettier-ignore
    });

    it.each(FORME.filter((forma) => forma !== 'xml'))(
      'as %s raises the same rules on the same fields',
      async (forma) => {
        const { byte } = await documentoIn(forma, 'recanati', richiesta);
        const { rilievi } = await verify(byte);
        expect(verdicts(rilievi)).toEqual(xml);
      },
    );

    it.each(['csv', 'xlsx'] as const)('as %s says the cell of each', async (forma) => {
      const { byte } = await documentoIn(forma, 'recanati', richiesta);
      const { rilievi } = (await verify(byte)) as { rilievi: RilievoDetto[] };
      // A section that is missing as a whole is in no cell.
      const placed = rilievi.filter(({ campo }) => campo !== 'SINA');
      expect(placed.filter(({ cella = '' }) => !/^[A-Z]{1,3}[0-9]+$/.test(cella))).toEqual([]);
      expect(new Set(rilievi.map(({ foglio }) => foglio))).toEqual(new Set([forma === 'xlsx' ? 'Righe' : undefined]));
    });

    it('inside gzip is the same document', async () => {
      const { byte } = await documentoIn('csv', 'recanati', richiesta);
      expect(verdicts((await verify(gzipSync(byte))).rilievi)).toEqual(xml);
    });
  });

  describe.each<Forma>([...FORME])('a deposit as %s', (forma) => {
    const deposit = (byte: Uint8Array): Promise<Risposta> => recanati.deposit(byte, BYTE);

    it('that is right is accepted, and sent again has the same ricevuta', async () => {
      const { byte } = await documentoIn(forma, 'recanati', { seed: `giusto-${forma}`, righe: 12 });
      const first = await deposit(byte);
      expect(first.status).toBe(202);
      expect(await recanati.concluso(first.body.id)).toMatchObject({
        formato: forma,
        righe_per_stato: { accettata: 12 },
      });
      const again = await deposit(byte);
      expect([again.status, again.body]).toEqual([200, { ...first.body, ripetuto: true }]);
    });

    it('that is wrong is refused where it is wrong, as a verifica had said', async () => {
      const errori = ['periodica_senza_importo', 'codice_inesistente', 'senza_cognome'];
      const { byte } = await documentoIn(forma, 'recanati', { seed: `errato-${forma}`, righe: 20, errori });
      const said = await verify(byte);
      const { body } = await deposit(byte);
      expect((await recanati.concluso(body.id)).righe_per_stato).toEqual({ respinta: 3, accettata: 17 });
      const rilievi = await recanati.rilievi(body.id);
      expect(verdicts(rilievi)).toEqual(verdicts(said.rilievi));
    });

    it('that breaks off in the middle is illeggibile, and leaves no riga', async () => {
      const { byte } = await documentoIn(forma, 'recanati', { seed: `troncato-${forma}`, righe: 40 });
      // A CSV that ends with a line is whole whatever should have followed: inside a quoted cell it is not.
      const broken = forma === 'csv' ? Buffer.concat([byte, Buffer.from('x;"')]) : byte.subarray(0, byte.length - 60);
      const { body } = await deposit(broken);
      expect(await recanati.concluso(body.id)).toMatchObject({ stato: 'illeggibile', righe: 0, righe_per_stato: {} });
      const [rilievo] = await recanati.rilievi(body.id);
      expect(rilievo).toMatchObject({ gravita: 'errore', rimedio: expect.stringMatching(/./) });
    });
  });

  it.each([
    ['CSV', 'codice_fiscale;cognome\r\n', /riga|prestazion/i],
    ['JSON', '[]', /riga|prestazion/i],
    ['JSON object', '{"righe": []}', /riga|prestazion/i],
    ['XML', '<Flusso xmlns="http://inps.it/Casellario"/>', /./],
  ])('a %s without righe says that it has none', async (_, text, word) => {
    const { body } = await recanati.deposit(text, BYTE);
    expect(await recanati.concluso(body.id)).toMatchObject({ righe: 0 });
    const rilievi = await recanati.rilievi(body.id);
    expect(rilievi.some(({ gravita, messaggio }) => gravita === 'errore' && word.test(messaggio))).toBe(true);
  });
});
