import { type Attributi, documento } from './documento.js';

const cifre = (count: number): string => '7'.repeat(count);

const DATE = ['2020-01-01', ' 2020-01-01', '2020-01-01 ', '\t2020-01-01', '2020-01-01Z', '2020-01-01z', '2020-01-01+13:59', '2020-01-01+14:00', '2020-01-01-14:00', '2020-01-01+14:01', '2020-01-01+15:00', '2020-01-01+12:60', '2020-01-01+2:00', '2020-01-01+0200', '2020-01-01 Z', '2020-02-29', '2019-02-29', '1900-02-29', '2000-02-29', '2020-02-30', '2020-04-31', '2020-12-31', '2020-12-32', '2020-00-01', '2020-13-01', '2020-01-00', '2020-1-1', '0000-01-01', '0001-01-01', '-0001-01-01', '-0004-02-29', '-0005-02-29', '-0400-02-29', '-0000-01-01', '+2020-01-01', '020-01-01', '02020-01-01', '12020-01-01', '12000-02-29', '12100-02-29', '9223372036854775807-01-01', '9223372036854775808-01-01', '99999999999999999999-01-01', '2020-01-01T00:00:00', '2020/01/01', '01/01/2020', '٢٠٢٠-01-01', '']; // prettier-ignore
const NUMERI = ['0', '1', '+1', '-1', '1.', '.1', '0.', '.0', '.', '+.', '-.', '+', '-', '', ' 1', '1 ', '\t1\n', '1 1', '+ 1', '--1', '+-1', '1e3', '1E3', 'INF', 'NaN', '0x1', '1,5', '1.000,5', '1.2.3', '1..', '0..', '٣', '1\u00a0', cifre(24), cifre(25), `${cifre(24)}.`, `${cifre(23)}.`, `${cifre(23)}.1`, `${cifre(23)}.12`, `0.${cifre(24)}`, `0.${cifre(25)}`, `00.${cifre(24)}`, `-000${cifre(24)}`, '0'.repeat(60), `0.${'0'.repeat(24)}`, `0.${'0'.repeat(25)}`, `.${cifre(24)}`, `.${cifre(25)}`]; // prettier-ignore
const INTERI = ['0', '1', '12', '13', '-1', '-0', '+5', '05', '+05', ' 5', '5 ', '5\n', '5.', '5.0', '', '+', '1 2', '4294967297', '٥', `${'0'.repeat(40)}5`]; // prettier-ignore
const CODICI = ['RSSMRK66C14H501U', 'rssmrk66c14h501u', ' RSSMRK66C14H501U', 'RSSMRK66C14H501U ', 'RSSMRKSSC14H501U', 'RSSMRK66CM4H501U', 'RSSMRK66C14HRLMU', 'RSSMRK٦٦C14H501U', 'RSSMRK𝟔𝟔C14H501U', 'RSSMRK߆߆C14H501U', 'RSSMRK፩፩C14H501U', 'RSSMRK६६C14H501U', '12345678901', '12345678901     ', '12345678901      ', '1234567890', '١٢٣٤٥٦٧٨٩٠١', 'STP1234567890123', '']; // prettier-ignore
const LUNGHEZZE = [0, 1, 3, 4, 5, 9, 10, 30, 31, 32, 33, 36, 37, 50, 51, 100, 101, 200, 201];
const TESTI = LUNGHEZZE.flatMap((length) => ['x'.repeat(length), '\u{1F600}'.repeat(length), ' '.repeat(length)]);
const CORTI = ['0', '1', '2', '3', '4', '9', 'I', 'C', 'i', ' 1', '1 ', '', '11', '١', '380', '38', '3800', '042002', '2020', '٢٠٢٠']; // prettier-ignore

const each = (names: readonly string[], values: readonly string[], place: (given: Attributi) => string): string[] =>
  names.flatMap((name) => values.map((value) => place({ [name]: value })));

const prestazione = (given: Attributi): string => documento({ prestazione: given });
const anagrafica = (given: Attributi): string => documento({ anagrafica: given });

/** Right documents but for one value, which stands on an edge of what its type admits, on either side. */
export function documentiSugliOrli(): string[] {
  return [
    ...each(['DataDSU'], DATE, prestazione),
    ...each(['ImportoMensile'], NUMERI, prestazione),
    ...each(['PeriodoErogazione'], INTERI, prestazione),
    ...each(['CodiceFiscale'], CODICI, (beneficiario) => documento({ beneficiario })),
    ...each(['CFOperatore'], CODICI, (ente) => documento({ ente })),
    ...each(['Codice', 'Denominazione', 'Indirizzo'], TESTI, (ente) => documento({ ente })),
    ...each(['Cognome', 'LuogoNascita'], TESTI, anagrafica),
    ...each(['AnnoNascita', 'Genere', 'CodiceCittadinanza', 'CodiceSecondaCittadinanza'], CORTI, anagrafica),
    ...each(['CodiceRegione', 'CodiceComune', 'CodiceNazione'], CORTI, (indirizzo) => documento({ indirizzo })),
    ...each(['NumeroProtocolloDSU', 'CodicePrestazione', 'DenominazionePrestazione', 'ProtocolloDomanda'], TESTI, prestazione), // prettier-ignore
    ...each(['TipoOperazione', 'PresenzaProvaMezzi', 'CaratterePrestazione', 'PresaCarico', 'AreaUtenza', 'AnnoProtocolloDSU'], CORTI, prestazione), // prettier-ignore
  ];
}
