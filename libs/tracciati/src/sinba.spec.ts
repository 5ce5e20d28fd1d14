import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findTracciato } from './catalogo.js';
import { flussiOf, motivoNonTrasmissibile, spesaPerAnno } from './flussi.js';
import type { Contenuto } from './lettura.js';
import { confronta, nostroVerdetto } from './prova/concordanza.js';
import { CONTESTO_DI_PROVA } from './prova/contesto.js';
import { TESTATA, testataQualunque } from './prova/contenuti.js';
import { CONTESTO_FLUSSI } from './prova/flussi.js';
import {
  DENTRO,
  documentiSinbaSugliOrli,
  documentoSinba,
  documentoSinbaMutato,
  leggiSinba,
  minore,
  minoreAccettato,
} from './prova/sinba.js';
import { XSD_UFFICIALE_SINBA, verdettiXmllint, xmllintMancante } from './prova/xmllint.js';
import { writeFlusso } from './scrittore.js';
import { SINBA_1_0_0 } from './sinba.js';
import { xsdOf } from './xsd.js';

type Given = Parameters<typeof minore>[0];

/** What the reader finds in one riga: rule, severity, field. */
const found = (given: Given = {}, dentro = DENTRO, contesto = CONTESTO_DI_PROVA): string[] =>
  leggiSinba(documentoSinba(minore(given, dentro)), contesto).rilievi.map(({ regola, gravita, campo }) => `${regola} ${gravita} ${campo}`); // prettier-ignore
const write = (contenuto: Contenuto, testata = TESTATA): string => writeFlusso(SINBA_1_0_0, testata, contenuto);
const flussi = (contenuto: Contenuto): Contenuto[] => flussiOf(SINBA_1_0_0, contenuto, CONTESTO_FLUSSI);

describe('SINBA', () => {
  it('is read riga by riga, months as months, with the key of its record and no code to translate', () => {
    const { righe, rilievi, esito, testata } = leggiSinba(documentoSinba(minore() + minore({ IDBeneficiario: 'M-2' })));
    expect(rilievi).toEqual([]);
    expect([esito.stato, esito.schemaValido, esito.righe, testata?.enteCodice]).toEqual(['letto', true, 2, 'A271']);
    const [riga] = righe;
    expect(riga!.contenuto).toMatchObject({ idBeneficiario: 'M-1', dataPrimaSegnalazione: '2025-03', prestazioni: ['A2.24'], famiglia: ['1'] }); // prettier-ignore
    expect(riga!.chiave).toEqual({
      codiceFiscale: '',
      idBeneficiario: 'M-1',
      codicePrestazione: '',
      protocolloDomanda: '',
      data: '2025-03-01',
    });
    expect(riga!.codifica).toMatchObject({ esito: 'tradotta', codice: '' });
    expect(riga!.annullamento).toBe(false);
    expect(findTracciato('SINBA')).toBe(SINBA_1_0_0);
  });

  it.each<[string, Given, string[]]>([
    ['a codice fiscale for a pseudonym', { IDBeneficiario: 'RSSMRK66C14H501U' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['one with omocodia, in small letters', { IDBeneficiario: 'rssmrkssc14h501x' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['one mistyped', { IDBeneficiario: 'RSSMRK66C14H501A' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['one in pieces', { IDBeneficiario: 'RSS MRK 66C14 H501U' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['one with something around it', { IDBeneficiario: 'M1RSSMRK66C14H501U-2' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['an STP code', { IDBeneficiario: 'STP1234567890123' }, ['SB-02 errore SINBA/@IDBeneficiario']],
    ['a number that may be a temporary codice fiscale', { IDBeneficiario: '12345678903' }, ['SB-02 avviso SINBA/@IDBeneficiario']],
    ['another number', { IDBeneficiario: '12345678904' }, []],
    ['a random pseudonym', { IDBeneficiario: 'K7QJ2MZXA-PLW4T6ABCD' }, []],
    ['a blank one', { IDBeneficiario: '  ' }, ['SB-16 errore SINBA/@IDBeneficiario']],
    ['a disability and no more', { Disabilita: '1' }, ['SB-03 avviso SINBA/@TipoDisabilita', 'SB-03 avviso SINBA/@InvCivCertificazioni']],
    ['a disability without certificate', { Disabilita: '1', TipoDisabilita: '1' }, ['SB-03 avviso SINBA/@InvCivCertificazioni']],
    ['a disability whole', { Disabilita: '1', TipoDisabilita: '1', InvCivCertificazioni: '5' }, []],
    ['a disability that is none', { TipoDisabilita: '1' }, ['SB-18 avviso SINBA/@TipoDisabilita']],
    ['a report to court without month', { SegnalazioneAutoritaGiudiziaria: '1' }, ['SB-04 avviso SINBA/@DataSegnalazione']],
    ['a report to court', { SegnalazioneAutoritaGiudiziaria: '1', DataSegnalazione: '04/2025' }, []],
    ['a decision without month', { ProvvedimentoGiudiziario: '1' }, ['SB-05 avviso SINBA/@DataProvvedimentoGiudiziario']],
    ['a decision with a broken month', { ProvvedimentoGiudiziario: '1', DataProvvedimentoGiudiziario: '31/2025' }, ['XSD-08 errore SINBA/@DataProvvedimentoGiudiziario']],
    ['Italy without region', { CodiceRegioneResidenza: undefined }, ['SB-06 errore SINBA/@CodiceRegioneResidenza']],
    ['another country without region', { CodiceRegioneResidenza: undefined, CodiceNazioneResidenza: '250' }, []],
    ['nobody in the household', { NumeroComponentiISEE: '0' }, ['SB-07 errore SINBA/@NumeroComponentiISEE']],
    ['fewer than nobody', { NumeroComponentiISEE: '-3' }, ['SB-07 errore SINBA/@NumeroComponentiISEE']],
    ['ten in the household', { NumeroComponentiISEE: '10' }, ['XSD-07 errore SINBA/@NumeroComponentiISEE']],
    ['nine in the household', { NumeroComponentiISEE: '9' }, []],
    ['an age band long past', { FasciaEtaBeneficiario: '1' }, ['SB-08 avviso SINBA/@FasciaEtaBeneficiario']],
    ['an age band to come', { FasciaEtaBeneficiario: '6' }, ['SB-08 avviso SINBA/@FasciaEtaBeneficiario']],
    ['the band at the first report', { DataPrimaSegnalazione: '05/2018', FasciaEtaBeneficiario: '1' }, []],
    ['a region that is none', { CodiceRegioneResidenza: '22', CodiceRegioneResidenzaPadre: '00' }, ['SB-11 avviso SINBA/@CodiceRegioneResidenza', 'SB-11 avviso SINBA/@CodiceRegioneResidenzaPadre']],
    ['a birth to come', { AnnoNascita: '2027' }, ['SB-08 avviso SINBA/@FasciaEtaBeneficiario', 'SB-12 avviso SINBA/@AnnoNascita']],
    ['a grown-up', { AnnoNascita: '1980' }, ['SB-08 avviso SINBA/@FasciaEtaBeneficiario', 'SB-12 avviso SINBA/@AnnoNascita']],
    ['a year that is no year', { AnnoNascita: '20I5' }, ['XSD-08 errore SINBA/@AnnoNascita']],
    ['months to come', { DataPrimaSegnalazione: '07/2026', DataSegnalazione: '06/2026' }, ['SB-13 avviso SINBA/@DataPrimaSegnalazione']],
    ['a country nobody knows', { CodiceNazioneResidenza: '999', CodiceCittadinanzaMadre: '998', CodiceCittadinanzaPadre: '990' }, ['SB-14 avviso SINBA/@CodiceNazioneResidenza', 'SB-14 avviso SINBA/@CodiceCittadinanzaMadre']],
  ])('says of %s what is wrong', (_, given, expected) => {
    expect(found(given).toSorted()).toEqual(expected.toSorted());
  }); // prettier-ignore

  it('warns of a code that INPS does not know, and refuses a minor without family or prestazioni', () => {
    const codici = '<CodicePrestazione>A2.24</CodicePrestazione><CodicePrestazione>LOCALE-1</CodicePrestazione>';
    expect(found({}, DENTRO.replace('<CodicePrestazione>A2.24</CodicePrestazione>', codici))).toEqual(['SB-10 avviso CodicePrestazione']); // prettier-ignore
    expect(found({}, DENTRO.replace(/<Famiglia>.*/, '<Famiglia/>'))).toEqual(['SB-09 errore Famiglia']);
    expect(found({}, DENTRO.replace(/<Famiglia>.*/, ''))).toEqual(['SB-09 errore SINBA']);
    expect(found({}, DENTRO.replace(/<Prestazioni>.*<\/Prestazioni>/, '<Prestazioni/>'))).toEqual(['XSD-04 errore Prestazioni']); // prettier-ignore
  });

  it('points at the code of the list that is wrong', () => {
    const codici = '<CodicePrestazione>A2.24</CodicePrestazione><CodicePrestazione>LOCALE-1</CodicePrestazione>';
    const { rilievi } = leggiSinba(documentoSinba(minore({}, DENTRO.replace('<CodicePrestazione>A2.24</CodicePrestazione>', codici)))); // prettier-ignore
    expect(rilievi[0]).toMatchObject({ valore: 'LOCALE-1', riga: 1 });
  });

  it('refuses a minor whom an ente that had ceased cannot have had, and an operator who is nobody is said once', () => {
    const ceased = { ...CONTESTO_DI_PROVA, ultimoGiornoEnte: () => '2024-12-31' };
    expect(found({}, DENTRO, ceased)).toEqual(['SB-17 errore SINBA/@DataPrimaSegnalazione']);
    const { rilievi } = leggiSinba(documentoSinba(minore() + minore(), { CFOperatore: 'RSSMRK66C14H501A' }));
    expect(rilievi.map(({ regola, campo }) => [regola, campo])).toEqual([['SB-15', 'Ente/@CFOperatore']]);
  });
});

describe('What INPS gets of SINBA', () => {
  it('SB-01 is one document for each minor and code, with nothing else changed', () => {
    const contenuto = { ...SINBA_1_0_0.esempio.contenuto, prestazioni: ['A2.24', 'A1.14', 'A2.24'] };
    const parts = flussi(contenuto);
    expect(parts.map((one) => one['prestazioni'])).toEqual([['A2.24'], ['A1.14']]);
    for (const part of parts) expect({ ...part, prestazioni: 0 }).toEqual({ ...contenuto, prestazioni: 0 });
    expect(motivoNonTrasmissibile(SINBA_1_0_0, contenuto)).toBeUndefined();
    expect(spesaPerAnno(SINBA_1_0_0, contenuto)).toEqual([]);
  });

  it('is undone by reading: the record read is the record written, and nothing of the regional extension is in it', () => {
    fc.assert(
      fc.property(minoreAccettato, testataQualunque, (contenuto, testata) => {
        for (const part of flussi({ ...contenuto, regionale: { gestore: 'REGIONALE' } })) {
          const xml = write(part, testata);
          expect(xml).not.toContain('REGIONALE');
          const { righe, rilievi } = leggiSinba(xml);
          expect(rilievi.filter(({ gravita, campo }) => gravita === 'errore' && campo.startsWith('SINBA'))).toEqual([]);
          const { regionale: _, ...plain } = part;
          expect(JSON.parse(JSON.stringify(righe[0]!.contenuto))).toEqual(JSON.parse(JSON.stringify(plain)));
        }
      }),
      { numRuns: 300 },
    );
  });
});

const missing = xmllintMancante();
if (missing !== undefined) process.stderr.write(`SALTATO: confronto di SINBA con xmllint, ${missing}\n`);

(missing === undefined ? describe : describe.skip)('SINBA, our verdict and xmllint with the official XSD', () => {
  const xsd = missing === undefined ? readFileSync(XSD_UFFICIALE_SINBA, 'utf8') : '';
  const seed = Number(process.env.SNODO_SEED ?? Date.now() % 2 ** 31);

  it('agree on thousands of documents, whole and broken', () => {
    const { documenti, validi, discordi } = confronta(seed, 3000, { tracciato: SINBA_1_0_0, documenti: documentoSinbaMutato, xsd }); // prettier-ignore
    expect({ seed, discordi: discordi.slice(0, 3) }).toEqual({ seed, discordi: [] });
    expect(validi).toBeGreaterThan(documenti / 10);
    expect(validi).toBeLessThan((documenti * 9) / 10);
  });

  it('agree on every edge of every type, and so does our own XSD', () => {
    const bytes = documentiSinbaSugliOrli().map((text) => Buffer.from(text));
    const verdicts = verdettiXmllint(bytes, xsd);
    const ours = verdettiXmllint(bytes, xsdOf(SINBA_1_0_0));
    const wrong = bytes.filter((one, at) => nostroVerdetto(one, SINBA_1_0_0) !== verdicts[at] || ours[at] !== verdicts[at]);
    expect(wrong.map(String).slice(0, 2)).toEqual([]);
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(100);
  }); // prettier-ignore

  it('agree on broken documents also by our own XSD', () => {
    const bytes = fc.sample(documentoSinbaMutato, { seed, numRuns: 1000 }).map((text) => Buffer.from(text));
    const ours = verdettiXmllint(bytes, xsdOf(SINBA_1_0_0));
    const discordi = verdettiXmllint(bytes, xsd).flatMap((verdict, at) => (verdict === ours[at] ? [] : [String(bytes[at])]));
    expect({ seed, discordi: discordi.slice(0, 2) }).toEqual({ seed, discordi: [] });
  }); // prettier-ignore

  it('of the official example the schema says yes and the rules say no', () => {
    const { esito, rilievi } = leggiSinba(readFileSync(XSD_UFFICIALE_SINBA.replace('SINBA.xsd', 'examples/SINBA_example_openapi_line89_H501.SINBA.20210520.00000004.xml'), 'utf8')); // prettier-ignore
    expect(esito.schemaValido).toBe(true);
    expect(rilievi.filter(({ gravita }) => gravita === 'errore').map(({ regola }) => regola)).toEqual(['SB-06']);
  });

  it('I7 every document written for INPS is valid by its own schema', () => {
    const given = fc.sample(fc.tuple(minoreAccettato, testataQualunque), { seed, numRuns: 500 });
    const documents = given.flatMap(([contenuto, testata]) => flussi(contenuto).map((part) => write(part, testata)));
    const verdicts = verdettiXmllint(documents.map((xml) => Buffer.from(xml)), xsd); // prettier-ignore
    expect({ seed, refused: documents.filter((_, at) => !verdicts[at]).slice(0, 2) }).toEqual({ seed, refused: [] });
    expect(documents.length).toBeGreaterThan(500);
  });
});
