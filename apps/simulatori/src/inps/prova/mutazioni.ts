import fc from 'fast-check';
import { type Nodo, documento, elementiOf, nodo, render } from './documenti.js';
import { FACOLTATIVI_SINBA, documentoSinba } from './documento-sinba.js';

/** Values at the edges of every type of the official schema, and beyond. */
const VALORI = [
  ['', ' ', '0', '1', '2', '3', '4', '5', '7', '8', '9', '01', ' 1', '1 ', '+1', '-1', 'I', 'C', 'M', 'i'],
  ['12', '13', '0012', '+5', '5.0', '99999999999999999999', '990', '٣٨٠', '2024', '20244', '042002', '04200a'],
  ['1.5', '.5', '5.', '.', '-0.00', '1e3', '1,5', '123456789012345678901234', '1234567890123456789012345', '1.2.3'],
  ['2024-02-29', '2025-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '24-01-01', '0000-01-01', '-0044-03-15'],
  ['12024-01-01', '02024-01-01', '2024-01-01Z', '2024-01-01+14:00', '2024-01-01-14:01', '2024-01-01+05:60'],
  ['03/2025', '3/2025', '13/2025', '01/1899', '12/2099', '01/2100', '-2147483648', '-2147483649', '14', '15'],
  ['2024-06-31', '1900-02-29', '2000-02-29', '2024-01-01T00:00:00', '01/02/2024', ' 2024-01-01'],
  ['A1.0', 'A1.05', 'A1.05.01', 'ZZZZZ', 'A1.05.0123', 'A1.05.01234', 'A271', 'A27', 'A2711', 'à271', '😀😀😀😀'],
  [
    'RSSMRK66C14H501U',
    'rssmrk66c14h501u',
    'RSSMRKSSC14H501U',
    'RSSMRK66C14H5L1U',
    'RSSMRK66C14HRLMU',
    'RSSMRK66CMQH501U',
  ],
  ['RSSMRK6٦C14H501U', '12345678901', '12345678901     ', '12345678901      ', '1234567890', 'STP1234567890123'],
  ['x'.repeat(10), 'x'.repeat(9), 'x'.repeat(30), 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(33), 'x'.repeat(36)],
  ['x'.repeat(37), 'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(200), 'x'.repeat(201)],
  ['😀'.repeat(10), '😀'.repeat(36), '😀'.repeat(37), 'a&b<c>"d', 'riga\nnuova riga', '\ttab qui dentro'],
].flat();

const NOMI = [
  [
    'Denominazione',
    'CodiceSecondaCittadinanza',
    'TipoOperazione',
    'NumeroProtocolloDSU',
    'AnnoProtocolloDSU',
    'DataDSU',
  ],
  ['DataEvento', 'DataInizioPrestazione', 'DataFinePrestazione', 'DataErogazionePrestazione', 'ImportoPrestazione'],
  ['PeriodoErogazione', 'ImportoMensile', 'ImportoQuotaEnte', 'ImportoQuotaUtente', 'ImportoQuotaSSN'],
  ['ImportoQuotaRichiesta', 'ImportoSogliaISEE', 'OreServizioMensile', 'AreaUtenza', 'CaratterePrestazione'],
  ['DisturbiAreaCognitiva', 'NecessitaCureSanitarie', 'FonteDerivazioneInvalidita', 'Sconosciuto', 'nome', 'toString'],
].flat();

type Mutazione = (elementi: readonly Nodo[], scelta: number, altra: number) => void;

const at = <T>(values: readonly T[], index: number): T => values[index % values.length]!;
/** The root may have lost its children: then a new one without any stands for it, and nothing changes. */
const withFigli = (elementi: readonly Nodo[]) => {
  const found = elementi.filter(({ figli }) => figli.length > 0);
  return found.length > 0 ? found : [nodo('Vuoto', {}, [''])];
};

/** Ways to spoil, or only to change, a document; each takes two numbers that choose where and what. */
const MUTAZIONI: readonly Mutazione[] = [
  (elementi, scelta, altra) => {
    const { attributi } = at(elementi, scelta);
    const names = Object.keys(attributi).filter((name) => name !== 'xmlns');
    if (names.length > 0) attributi[at(names, altra)] = at(VALORI, Math.floor(altra / 7));
  },
  (elementi, scelta, altra) => {
    at(elementi, scelta).attributi[at(NOMI, altra)] = at(VALORI, Math.floor(altra / 7));
  },
  (elementi, scelta, altra) => {
    const { attributi } = at(elementi, scelta);
    const names = Object.keys(attributi);
    if (names.length > 0) delete attributi[at(names, altra)];
  },
  (elementi, scelta, altra) => {
    const { figli } = at(withFigli(elementi), scelta);
    figli.splice(altra % figli.length, 1);
  },
  (elementi, scelta, altra) => {
    const { figli } = at(withFigli(elementi), scelta);
    figli.splice(altra % figli.length, 0, at(figli, altra));
  },
  (elementi, scelta) => void at(withFigli(elementi), scelta).figli.reverse(),
  (elementi, scelta, altra) => {
    const { figli } = at(elementi, scelta);
    figli.splice(altra % (figli.length + 1), 0, at(VALORI, altra));
  },
  (elementi, scelta, altra) => {
    const { figli } = at(elementi, scelta);
    figli.splice(altra % (figli.length + 1), 0, nodo(at(['Indirizzo', 'Altro', 'SINA', 'InvCiv', 'Ente'], altra)));
  },
  (elementi, scelta, altra) => {
    at(elementi, scelta).nome = at(['Flusso', 'Ente', 'Anagrafica', 'Altro', 'PrestazioniSociali'], altra);
  },
  (elementi, scelta, altra) => {
    const spazi = ['http://inps.it/Casellario', 'http://inps.it/Altro', ''];
    at(elementi, scelta).attributi['xmlns'] = at(spazi, altra);
  },
  (elementi, scelta, altra) => {
    const { attributi } = at(elementi, scelta);
    attributi['xmlns:xsi'] = 'http://www.w3.org/2001/XMLSchema-instance';
    attributi[at(['xsi:schemaLocation', 'xsi:noNamespaceSchemaLocation', 'xsi:altro', 'xml:lang'], altra)] = 'it';
  },
];

/** Documents with none to three things changed. @param documentoOf may have a part that others have not */
const mutati = (documentoOf: (conAltro: boolean) => Nodo): fc.Arbitrary<string> =>
  fc
    .record({
      conAltro: fc.boolean(),
      mutazioni: fc.array(fc.tuple(fc.nat(MUTAZIONI.length - 1), fc.nat(9999), fc.nat(9999)), { maxLength: 3 }),
    })
    .map(({ conAltro, mutazioni }) => {
      const root = structuredClone(documentoOf(conAltro));
      for (const [which, scelta, altra] of mutazioni) MUTAZIONI[which]!(elementiOf(root), scelta, altra);
      return render(root);
    });

export const documentiMutati = mutati((conSina) => documento({ conSina }));
export const documentiSinbaMutati = mutati((conAltro) => documentoSinba(conAltro ? { minore: FACOLTATIVI_SINBA } : {}));
