import fc from 'fast-check';
import { encodeCodiceFiscale, legalDay, numericCheckDigit, parseCodiceBelfiore, parseCsv } from '#libs/codici';
import { readFileSync } from 'node:fs';
import type { Contenuto, Testata } from '../lettura.js';

const codici = (file: string, column: 'codice' | 'istat'): string[] =>
  parseCsv(readFileSync(`config/nazionale/${file}.csv`, 'utf8'), [column] as const).map((row) => row[column]);
const PRESTAZIONI = codici('siuss', 'codice');
const COMUNI = codici('comuni', 'istat');

/** Texts as hostile as XML can carry, of so many code points. */
const ospite = fc.oneof(
  { weight: 12, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('&', '<', '>', '"', "'", '\t', '\n', '\r', ' ', 'à', '\u{1F600}', '\u{10FFFF}', '\u0085', '\u2028', '\ufeff', '٣', ']') }, // prettier-ignore
);
const testo = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(ospite, { minLength, maxLength }).map((characters) => characters.join(''));

/** What no XML can hold: control characters, noncharacters, halves of a pair. */
export const IMPOSSIBILI = ['\0', '\u0001', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud83d', '\ude00'];
export const testoImpossibile = fc
  .array(fc.oneof(ospite, fc.constantFrom(...IMPOSSIBILI)), { minLength: 1, maxLength: 12 })
  .map((characters) => characters.join(''));

const due = (number: number): string => String(number).padStart(2, '0');
const giorno = (from: number, to: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([y, m, d]) => `${y}-${due(m)}-${due(d)}`);
/** Also the ends of months and years, where a cut may go wrong. */
export const giornoDiConfine = fc.oneof(
  { weight: 3, arbitrary: giorno(2022, 2026) },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 2022, max: 2026 }), fc.constantFrom('01-01', '01-31', '02-28', '11-30', '12-01', '12-31')).map(([y, rest]) => `${y}-${rest}`) },
  { weight: 1, arbitrary: fc.constant('2024-02-29') },
); // prettier-ignore

const codiceFiscale = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom('ROSSI', 'DE LUCA', 'FÒ', 'BIANCHI'), fc.constantFrom('MIRKO', 'ANNA MARIA', 'IO'), fc.constantFrom('M' as const, 'F' as const), giorno(1930, 2020), fc.constantFrom('H501', 'A271', 'Z100')).map(
      ([cognome, nome, sesso, nato, luogo]) => encodeCodiceFiscale({ cognome, nome, sesso, dataNascita: legalDay(nato), luogoNascita: parseCodiceBelfiore(luogo)! }),
    ) },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{10}$/).map((ten) => ten + numericCheckDigit(ten)) },
); // prettier-ignore

const indirizzo = fc.oneof(
  { weight: 3, arbitrary: fc.record({ codiceRegione: fc.stringMatching(/^[0-2][0-9]$/), codiceComune: fc.constantFrom(...COMUNI), codiceNazione: fc.constant('380') }) },
  { weight: 1, arbitrary: fc.record({ codiceRegione: fc.stringMatching(/^[0-9]{2}$/), codiceComune: fc.stringMatching(/^[0-9]{6}$/), codiceNazione: fc.constantFrom('380', '250') }, { requiredKeys: ['codiceNazione', 'codiceComune', 'codiceRegione'] }) },
  { weight: 1, arbitrary: fc.record({ codiceNazione: fc.constant('250'), codiceRegione: fc.stringMatching(/^[0-9]{2}$/) }, { requiredKeys: ['codiceNazione'] }) },
); // prettier-ignore

const cifra = (values: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: values }).map(String);
const sina = fc.record(
  {
    mobilita: cifra(3),
    attivitaVitaQuotidiana: cifra(3),
    disturbiAreaCognitiva: cifra(3),
    disturbiComportamentali: cifra(2),
    necessitaCureSanitarie: cifra(3),
    areaReddituale: cifra(3),
    areaSupporto: cifra(3),
    fonteDerivazioneValutazione: cifra(4),
    strumentoValutazione: cifra(7),
    fonteDerivazioneInvalidita: cifra(2),
    interventiSociali: fc.array(testo(5, 10), { minLength: 1, maxLength: 3 }),
    invaliditaCivile: fc.array(cifra(8), { minLength: 1, maxLength: 8 }),
  },
  {
    requiredKeys: ['mobilita', 'attivitaVitaQuotidiana', 'disturbiComportamentali', 'areaReddituale', 'areaSupporto', 'fonteDerivazioneValutazione', 'strumentoValutazione'], // prettier-ignore
  },
);

const importo = fc.integer({ min: 1, max: 2_000_000 });
/** Quotas that add up to the amount, zeros among them. */
const quoteDi = (totale: number): fc.Arbitrary<Contenuto> =>
  fc.tuple(fc.nat(totale), fc.nat(totale), fc.boolean(), fc.boolean()).map(([one, other, round, zeros]) => {
    const ente = round ? totale : Math.min(one, other);
    const utente = round ? 0 : Math.max(one, other) - ente;
    const ssn = totale - ente - utente;
    const given = { importoQuotaEnte: ente, importoQuotaUtente: utente, importoQuotaSsn: ssn };
    return zeros ? given : Object.fromEntries(Object.entries(given).filter(([, quota]) => quota !== 0));
  });

const fine = fc.option(fc.oneof({ weight: 9, arbitrary: giornoDiConfine }, fc.constant('9999-12-31')), { nil: undefined }); // prettier-ignore
/** The part of a periodic prestazione that time rules. */
export const periodica = fc.record({
  caratterePrestazione: fc.constant('1'),
  dataInizioPrestazione: giornoDiConfine,
  dataFinePrestazione: fine,
  periodoErogazione: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  importoMensile: importo,
});
const unica = fc.record(
  {
    caratterePrestazione: fc.constant('2'),
    dataErogazionePrestazione: giornoDiConfine,
    importoPrestazione: importo,
    dataInizioPrestazione: giornoDiConfine,
    dataFinePrestazione: giornoDiConfine,
  },
  { requiredKeys: ['caratterePrestazione', 'dataErogazionePrestazione', 'importoPrestazione'] },
);
const conQuote = (tempi: Contenuto, totale: number): fc.Arbitrary<Contenuto> =>
  fc.option(quoteDi(totale), { nil: {} }).map((quote) => Object.assign({}, tempi, quote));
const tempi = fc.oneof(
  periodica.chain((given) => conQuote(given, given.importoMensile)),
  unica.chain((given) => conQuote(given, given.importoPrestazione)),
);

const persona = fc.record(
  {
    codiceFiscale,
    cognome: testo(1, 36),
    nome: testo(1, 36),
    annoNascita: fc.integer({ min: 1930, max: 2025 }).map(String),
    luogoNascita: fc.constantFrom('H501', 'A271', 'Z100', 'q999'),
    genere: cifra(2),
    codiceCittadinanza: fc.constantFrom('380', '990', '504'),
    codiceSecondaCittadinanza: fc.constantFrom('008', '999'),
    indirizzi: fc.array(indirizzo, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ['codiceFiscale', 'cognome', 'nome', 'annoNascita', 'luogoNascita', 'genere', 'codiceCittadinanza', 'indirizzi'] }, // prettier-ignore
);
const dsu = fc.record({ numeroProtocolloDSU: testo(1, 30), annoProtocolloDSU: fc.stringMatching(/^20[0-9]{2}$/), dataDSU: giorno(2020, 2025) }); // prettier-ignore
const resto = fc.record(
  {
    tipoOperazione: fc.constantFrom('I', 'C'),
    presenzaProvaMezzi: cifra(4),
    codicePrestazione: fc.constantFrom(...PRESTAZIONI),
    denominazionePrestazione: fc.oneof(testo(0, 12), testo(195, 260), testo(10, 200), fc.constant(' '.repeat(20))),
    protocolloDomanda: testo(1, 32),
    dataEvento: giornoDiConfine,
    importoQuotaRichiesta: fc.integer({ min: -5, max: 99_999_999_999_999 }),
    importoSogliaIsee: importo,
    oreServizioMensile: fc.integer({ min: -70, max: 6_000_000 }),
    presaCarico: fc.constant('1'),
    areaUtenza: cifra(3),
    sina,
  },
  { requiredKeys: ['presenzaProvaMezzi', 'codicePrestazione', 'denominazionePrestazione', 'protocolloDomanda', 'presaCarico', 'areaUtenza'] }, // prettier-ignore
);

/** A record as the reader gives one that no rule of delivery refuses, with the texts, days and codes that senders get wrong. */
export const contenutoAccettato: fc.Arbitrary<Contenuto> = fc
  .tuple(persona, tempi, resto, fc.option(dsu, { nil: {} }))
  .map((parts) => Object.assign({}, ...parts) as Contenuto);

export const testataQualunque: fc.Arbitrary<Testata> = fc.record({
  nomeFlusso: testo(0, 50),
  enteCodice: testo(1, 32),
  enteDenominazione: testo(0, 100),
  enteIndirizzo: fc.constantFrom('A271', 'H501', '& <"'),
  codiceFiscaleOperatore: codiceFiscale,
});

/** The heading of documents where it does not matter. */
export const TESTATA: Testata = {
  nomeFlusso: 'A271.PS.20260401.0000001',
  enteCodice: 'A271',
  enteDenominazione: 'Comune di Ancona',
  enteIndirizzo: 'A271',
  codiceFiscaleOperatore: 'RSSMRK66C14H501U',
};
