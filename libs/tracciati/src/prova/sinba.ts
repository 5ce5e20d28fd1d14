import fc from 'fast-check';
import type { ContestoRegole } from '../contesto.js';
import { SINBA_1_0_0 } from '../sinba.js';
import { type Elemento, type Tipo } from '../tracciato.js';
import { CONTESTO_DI_PROVA } from './contesto.js';
import { type Attributi, type Letto, leggi } from './documento.js';
import { NOSTRO, type Nodo, type Vocabolario, XSI, documentoMutatoDi, nodo, numero } from './mutazioni.js';

const MINORE = SINBA_1_0_0.radice.figli![1]!.elemento;
const OBBLIGATORI: Readonly<Record<string, string>> = {
  IDBeneficiario: 'M-1', MinoreStranieroNoAcc: '2', CondizioneMinore: '1', LuogoVita: '1', ScuolaFrequentata: '5', CondizioneLavoro: '1',
  Disabilita: '2', DataPrimaSegnalazione: '03/2025', FonteSegnalazione: '13', ValutazioneMinore: '2', ValutazioneFamigliaMinore: '2',
  SegnalazioneAutoritaGiudiziaria: '2', ProvvedimentoGiudiziario: '2', FasciaEtaBeneficiario: '4', AnnoNascita: '2015',
  CodiceRegioneResidenza: '11', CodiceNazioneResidenza: '380',
}; // prettier-ignore
const FACOLTATIVI = MINORE.attributi!.filter(({ obbligatorio }) => !obbligatorio);

/** What stands inside a riga, unless told otherwise. */
export const DENTRO =
  '<Prestazioni><CodicePrestazione>A2.24</CodicePrestazione></Prestazioni><Famiglia><ComposizioneFamiglia>1</ComposizioneFamiglia></Famiglia>';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A riga that no rule has anything to say about; each value can be changed. `undefined` takes an attribute away. */
export function minore(given: Attributi = {}, dentro = DENTRO): string {
  const values = Object.entries<string | undefined>({ ...OBBLIGATORI, ...given });
  const attributi = values.flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escape(value)}"`]));
  return `<SINBA${attributi.join('')}>${dentro}</SINBA>\n`;
}

export function documentoSinba(righe: string = minore(), ente: Attributi = {}): string {
  const values = { Codice: 'A271', Denominazione: 'Comune di Ancona', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U', ...ente }; // prettier-ignore
  const attributi = Object.entries(values).map(([name, value]) => ` ${name}="${escape(value)}"`);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Flusso xmlns="http://inps.it/Casellario">\n' +
    `<IdentificazioneFlusso Nome="A271.SINBA.20260401.0000001"><Ente${attributi.join('')}/></IdentificazioneFlusso>\n${righe}</Flusso>\n`
  );
}

export const leggiSinba = (documento: string, contesto: ContestoRegole = CONTESTO_DI_PROVA): Letto =>
  leggi(documento, undefined, {}, contesto, SINBA_1_0_0);

/** A value that the type takes. */
function giusto({ elenco, base, modello, forma }: Tipo): string {
  if (elenco !== undefined) return elenco.at(-1)!.valore;
  if (base === 'intero') return '9';
  if (forma === 'mese') return '12/2024';
  return modello === '([0-9]{2})' ? '11' : '380';
}

const sinba = fc
  .tuple(fc.subarray(FACOLTATIVI), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 7 }))
  .map(([given, prestazioni, famiglia]): Nodo =>
    nodo('SINBA', { ...OBBLIGATORI, ...Object.fromEntries(given.map(({ nome, tipo }) => [nome, giusto(tipo)])) }, [
      nodo(
        'Prestazioni',
        {},
        Array.from({ length: prestazioni }, () => nodo('CodicePrestazione', {}, ['A2.24'])),
      ),
      nodo('Famiglia', {}, Array.from({ length: famiglia }, (_, at) => nodo('ComposizioneFamiglia', {}, [String((at % 6) + 1)]))), // prettier-ignore
    ]),
  );

const MESI = ['03/2025', '3/2025', '00/2025', '12/1900', '13/2025', '01/1899', '12/2099', '01/2100', '03-2025', '2025-03', ' 03/2025', '03/2025 ', '٠3/2025', '03/25', '']; // prettier-ignore
const INTERI = ['0', '1', '9', '10', '-1', '-0', '+5', '05', ' 5', '5 ', '5\n', '5.', '5.0', '', '+', '-2147483648', '-2147483649', '2147483648', '٥']; // prettier-ignore
const CORTI = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '13', '14', '15', '01', ' 1', '1 ', '', 'SI', '١', '380', '38', '3800', '2012', '٢٠١٢']; // prettier-ignore
const LUNGHEZZE = [0, 1, 4, 5, 10, 11, 20, 21];
const TESTI = LUNGHEZZE.flatMap((length) => ['x'.repeat(length), '\u{1F600}'.repeat(length), ' '.repeat(length)]);

const attributi = MINORE.attributi!.map(({ nome }) => nome);
const namesOf = ({ nome, figli = [] }: Elemento): string[] => [
  nome,
  ...figli.flatMap(({ elemento }) => namesOf(elemento)),
];
const VOCABOLARIO: Vocabolario = {
  valido: fc.array(sinba, { minLength: 1, maxLength: 3 }).map((righe) =>
    nodo('Flusso', { xmlns: NOSTRO, 'xmlns:xsi': XSI }, [
      nodo('IdentificazioneFlusso', { Nome: 'A271.SINBA.20260401.0000001' }, [nodo('Ente', { Codice: 'A271', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U' })]), // prettier-ignore
      ...righe,
    ]),
  ),
  nomi: [...attributi, 'Nome', 'Codice', 'Estraneo', 'xml:lang', 'xmlns:q', 'xsi:schemaLocation', 'xsi:nil', 'xsi:type', 'q:Nome'],
  elementi: [...namesOf(SINBA_1_0_0.radice), 'Estraneo', 'q:SINBA', 'nostro:SINBA', 'Beneficiario'],
  tipi: ['FlussoType', 'EnteType', 'SinbaType', 'ComposizioneFamigliaType', 'DataMeseAnnoType', 'nostro:SinbaType', 'xs:string', ' SinbaType', ''], // prettier-ignore
  riga: 'SINBA',
  attributi,
  valori: fc.oneof(fc.constantFrom(...MESI, ...INTERI, ...CORTI, ...TESTI), numero),
}; // prettier-ignore

/** A document of SINBA, whole or broken in up to three ways. */
export const documentoSinbaMutato = documentoMutatoDi(VOCABOLARIO);

/** Right documents but for one value, which stands on an edge of what its type admits, on either side. */
export function documentiSinbaSugliOrli(): string[] {
  const valuesOf = ({ forma, base, elenco, modello }: Tipo): readonly string[] =>
    forma === 'mese' ? MESI : base === 'intero' ? INTERI : elenco === undefined && modello === undefined ? TESTI : CORTI; // prettier-ignore
  return [
    ...MINORE.attributi!.flatMap(({ nome, tipo }) => valuesOf(tipo).map((value) => minore({ [nome]: value }))),
    ...TESTI.map((text) => minore({}, DENTRO.replace('A2.24', text))),
    ...CORTI.map((text) => minore({}, DENTRO.replace('>1<', `>${text}<`))),
  ].map((righe) => documentoSinba(righe));
}

const scelta = ({ elenco = [] }: Tipo): fc.Arbitrary<string> => fc.constantFrom(...elenco.map(({ valore }) => valore));
const mese = fc.tuple(fc.integer({ min: 2000, max: 2025 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`); // prettier-ignore
const testo = fc.string({ unit: fc.constantFrom('a', 'Z', '7', '-', '&', '<', '"', '\t', '\n', 'à', '\u{1F600}'), minLength: 5, maxLength: 10 }); // prettier-ignore
const valoreDi = (tipo: Tipo): fc.Arbitrary<string | number> => {
  if (tipo.elenco !== undefined) return scelta(tipo);
  if (tipo.base === 'intero') return fc.integer({ min: 1, max: 9 });
  if (tipo.forma === 'mese') return mese;
  if (tipo.modello === '([0-9]{4})') return fc.integer({ min: 2000, max: 2025 }).map(String);
  if (tipo.modello === '([0-9]{2})') return fc.constantFrom('01', '11', '21');
  return tipo.modello === undefined ? testo : fc.constantFrom('380', '250', '990');
};

const chiavi = new Map(
  MINORE.attributi!.map((attributo) => [
    attributo.chiave ?? attributo.nome.charAt(0).toLowerCase() + attributo.nome.slice(1),
    attributo,
  ]),
);
const sempre = [...chiavi].filter(([chiave, { obbligatorio }]) => obbligatorio || chiave === 'codiceRegioneResidenza');

/** A record as the reader gives one that no rule of delivery refuses. */
export const minoreAccettato = fc
  .tuple(
    fc.record(Object.fromEntries([...chiavi].map(([chiave, { tipo }]) => [chiave, valoreDi(tipo)])), {
      requiredKeys: sempre.map(([chiave]) => chiave),
    }),
    fc.array(fc.oneof(fc.constantFrom('A2.24', 'A1.14'), testo), { minLength: 1, maxLength: 4 }),
    fc.array(fc.integer({ min: 1, max: 6 }).map(String), { minLength: 1, maxLength: 6 }),
  )
  .map(([attributi, prestazioni, famiglia]) => ({ ...attributi, prestazioni, famiglia }));
