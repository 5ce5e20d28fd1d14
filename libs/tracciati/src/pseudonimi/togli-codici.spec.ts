import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type CodiceFiscale, encodeCodiceFiscale, legalDay, omocodiaVariants, parseCodiceBelfiore } from '#libs/codici';
import { readDocumento } from '../documenti/read-documento.js';
import { sorgenteOf } from '../documenti/sorgente.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { CONTESTO_DI_PROVA } from '../prova/contesto.js';
import { documentoSinba } from '../prova/sinba.js';
import { SINBA_1_0_0 } from '../sinba.js';
import { cartella } from '../corpus/cartella.js';
import { togliCodici } from './togli-codici.js';

const codiceDi = (cognome: string, nome: string, sesso: 'M' | 'F', nato: string): string =>
  encodeCodiceFiscale({
    cognome,
    nome,
    sesso,
    dataNascita: legalDay(nato),
    luogoNascita: parseCodiceBelfiore('H501')!,
  });
const CODICE = codiceDi('ROSSI', 'MIRKO', 'M', '2012-03-14');
const ALTRO = codiceDi('VERDI', 'ALESSANDRA', 'F', '2010-01-01');
/** With the check character that CODICE does not have. */
const SBAGLIATO = `${CODICE.slice(0, 15)}${CODICE.endsWith('A') ? 'B' : 'A'}`;
const OMOCODICE = [...omocodiaVariants(CODICE as CodiceFiscale)].find((one) => one !== CODICE)!;
const CODICI = /[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]/gi;
/** Nobody's: it stands where a code was. */
const NESSUNO = 'XXXXXX00A00X000X';

const RIGA = {
  codice_fiscale: CODICE,
  cf_operatore: 'RSSMRA80A01H501U',
  minore_straniero_no_acc: '2',
  condizione_minore: '1',
  luogo_vita: '1',
  scuola_frequentata: '5',
  condizione_lavoro: '1',
  disabilita: '2',
  data_prima_segnalazione: '03/2025',
  fonte_segnalazione: '13',
  valutazione_minore: '2',
  valutazione_famiglia_minore: '2',
  segnalazione_autorita_giudiziaria: '2',
  provvedimento_giudiziario: '2',
  fascia_eta_beneficiario: '5',
  anno_nascita: '2012',
  codice_regione_residenza: '11',
  codice_nazione_residenza: '380',
  prestazioni: 'A2.24',
  famiglia: '1|2',
};
type Riga = Readonly<Record<string, string | undefined>>;
const csv = (...righe: Riga[]): string => {
  const names = Object.keys(righe[0]!);
  return [names, ...righe.map((riga) => names.map((name) => riga[name] ?? ''))].map((cells) => cells.join(';')).join('\r\n');
}; // prettier-ignore

/** Pseudonyms that a test can tell apart. */
const fai = (codice: string, ente: string | undefined): string => `P-${codice.slice(0, 3)}-${ente ?? 'suo'}`;

async function togli(document: string | Uint8Array, limiti = {}) {
  let kept = '';
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  const esito = await togliCodici(
    SINBA_1_0_0,
    { ...LIMITI_PREDEFINITI, ...limiti },
    sorgenteOf(bytes),
    fai,
    async (text) => void (kept += text),
  );
  return { esito, kept };
}

async function leggi(document: string | Uint8Array) {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document;
  const lettura = readDocumento(SINBA_1_0_0, CONTESTO_DI_PROVA, LIMITI_PREDEFINITI, sorgenteOf(bytes));
  const righe = [];
  for await (const some of lettura.righe()) righe.push(...some);
  const { rilieviInvio, formato } = lettura.esito();
  return { righe, formato, rilievi: [...rilieviInvio, ...righe.flatMap(({ rilievi }) => rilievi)] };
}
/** What is left of codes of persons, but for the operator's. */
const rimasti = (text: string): string[] =>
  (text.match(CODICI) ?? []).filter((one) => one !== NESSUNO && one.toUpperCase() !== RIGA.cf_operatore);

describe('a document of SINBA with codici fiscali', () => {
  it('in CSV keeps its rows and columns; each code becomes a pseudonym in its own cell', async () => {
    const { esito, kept } = await togli(csv(RIGA, { ...RIGA, codice_fiscale: ALTRO, luogo_vita: '9' }));
    expect(esito).toEqual({ esito: 'riscritto', formato: 'csv' });
    expect(rimasti(kept)).toEqual([]);
    const { righe, rilievi } = await leggi(kept);
    expect(righe.map(({ chiave }) => chiave.idBeneficiario)).toEqual(['P-RSS-suo', 'P-VRD-suo']);
    expect(righe[0]!.mittenza).toEqual({ codiceFiscaleOperatore: RIGA.cf_operatore });
    expect(rilievi.map(({ regola, cella }) => [regola, cella])).toEqual([['XSD-07', 'E3']]);
  });

  it('is read as one with pseudonyms would be, at the same places', async () => {
    const wrong = { ...RIGA, anno_nascita: '20I2', prestazioni: '', fascia_eta_beneficiario: '1' };
    const direct = await leggi(csv(...[RIGA, wrong].map((one) => Object.fromEntries(Object.entries(one).map(([key, value]) => (key === 'codice_fiscale' ? ['id_beneficiario', 'P-RSS-suo'] : [key, value]))))));
    const { kept } = await togli(csv(RIGA, wrong));
    expect(await leggi(kept)).toEqual(direct);
    expect(direct.rilievi.length).toBeGreaterThan(1);
  }); // prettier-ignore

  it('keeps the places of rows after blanks, titles and cells of several lines', async () => {
    const [header, riga] = csv({ note: 'a', ...RIGA }, { ...RIGA, note: '"prima\nseconda"', luogo_vita: '9' }).split('\r\n').filter((_, at) => at !== 1); // prettier-ignore
    const text = `Minori di ${CODICE};;\r\n\r\n${header}\r\n\r\n${riga}\r\n`;
    const { kept } = await togli(text);
    expect(rimasti(kept)).toEqual([]);
    const places = async (document: string) => (await leggi(document)).rilievi.filter(({ regola }) => regola === 'XSD-07').map(({ linea, cella }) => [linea, cella]); // prettier-ignore
    expect(await places(kept)).toEqual(await places(text));
    expect(await places(kept)).toHaveLength(1);
  });

  it.each<[string, Riga, readonly (string | undefined)[], string[]]>([
    ['of omocodia is the same person', { codice_fiscale: OMOCODICE }, ['P-RSS-suo'], []],
    ['in small letters and pieces is the same', { codice_fiscale: `${CODICE.slice(0, 8).toLowerCase()} ${CODICE.slice(8)}` }, ['P-RSS-suo'], []],
    ['of another ente than the invio’s is a pseudonym of that ente', { ente_erogatore: 'E690' }, ['P-RSS-E690'], []],
    ['that is wrong makes no pseudonym', { codice_fiscale: SBAGLIATO }, ['CF NON VALIDO'], ['SB-19']],
    ['beside a pseudonym of the sender’s own goes, and that stays', { id_beneficiario: 'MIO-1' }, ['MIO-1'], []],
    ['beside an empty pseudonym becomes it', { id_beneficiario: '' }, ['P-RSS-suo'], []],
    ['that is missing leaves its riga without', { codice_fiscale: '' }, [undefined], ['XSD-06']],
    ['where a pseudonym should be is seen, and is not there', { codice_fiscale: '', id_beneficiario: ALTRO }, [NESSUNO], ['SB-02']],
    ['in another column is not there', { gestore: `Coop di ${ALTRO}` }, ['P-RSS-suo'], []],
    ['in a column nobody knows is not there', { codice_paziente: ALTRO, note: 'ROSSI MIRKO' }, ['P-RSS-suo'], ['TB-12', 'TB-12']],
  ])('one %s', async (_, given, expected, rules) => {
    const riga = { ...RIGA, ...given };
    for (const document of [csv(riga), JSON.stringify([riga])]) {
      const { kept } = await togli(document);
      expect(rimasti(kept)).toEqual([]);
      expect(kept).not.toContain('ROSSI MIRKO');
      const { righe, rilievi, formato } = await leggi(kept);
      expect(righe.map(({ contenuto }) => contenuto['idBeneficiario'])).toEqual(expected);
      expect(rilievi.map(({ regola }) => regola)).toEqual(formato === 'csv' ? rules : expect.anything());
    }
  }); // prettier-ignore

  it('in a workbook becomes CSV, days and numbers as people write them, rows and columns the same, the sheet named', async () => {
    const names = Object.keys(RIGA);
    const values = names.map((name) => (name === 'anno_nascita' ? 2012 : name === 'codice_regione_residenza' ? 5 : (RIGA as Riga)[name]!)); // prettier-ignore
    const bytes = cartella({
      fogli: [
        { nome: 'Istruzioni', righe: [[`esempio ${ALTRO}`]] },
        { nome: 'Minori', righe: [[], names, values] },
      ],
    });
    const { esito, kept } = await togli(bytes);
    expect(esito).toEqual({ esito: 'riscritto', formato: 'xlsx', foglio: 'Minori' });
    expect(rimasti(kept)).toEqual([]);
    const { righe } = await leggi(kept);
    expect(righe).toHaveLength(1);
    expect(righe[0]).toMatchObject({ linea: 3, contenuto: { annoNascita: '2012', codiceRegioneResidenza: '05', dataPrimaSegnalazione: '2025-03' } }); // prettier-ignore
  });

  it('on two sheets is refused: one CSV cannot say of which a row is', async () => {
    const righe = [Object.keys(RIGA), Object.values(RIGA)];
    const { esito } = await togli(cartella({ fogli: [{ nome: 'a', righe }, { nome: 'b', righe }] })); // prettier-ignore
    expect(esito).toMatchObject({ esito: 'illeggibile', messaggio: expect.stringContaining('Più fogli') });
  });

  it('in JSON keeps the place where each object began, and what the head says for all', async () => {
    const objects = [RIGA, { ...RIGA, codice_fiscale: ALTRO, nome: 'MIRKO', luogo_vita: '9' }, { ...RIGA, famiglia: ['1', '6'] }];
    const documents = [
      JSON.stringify(objects),
      JSON.stringify(objects, null, 2),
      `${objects.map((one) => JSON.stringify(one)).join('\n\n')}\n`,
      `{"ente_erogatore":"E690","altro":"${ALTRO}",\n "righe":[\n${objects.map((one) => JSON.stringify(one)).join(',\n')}\n]}`,
      `{"ente_erogatore":"E690","righe":${JSON.stringify(objects, null, 1)}}`,
    ];
    for (const document of documents) {
      const { esito, kept } = await togli(document);
      expect(esito).toMatchObject({ esito: 'riscritto', formato: document.startsWith('{"codice') ? 'ndjson' : 'json' });
      expect(rimasti(kept)).toEqual([]);
      expect(kept).not.toContain('MIRKO');
      const [before, after] = [await leggi(document), await leggi(kept)];
      const ente = document.includes('"ente_erogatore"') ? 'E690' : 'suo';
      expect(after.righe.map(({ chiave }) => chiave.idBeneficiario)).toEqual([`P-RSS-${ente}`, `P-VRD-${ente}`, `P-RSS-${ente}`]);
      expect(after.righe.map(({ linea }) => linea)).toEqual(before.righe.map(({ linea }) => linea));
      expect(after.rilievi.filter(({ riga }) => riga !== null).map(({ regola, campo }) => [regola, campo])).toEqual(before.rilievi.filter(({ riga }) => riga !== null).map(({ regola, campo }) => [regola, campo]));
    }
  }); // prettier-ignore

  it('with a key written twice says so still', async () => {
    const twice = JSON.stringify(RIGA).replace('{', `{"codice_fiscale":"${ALTRO}","luogo_vita":"2",`);
    const { kept } = await togli(`[${twice}]`);
    expect(rimasti(kept)).toEqual([]);
    expect((await leggi(kept)).rilievi.map(({ regola }) => regola)).toEqual(expect.arrayContaining(['JS-07']));
  });

  it('in XML, or empty, is kept as it comes: there is no place for a codice fiscale', async () => {
    const xml = documentoSinba();
    for (const document of [xml, '', gzipSync(xml)]) expect(await togli(document)).toEqual({ esito: { esito: 'come_viene' }, kept: '' });
  }); // prettier-ignore

  it.each<[string, string | Uint8Array]>([
    ['a table without a header', `nome;codice\r\nROSSI;${CODICE}\r\n`],
    ['JSON that breaks off', `[{"codice_fiscale":"${CODICE}",`],
    ['JSON with something after it', `[{"codice_fiscale":"${CODICE}"}] ${ALTRO}`],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['bytes in no encoding', Buffer.concat([Buffer.from(csv(RIGA)), Buffer.from(' à è \x81 \u0000', 'utf8'), Buffer.from([0xff, 0xfe, 0x00])])],
  ])('is not kept when it cannot be read: %s', async (_, document) => {
    const { esito } = await togli(document);
    expect(esito).toMatchObject({ esito: 'illeggibile', regola: expect.stringMatching(/^(TB|JS|AR|XML)-/) });
    expect(JSON.stringify(esito)).not.toMatch(CODICI);
  }); // prettier-ignore

  it('whatever else is in its cells, no code of a person is left, and no row is lost or moved', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(CODICE, ALTRO, ` ${CODICE} `, `x${CODICE}y`, `${ALTRO};`, '"', '\n', 'sep=;', '=1+1', CODICE.toLowerCase()),
    );
    const name = fc.constantFrom('codice_fiscale', 'id_beneficiario', 'luogo_vita', 'gestore', 'note', 'CodiceFiscale ', 'cognome');
    const table = fc.uniqueArray(name, { minLength: 1, maxLength: 5, selector: (one) => one.toLowerCase().replace(/\W|_/g, '') }).chain((names) => fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), { minLength: 1, maxLength: 4 }).map((rows) => ({ names: [...names, 'disabilita', 'condizione_minore'], rows })));
    await fc.assert(
      fc.asyncProperty(table, async ({ names, rows }) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = [names, ...rows.map((row) => [...row, '1', '1'])].map((cells) => cells.map(quote).join(';')).join('\r\n');
        const { esito, kept } = await togli(text);
        if (esito.esito !== 'riscritto') return;
        expect(rimasti(kept)).toEqual([]);
        const [before, after] = [await leggi(text), await leggi(kept)];
        expect(after.righe.map(({ linea }) => linea)).toEqual(before.righe.map(({ linea }) => linea));
      }),
      { numRuns: 150 },
    );
  }); // prettier-ignore
});
