import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromBufferPromise } from 'yauzl';
import { writeXlsx } from '#libs/tracciati';
import { zip } from '../libs/tracciati/src/corpus/zip.js';
import { Cliente } from './prova/chiamate.js';
import { documentoCon } from './prova/documenti.js';
import { type IngestionInProva, startIngestion } from './prova/ingestion.js';
import { type RigaPiana, celleDi, csvDi, jsonDi, rigaPiana } from './prova/tabelle.js';

const SBAGLIATO = 'Z9.98';
const GIUSTO = 'A1.05';

type Forma = 'xml' | 'csv' | 'xlsx' | 'json' | 'ndjson';
const FORME: Forma[] = ['xml', 'csv', 'xlsx', 'json', 'ndjson'];

/** Four righe: the second and the fourth have a code that nobody knows; one column, or key, is the sender's own. */
function righeDi(seme: string): RigaPiana[] {
  return [1, 2, 3, 4].map((n) =>
    rigaPiana({
      protocollo_domanda: `${seme}-${n}`,
      cognome: 'D’AMICO & FIGLI; "SRL"',
      codice_prestazione: n % 2 === 0 ? SBAGLIATO : GIUSTO,
      ufficio: 'sociale',
    }),
  );
}

async function xlsxDi(righe: readonly RigaPiana[]): Promise<Buffer> {
  const [testa, ...corpo] = celleDi(righe);
  const fogli = corpo.map((celle, at) => ({ nome: `Mese ${at + 1}`, righe: [celle] }));
  const colonne = testa!.map((titolo) => ({ titolo }));
  return buffer(writeXlsx(fogli.map(({ nome, righe: rows }) => ({ nome, colonne, righe: rows }))));
}

async function documentoNella(forma: Forma, seme: string): Promise<Buffer> {
  const righe = righeDi(seme);
  switch (forma) {
    case 'xml': {
      const prestazioni = righe.map(({ codice_prestazione, protocollo_domanda }) => ({
        codiceFiscale: 'RSSMRA80A01H501U',
        protocollo: protocollo_domanda!,
        codicePrestazione: codice_prestazione!,
        cognome: 'D’AMICO &amp; FIGLI',
      }));
      return Buffer.from(documentoCon('recanati', prestazioni));
    }
    case 'xlsx':
      return xlsxDi(righe);
    case 'csv':
      return Buffer.from(csvDi(righe.map((riga) => ({ ...riga, cognome: '"D’AMICO & FIGLI; ""SRL"""' }))));
    case 'json':
      return Buffer.from(jsonDi(righe));
    default: {
      const { righe: oggetti } = JSON.parse(jsonDi(righe)) as { righe: object[] };
      return Buffer.from(oggetti.map((one) => `${JSON.stringify(one)}\n`).join(''));
    }
  }
}

/** As somebody does it with the file open: the wrong code is written right, and nothing else is touched. */
async function corretto(forma: Forma, bytes: Buffer): Promise<Buffer> {
  const mend = (text: string): string => text.replaceAll(SBAGLIATO, GIUSTO);
  if (forma !== 'xlsx') return Buffer.from(mend(bytes.toString('utf8')));
  return zip((await partiDi(bytes)).map(({ nome, contenuto }) => ({ nome, contenuto: mend(contenuto) })));
}

/** The parts of a workbook, as texts. */
async function partiDi(bytes: Buffer): Promise<{ nome: string; contenuto: string }[]> {
  const archivio = await fromBufferPromise(bytes);
  const parti: { nome: string; contenuto: string }[] = [];
  for await (const entry of archivio.eachEntry()) {
    parti.push({ nome: entry.fileName, contenuto: await text(await archivio.openReadStreamPromise(entry)) });
  }
  return parti;
}

describe('le righe respinte si correggono', () => {
  let ingestion: IngestionInProva;
  let recanati: Cliente;

  beforeAll(async () => {
    ingestion = await startIngestion({ kind: 'embedded' });
    recanati = new Cliente(ingestion.url, ingestion.emittente, 'recanati');
  });
  afterAll(() => ingestion.close());

  async function scarica(id: string, query = '', chi = 'recanati'): Promise<{ response: Response; bytes: Buffer }> {
    const response = await fetch(`${ingestion.url}/rest/esiti/v1/invii/${id}/righe-da-correggere${query}`, {
      headers: { authorization: `Bearer ${await ingestion.emittente.token(chi)}` },
    });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  async function consegna(bytes: Buffer) {
    const { body } = await recanati.deposit(bytes);
    return { id: body.id as string, invio: await recanati.concluso(body.id) };
  }

  it.each(FORME)('in %s: downloaded, mended, sent again, and only those righe are judged', async (forma) => {
    const first = await consegna(await documentoNella(forma, `GIRO-${forma}`));
    expect([first.invio.formato, first.invio.righe_per_stato]).toEqual([forma, { accettata: 2, respinta: 2 }]);

    const { response, bytes } = await scarica(first.id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="righe-da-correggere-${first.id}.${forma}"`,
    );
    // Sent back as it is, it has the same faults and no others.
    const asItIs = await consegna(Buffer.concat([bytes, Buffer.from(forma === 'xlsx' ? '' : '\n')]));
    expect(asItIs.invio.righe_per_stato).toEqual({ respinta: 2 });
    const regoleDi = async (id: string) =>
      new Set((await recanati.rilievi(id)).filter(({ riga }) => riga !== null).map(({ regola }) => regola));
    expect(await regoleDi(asItIs.id)).toEqual(await regoleDi(first.id));
    // And what is downloaded of that is no different: nothing is said twice.
    const again = await scarica(asItIs.id);
    expect(String(again.bytes).split('da_correggere').length).toBe(String(bytes).split('da_correggere').length);

    const mended = await consegna(await corretto(forma, bytes));
    expect(mended.invio).toMatchObject({ formato: forma, righe: 2, righe_per_stato: { accettata: 2 } });
  });

  it('says in each form what to mend, and keeps what is the sender’s own', async () => {
    const testo = async (forma: Forma): Promise<string> => {
      const { id } = await consegna(await documentoNella(forma, `DICE-${forma}`));
      const { bytes } = await scarica(id);
      return bytes.toString('utf8');
    };
    const xml = await testo('xml');
    expect(xml).toMatch(/<!-- da correggere, record n\. 2:\s+PrestazioniSociali\/@CodicePrestazione: /);
    expect(xml).toContain('Cognome="D’AMICO &amp; FIGLI"');
    expect(xml).not.toContain('DICE-xml-1');
    const csv = (await testo('csv')).split('\r\n');
    expect(csv[0]).toMatch(/^\uFEFFda_correggere;cf_operatore;.*;ufficio$/);
    expect(csv[1]).toMatch(/^"codice_prestazione: /);
    expect(csv.slice(1).join('\r\n')).toMatch(/;"D’AMICO & FIGLI; ""SRL""";.*;sociale\r\n/);
    const json = JSON.parse(await testo('json')) as { righe: { ufficio: string; da_correggere: string[] }[] };
    expect(json.righe).toMatchObject([2, 4].map((n) => ({ ufficio: 'sociale', protocollo_domanda: `DICE-json-${n}` })));
    expect(json.righe[0]!.da_correggere).toEqual([
      expect.stringMatching(/^codice_prestazione: /),
      expect.stringMatching(/^codice_fiscale: \(avviso\) /),
    ]);
  });

  it('keeps the sheets of a workbook, and says it in a first column that stays in sight', async () => {
    const { id } = await consegna(await documentoNella('xlsx', 'FOGLI'));
    const rilievi = await recanati.rilievi(id);
    expect(rilievi.find(({ riga, regola }) => riga === 2 && regola === 'PS-22')).toMatchObject({
      foglio: 'Mese 2',
      cella: expect.stringMatching(/^[A-Z]+2$/),
    });
    const { bytes } = await scarica(id);
    const parti = new Map((await partiDi(bytes)).map(({ nome, contenuto }) => [nome, contenuto]));
    expect(parti.get('xl/workbook.xml')).toMatch(/Mese 1.*Mese 2.*Mese 3.*Mese 4/s);
    expect(parti.get('xl/worksheets/sheet1.xml')).not.toContain('FOGLI-1');
    expect(parti.get('xl/worksheets/sheet2.xml')).toMatch(/da_correggere.*codice_prestazione: /s);
    expect(parti.get('xl/worksheets/sheet2.xml')).toMatch(
      /<pane xSplit="1" ySplit="1".*<c r="A1"[^>]*>.{0,40}da_correggere/s,
    );
    const second = await consegna(bytes);
    expect((await recanati.rilievi(second.id)).find(({ riga }) => riga === 1)).toMatchObject({ foglio: 'Mese 2' });
  });

  it.each(['csv', 'xlsx'] as const)(
    'turns XML into our %s, with what could not be read as it was written',
    async (formato) => {
      const { id } = await consegna(await documentoNella('xml', `CONV-${formato}`));
      const { response, bytes } = await scarica(id, `?formato=${formato}`);
      expect(response.headers.get('content-disposition')).toContain(`.${formato}"`);
      const back = await consegna(bytes);
      expect(back.invio).toMatchObject({ formato, righe: 2, righe_per_stato: { respinta: 2 } });
      const mended = await consegna(await corretto(formato, bytes));
      expect(mended.invio.righe_per_stato).toEqual({ accettata: 2 });
    },
  );

  it('says rule by rule in the words of the form: columns in a table and in JSON, attributes in XML', async () => {
    const parole = async (bytes: Buffer): Promise<string> => {
      const { id } = await consegna(bytes);
      const { body } = await recanati.get(`/rest/esiti/v1/invii/${id}/rilievi/regole`);
      const { messaggio, rimedio } = body.items.find(({ regola }: { regola: string }) => regola === 'PS-05');
      return `${messaggio} ${rimedio}`;
    };
    const riga = rigaPiana({ protocollo_domanda: 'REGOLE', carattere_prestazione: '1' });
    expect(await parole(Buffer.from(csvDi([riga])))).toContain('importo_mensile');
    expect(await parole(Buffer.from(jsonDi([riga])))).toContain('importo_mensile');
    const xml = documentoCon('recanati', [{ codiceFiscale: 'RSSMRA80A01H501U', protocollo: 'REGOLE' }]);
    expect(await parole(Buffer.from(xml.replace('CaratterePrestazione="2"', 'CaratterePrestazione="1"')))).toContain(
      'ImportoMensile',
    );
  });

  it('is a header and nothing else when nothing was refused', async () => {
    const { id } = await consegna(Buffer.from(csvDi([rigaPiana({ protocollo_domanda: 'TUTTO-BENE' })])));
    const { response, bytes } = await scarica(id);
    expect([response.status, bytes.toString('utf8').split('\r\n').length]).toEqual([200, 2]);
  });

  it('says why there is none: not ended, not readable, no longer kept', async () => {
    const broken = await consegna(Buffer.from('<Flusso'));
    const unreadable = await scarica(broken.id);
    expect([unreadable.response.status, String(unreadable.bytes)]).toEqual([
      409,
      expect.stringContaining('invio_illeggibile'),
    ]);
    const { id } = await consegna(await documentoNella('csv', 'SCADUTO'));
    await ingestion.database.admin(`UPDATE ingestion.invio SET custodia_scaduta_il = now() WHERE id = $1`, [id]);
    const gone = await scarica(id);
    expect([gone.response.status, String(gone.bytes)]).toEqual([
      410,
      expect.stringContaining('documento_non_conservato'),
    ]);
    await ingestion.database.admin(`UPDATE ingestion.invio SET stato = 'in_validazione' WHERE id = $1`, [id]);
    const early = await scarica(id);
    expect([early.response.status, String(early.bytes)]).toEqual([409, expect.stringContaining('invio_non_concluso')]);
  });

  it('I5 gives others nothing, not even that it exists', async () => {
    const { id } = await consegna(await documentoNella('csv', 'ALTRUI'));
    expect((await scarica(id, '', 'loreto')).response.status).toBe(404);
    expect((await scarica('0199aaaa-0000-7000-8000-000000000000', '', 'loreto')).response.status).toBe(404);
  });

  it('finds a riga by the key that its sender gave it, accepted or refused, and for nobody else', async () => {
    const uno = rigaPiana({ protocollo_domanda: 'CHIAVE-1', id_mittente: 'pratica 7', codice_prestazione: SBAGLIATO });
    const first = await consegna(Buffer.from(csvDi([uno])));
    const second = await consegna(Buffer.from(csvDi([{ ...uno, codice_prestazione: GIUSTO }])));
    const cerca = (cliente: Cliente, id_mittente: string) =>
      cliente.call('POST', '/rest/esiti/v1/righe/ricerche', JSON.stringify({ id_mittente }), {
        'content-type': 'application/json',
      });
    const { status, body } = await cerca(recanati, 'pratica 7');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { invio_id: second.id, stato: 'accettata', id_mittente: 'pratica 7', foglio: null, cella: 'A2' },
      { invio_id: first.id, stato: 'respinta', id_mittente: 'pratica 7' },
    ]);
    expect(body.items[1].passi.map(({ passo }: { passo: string }) => passo)).toEqual(['ricevuta', 'respinta']);
    const loreto = new Cliente(ingestion.url, ingestion.emittente, 'loreto');
    expect((await cerca(loreto, 'pratica 7')).body.items).toEqual([]);
    expect((await cerca(recanati, '')).status).toBe(422);
  });
});
