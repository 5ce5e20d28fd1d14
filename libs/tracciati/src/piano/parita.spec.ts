import { describe, expect, it } from '@jest/globals';
import { CASI } from '../prova/casi.js';
import { CONTESTO_CON_CODICI_LOCALI } from '../prova/contesto.js';
import { type Parti, documento, leggi } from '../prova/documento.js';
import { colonneDi, detti, leggiColonne, leggiOggetto, oggettoDi } from '../prova/piano.js';
import { regoleDi, verificheConStatoDi } from '../catalogo.js';
import { readDocumento } from '../documenti/read-documento.js';
import { sorgenteOf } from '../documenti/sorgente.js';
import { LIMITI_PREDEFINITI } from '../limiti.js';
import { writeXlsx } from '../scrittura/xlsx/write-xlsx.js';
import { quoted } from '../tabelle/write-csv.js';
import { PS_PSA_SINA_201812 } from '../ps-psa-sina.js';

const xml = (parti: Parti): string[] => {
  const { rilievi } = leggi(documento(parti), 65_536, {}, CONTESTO_CON_CODICI_LOCALI);
  // The operator is in the heading of XML, and in the extension elsewhere.
  return detti(rilievi).map((one) => one.replace('Ente/@CFOperatore', 'cf_operatore'));
};

const IMPORTO = 'PrestazioniSociali/@ImportoMensile';
/** Content of XML that the other forms cannot hold, or can hold and XML cannot: there a value is right, or is not a value. */
const ALTRIMENTI: readonly { readonly parti: Parti; readonly json?: string[]; readonly tabella?: string[]; readonly perche: string }[] = [
  { parti: { prestazione: { ImportoMensile: '1,50' } }, json: [], tabella: [], perche: 'a comma is a decimal mark' },
  { parti: { prestazione: { ImportoMensile: '1.234,50' } }, json: [], tabella: [], perche: 'a point marks thousands before a comma' },
  { parti: { prestazione: { ImportoMensile: '100.005' } }, tabella: [`TB-32 ${IMPORTO} errore`], perche: 'three decimals may be thousands' },
  { parti: { prestazione: { OreServizioMensile: '2.591' } }, tabella: ['TB-32 PrestazioniSociali/@OreServizioMensile errore'], perche: 'the same' },
  { parti: { prestazione: { CodicePrestazione: ' SAD' } }, tabella: [], perche: 'spaces around a cell are not its value' },
  { parti: { beneficiario: { CodiceFiscale: ' RSSMRK66C14H501U' } }, tabella: [], perche: 'the same' },
  { parti: { prestazione: { ProtocolloDomanda: ' ' } }, tabella: ['XSD-06 PrestazioniSociali/@ProtocolloDomanda errore'], perche: 'a blank cell has no value' },
  { parti: { anagrafica: { Cognome: '  ' } }, tabella: ['XSD-06 Anagrafica/@Cognome errore'], perche: 'the same' },
  { parti: { prestazione: { CodicePrestazione: '' } }, tabella: ['XSD-06 PrestazioniSociali/@CodicePrestazione errore'], perche: 'the same' },
  { parti: { beneficiario: { CodiceFiscale: '' } }, json: ['XSD-06 Beneficiario/@CodiceFiscale errore'], tabella: ['XSD-06 Beneficiario/@CodiceFiscale errore'], perche: 'an empty code is none' },
]; // prettier-ignore
const same = (one: Parti, other: Parti): boolean => JSON.stringify(one) === JSON.stringify(other);

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('The same content, right or wrong, in XML, in a table and in JSON', () => {
  for (const [codice, { parla, tace }] of Object.entries(CASI)) {
    it(`${codice}: has the same rule codes on the same fields`, () => {
      for (const parti of [...parla, ...tace]) {
        const told = xml(parti);
        const { json = told, tabella = told } = ALTRIMENTI.find((one) => same(one.parti, parti)) ?? {};
        const colonne = colonneDi(parti);
        expect({ parti, json: detti(leggiOggetto(oggettoDi(colonne)).rilievi) }).toEqual({ parti, json });
        expect({ parti, tabella: detti(leggiColonne(colonne).rilievi) }).toEqual({ parti, tabella });
      }
    });
  }

  it('has them as documents of every form, whole', async () => {
    const cases = Object.values(CASI).flatMap(({ parla, tace }) => [...parla, ...tace]);
    const rows = cases.map((parti) => colonneDi(parti) as Readonly<Record<string, string | undefined>>);
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const csv = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))].map((cells) => cells.map((cell) => quoted(cell, ';')).join(';')).join('\r\n'); // prettier-ignore
    const foglio = { nome: 'Righe', colonne: names.map((titolo) => ({ titolo })), righe: rows.map((row) => names.map((name) => row[name])) }; // prettier-ignore
    const objects = rows.map((row) => JSON.stringify(oggettoDi(row)));
    const forms: readonly (readonly [string, 'json' | 'tabella', Uint8Array])[] = [
      ['csv', 'tabella', Buffer.from(csv)],
      ['xlsx', 'tabella', Buffer.concat(await all(writeXlsx([foglio])))],
      ['json', 'json', Buffer.from(`[${objects.join(',')}]`)],
      ['ndjson', 'json', Buffer.from(objects.join('\n'))],
    ];
    for (const [formato, forma, bytes] of forms) {
      const lettura = readDocumento(
        PS_PSA_SINA_201812,
        CONTESTO_CON_CODICI_LOCALI,
        LIMITI_PREDEFINITI,
        sorgenteOf(bytes),
      );
      const righe = (await all(lettura.righe())).flat();
      expect([formato, lettura.esito().formato, righe.length]).toEqual([formato, formato, cases.length]);
      for (const [at, parti] of cases.entries()) {
        const told = ALTRIMENTI.find((one) => same(one.parti, parti))?.[forma] ?? xml(parti);
        expect({ formato, parti, detti: detti(righe[at]!.rilievi) }).toEqual({ formato, parti, detti: told });
      }
    }
  });

  it('differs only where the forms differ, which is not what XML says', () => {
    const cases = Object.values(CASI).flatMap(({ parla, tace }) => [...parla, ...tace]);
    for (const { parti, json, tabella, perche } of ALTRIMENTI) {
      expect([perche, cases.some((one) => same(one, parti))]).toEqual([perche, true]);
      expect(json ?? tabella).not.toEqual(xml(parti));
    }
  });

  it.each<[string, Parti, string]>([
    ['XSD-04', { anagrafica: { Cognome: undefined, Nome: undefined, AnnoNascita: undefined, LuogoNascita: undefined, Genere: undefined, CodiceCittadinanza: undefined } }, 'XSD-04 Beneficiario errore'],
    ['XSD-04', { indirizzo: { CodiceRegione: undefined, CodiceComune: undefined, CodiceNazione: undefined } }, 'XSD-04 Beneficiario errore'],
    ['XSD-06', { anagrafica: { Cognome: undefined } }, 'XSD-06 Anagrafica/@Cognome errore'],
    ['XSD-06', { dentro: '<SINA Mobilita="1"/>' }, 'XSD-06 SINA/@AreaReddituale errore'],
    ['XSD-07', { anagrafica: { Genere: '9' } }, 'XSD-07 Anagrafica/@Genere errore'],
    ['XSD-07', { prestazione: { PeriodoErogazione: '13' } }, 'XSD-07 PrestazioniSociali/@PeriodoErogazione errore'],
    ['XSD-08', { anagrafica: { AnnoNascita: '66' } }, 'XSD-08 Anagrafica/@AnnoNascita errore'],
    ['XSD-08', { indirizzo: { CodiceComune: 'A271' } }, 'XSD-08 Indirizzo/@CodiceComune errore'],
    ['XSD-09', { anagrafica: { LuogoNascita: 'ANCONA' } }, 'XSD-09 Anagrafica/@LuogoNascita errore'],
    ['XSD-09', { prestazione: { ProtocolloDomanda: 'x'.repeat(33) } }, 'XSD-09 PrestazioniSociali/@ProtocolloDomanda errore'],
    ['XSD-10', { prestazione: { DataInizioPrestazione: '2026-02-30' } }, 'XSD-10 PrestazioniSociali/@DataInizioPrestazione errore'],
    ['XSD-10', { prestazione: { PeriodoErogazione: 'tre' } }, 'XSD-10 PrestazioniSociali/@PeriodoErogazione errore'],
    ['XSD-08', { ente: { CFOperatore: 'XX' } }, 'XSD-08 cf_operatore errore'],
  ])('breaks the schema alike: %s %j', (_, parti, breach) => {
    // Of an element that is not there XML has no `Indirizzo` at all; the spec's writer leaves an empty one.
    const bare = documento(parti).replace(/<(?:Anagrafica|Indirizzo)\/>\n/g, '');
    const told = detti(leggi(bare, 65_536, {}, CONTESTO_CON_CODICI_LOCALI).rilievi).map((one) => one.replace('Ente/@CFOperatore', 'cf_operatore'));
    const colonne = colonneDi(parti);
    const table = leggiColonne(colonne);
    expect(told).toContain(breach);
    expect(detti(table.rilievi)).toEqual(told);
    expect(detti(leggiOggetto(oggettoDi(colonne)).rilievi)).toEqual(told);
    expect(table.schemaValida).toBe(parti.ente !== undefined);
  }); // prettier-ignore

  it('has the codes that a table cannot break in XML alone', () => {
    const codes = regoleDi(PS_PSA_SINA_201812).map(({ codice }) => codice);
    for (const codice of ['XSD-01', 'XSD-02', 'XSD-05', 'XSD-11', 'XSD-12']) expect(codes).toContain(codice);
    expect(verificheConStatoDi(PS_PSA_SINA_201812).length).toBeGreaterThan(5);
  });
});
