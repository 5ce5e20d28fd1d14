import fc from 'fast-check';

/** A document as a tree, to be broken in every way before it is written. */
export interface Nodo {
  nome: string;
  attributi: [string, string][];
  figli: (Nodo | string)[];
}

export const nodo = (nome: string, attributi: Record<string, string>, figli: (Nodo | string)[] = []): Nodo => ({
  nome,
  attributi: Object.entries(attributi),
  figli,
});

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const NOSTRO = 'http://inps.it/Casellario';

/** Texts that stand on the edges of the lexical spaces, and some that are in none. */
const TESTI = [
  '', ' ', '1', '2', '3', '9', 'I', 'C', 'M', '01', '11', '380', '990', '042002', 'H501', 'Z100', 'A1.01', 'A1.05.01', 'ZZZZZ',
  'RSSMRK66C14H501U', 'rssmrk66c14h501u', 'RSSMRKSSC14H501U', 'STP1234567890123', '12345678901', '12345678901  ', '12345678901      ',
  'RSSMRK٦٦C14H501U', 'RSSMRK𝟔6C14H501U', 'RSSMRK߀6C14H501U', '١٢٣٤٥٦٧٨٩٠١', '\u{1F600}'.repeat(4), '\u{1F600}'.repeat(36), '\u{1F600}'.repeat(37),
  'é'.repeat(36), 'x'.repeat(10), 'x'.repeat(9), 'x'.repeat(30), 'x'.repeat(31), 'x'.repeat(32), 'x'.repeat(33), 'x'.repeat(36), 'x'.repeat(37),
  'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(200), 'x'.repeat(201), 'a\tb\nc', '&', '<', '"', "'", ']]>',
]; // prettier-ignore

const cifra = fc.constantFrom('0', '1', '4', '9', '٣', '०', '-', '+', '.', ',', ' ', 'Z', ':', 'e');
const data = fc.oneof(
  fc.tuple(fc.constantFrom('2020', '2019', '1900', '2000', '0000', '-0004', '12020', '02020', '99999999999', '+2020', '9223372036854775807', '9223372036854775808'), fc.constantFrom('01', '02', '00', '12', '13', '1'), fc.constantFrom('01', '28', '29', '30', '31', '32', '00', '1'), fc.constantFrom('', '', '', 'Z', 'z', '+01:00', '-14:00', '+14:01', '+13:60', '+1:00', ' ', 'T00:00:00')).map(([y, m, d, z]) => `${y}-${m}-${d}${z}`),
  fc.constantFrom(' 2020-01-01', '\t2020-01-01\n', '2020-01-01\u00a0'),
); // prettier-ignore
export const numero = fc.oneof(
  fc.array(cifra, { maxLength: 6 }).map((all) => all.join('')),
  fc.tuple(fc.constantFrom('', '-', '+', ' ', ' -'), fc.nat(3), fc.constantFrom(0, 1, 12, 23, 24, 25), fc.constantFrom(0, 1, 2, 11, 12, 13, 24, 25), fc.constantFrom('.', '', ','), fc.constantFrom('', ' ', '\n')).map(([s, z, w, f, p, t]) => s + '0'.repeat(z) + '7'.repeat(w) + p + '5'.repeat(f) + t),
  fc.integer({ min: -3, max: 16 }).map(String),
); // prettier-ignore
const valore = fc.oneof(fc.constantFrom(...TESTI), data, numero, fc.string({ unit: 'binary', maxLength: 12 }));

const PRESTAZIONE = ['TipoOperazione', 'CaratterePrestazione', 'NumeroProtocolloDSU', 'AnnoProtocolloDSU', 'DataDSU', 'DataEvento', 'DataInizioPrestazione', 'DataFinePrestazione', 'DataErogazionePrestazione', 'ImportoPrestazione', 'PeriodoErogazione', 'ImportoMensile', 'ImportoQuotaEnte', 'ImportoQuotaUtente', 'ImportoQuotaSSN', 'ImportoQuotaRichiesta', 'ImportoSogliaISEE', 'OreServizioMensile', 'AreaUtenza']; // prettier-ignore
const NOMI = [...PRESTAZIONE, 'Nome', 'Cognome', 'Genere', 'Codice', 'CodiceFiscale', 'CodiceRegione', 'PresaCarico', 'CodicePrestazione', 'Mobilita', 'Estraneo', 'xml:lang', 'xmlns:q', 'xsi:schemaLocation', 'xsi:noNamespaceSchemaLocation', 'xsi:nil', 'xsi:type', 'xsi:altro', 'q:Nome']; // prettier-ignore
const ELEMENTI = ['IdentificazioneFlusso', 'Ente', 'Beneficiario', 'Anagrafica', 'Indirizzo', 'PrestazioniSociali', 'SINA', 'NecessitaInterventiSociali', 'CodicePrestazione', 'InvaliditaCivile', 'InvCiv', 'Estraneo', 'q:Indirizzo', 'nostro:Indirizzo']; // prettier-ignore
const TIPI = ['FlussoType', 'EnteType', 'BeneficiarioType', 'SINAType', 'InvCivType', 'IndirizzoType', 'PrestazioniSocialiType', 'nostro:SINAType', 'nostro:FlussoType', 'xs:string', 'q:FlussoType', ' FlussoType', '']; // prettier-ignore

const sina = fc.record({ interventi: fc.nat(2), invalidita: fc.nat(2), extra: fc.boolean() }).map(({ interventi, invalidita, extra }) => {
  const figli: Nodo[] = [];
  if (interventi > 0) figli.push(nodo('NecessitaInterventiSociali', {}, Array.from({ length: interventi }, () => nodo('CodicePrestazione', {}, ['A1.04']))));
  if (invalidita > 0) figli.push(nodo('InvaliditaCivile', {}, Array.from({ length: invalidita }, () => nodo('InvCiv', {}, ['1']))));
  return nodo('SINA', { Mobilita: '1', AttivitaVitaQuotidiana: '2', DisturbiComportamentali: '1', AreaReddituale: '3', AreaSupporto: '1', FonteDerivazioneValutazione: '4', StrumentoValutazione: '7', ...(extra ? { NecessitaCureSanitarie: '1' } : {}) }, figli);
}); // prettier-ignore

const VALIDI: Record<string, string> = { TipoOperazione: 'I', CaratterePrestazione: '1', NumeroProtocolloDSU: '', AnnoProtocolloDSU: '2020', PeriodoErogazione: '12', AreaUtenza: '2' }; // prettier-ignore
const validoPer = (nome: string): string => VALIDI[nome] ?? (nome.startsWith('Data') ? '2020-02-29' : '10.50');

const prestazione = fc.tuple(fc.subarray(PRESTAZIONE), fc.option(sina, { nil: undefined })).map(([given, inner]) =>
  nodo('PrestazioniSociali', { PresenzaProvaMezzi: '1', CodicePrestazione: 'A1.01', DenominazionePrestazione: 'Assegno per il nucleo', ProtocolloDomanda: 'p', PresaCarico: '1', ...Object.fromEntries(given.map((nome) => [nome, validoPer(nome)])) }, inner === undefined ? [] : [inner]),
); // prettier-ignore

const beneficiario = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(prestazione, { minLength: 1, maxLength: 2 })).map(([indirizzi, prestazioni]) =>
  nodo('Beneficiario', { CodiceFiscale: 'RSSMRK66C14H501U' }, [
    nodo('Anagrafica', { Cognome: 'ROSSI', Nome: 'MIRKO', AnnoNascita: '1966', LuogoNascita: 'H501', Genere: '1', CodiceCittadinanza: '380' }),
    ...Array.from({ length: indirizzi }, () => nodo('Indirizzo', { CodiceNazione: '380' })),
    ...prestazioni,
  ]),
); // prettier-ignore

/** A document the schema accepts. */
const valido = fc.array(beneficiario, { minLength: 1, maxLength: 2 }).map((beneficiari) =>
  nodo('Flusso', { xmlns: NOSTRO, 'xmlns:xsi': XSI }, [
    nodo('IdentificazioneFlusso', { Nome: 'A271.PS.20260401.0000001' }, [nodo('Ente', { Codice: 'A271', Indirizzo: 'A271', CFOperatore: 'RSSMRK66C14H501U' })]),
    ...beneficiari,
  ]),
); // prettier-ignore

/** One change; numbers choose where, so that a failing case shrinks. */
type Mutazione = (root: Nodo) => void;

const all = (root: Nodo): Nodo[] => [
  root,
  ...root.figli.flatMap((figlio) => (typeof figlio === 'string' ? [] : all(figlio))),
];
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const dove = fc.nat(1000);

const suElemento = <T>(
  arbitrary: fc.Arbitrary<T>,
  change: (target: Nodo, value: T, at: number) => void,
): fc.Arbitrary<Mutazione> =>
  fc.tuple(dove, dove, arbitrary).map(
    ([where, at, value]) =>
      (root) =>
        change(pick(all(root), where)!, value, at),
  );

/** What the documents of a tracciato are made of, and may be broken with. */
export interface Vocabolario {
  /** Documents the schema accepts. */
  readonly valido: fc.Arbitrary<Nodo>;
  readonly nomi: readonly string[];
  readonly elementi: readonly string[];
  readonly tipi: readonly string[];
  /** The element of a riga, its attributes and the values to be tried in them. */
  readonly riga: string;
  readonly attributi: readonly string[];
  readonly valori: fc.Arbitrary<string>;
}

const mutazioneDi = ({ nomi, elementi, tipi, riga, attributi, valori }: Vocabolario): fc.Arbitrary<Mutazione> => fc.oneof(
  { weight: 6, arbitrary: suElemento(valore, (target, value, at) => { const a = pick(target.attributi, at); if (a !== undefined && !a[0].startsWith('xmlns')) a[1] = value; }) },
  { weight: 5, arbitrary: suElemento(fc.tuple(fc.constantFrom(...nomi), valore), (target, [nome, value]) => { target.attributi = [...target.attributi.filter((a) => a[0] !== nome), [nome, value === '' && nome.startsWith('xmlns') ? 'urn:q' : value]]; }) },
  { weight: 5, arbitrary: suElemento(fc.tuple(fc.constantFrom(...attributi), valori), (target, [nome, value]) => { if (target.nome === riga) target.attributi = [...target.attributi.filter((a) => a[0] !== nome), [nome, value]]; }) },
  { weight: 2, arbitrary: suElemento(fc.constantFrom(...tipi), (target, tipo) => { target.attributi.push(['xsi:type', tipo]); }) },
  { weight: 1, arbitrary: suElemento(fc.constantFrom('true', 'false', '1', 'x'), (target, nil) => { target.attributi.push(['xsi:nil', nil]); }) },
  { weight: 2, arbitrary: suElemento(fc.constant(0), (target, _, at) => { target.attributi.splice(at % Math.max(1, target.attributi.length), 1); }) },
  { weight: 1, arbitrary: suElemento(fc.constant(0), (target, _, at) => { const a = pick(target.attributi, at); if (a !== undefined) target.attributi.push([...a]); }) },
  { weight: 2, arbitrary: suElemento(fc.constant(0), (target) => { target.attributi.reverse(); }) },
  { weight: 2, arbitrary: suElemento(fc.constant(0), (target, _, at) => { target.figli.splice(at % Math.max(1, target.figli.length), 1); }) },
  { weight: 2, arbitrary: suElemento(fc.constant(0), (target, _, at) => { const f = pick(target.figli, at); if (f !== undefined) target.figli.push(structuredClone(f)); }) },
  { weight: 2, arbitrary: suElemento(fc.constant(0), (target) => { target.figli.reverse(); }) },
  { weight: 2, arbitrary: suElemento(fc.constantFrom(...elementi), (target, nome, at) => { target.figli.splice(at % (target.figli.length + 1), 0, nodo(nome, {})); }) },
  { weight: 2, arbitrary: suElemento(fc.constantFrom(...elementi, 'Flusso', 'inps'), (target, nome) => { target.nome = nome; }) },
  { weight: 3, arbitrary: suElemento(fc.constantFrom(' ', '\n', 'testo', '&#32;', '&#65;', '&amp;', '<!-- c -->', '<?p i?>', '<![CDATA[]]>', '<![CDATA[ ]]>', '<![CDATA[A1.01]]>', '\u00a0', '&#x1F600;', '&ignota;', ']]>', '&', '<!-- -- -->'), (target, text, at) => { target.figli.splice(at % (target.figli.length + 1), 0, text); }) },
  { weight: 2, arbitrary: suElemento(fc.constantFrom('http://inps.it/Casellario', ' http://inps.it/Casellario', 'urn:altro', 'http://inps.it/casellario', ''), (target, uri) => { target.attributi = [...target.attributi.filter((a) => a[0] !== 'xmlns'), ['xmlns', uri]]; }) },
  { weight: 1, arbitrary: suElemento(fc.constant(0), (target) => { target.attributi.push(['xmlns:nostro', NOSTRO]); for (const one of all(target)) if (!one.nome.includes(':')) one.nome = `nostro:${one.nome}`; }) },
  { weight: 1, arbitrary: suElemento(fc.constantFrom('xmlns:q', 'xmlns:xsi', 'xmlns:xs'), (target, nome) => { target.attributi = [...target.attributi.filter((a) => a[0] !== nome), [nome, nome === 'xmlns:xs' ? 'http://www.w3.org/2001/XMLSchema' : 'urn:q']]; }) },
); // prettier-ignore

const PROLOGHI = ['', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\r\n', "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>", '\ufeff<?xml version="1.0"?>', '<?xml version="1.1"?>', ' <?xml version="1.0"?>', '<?xml encoding="UTF-8"?>', '<!-- c -->\n', '<?p?>', '<?p?i?>', '\n']; // prettier-ignore
/** No NUL: after the root libxml2 takes it for the end of its string and accepts, XML 1.0 and we do not. */
const CODE = ['', '\n', '<!-- c -->', '<?p i?>', ' \t\r\n', 'x', '<a/>', '&#32;', '\u0001', '</Flusso>']; // prettier-ignore

function scrivi(one: Nodo | string, quote: string, escaped: boolean): string {
  if (typeof one === 'string') return one;
  const clean = (text: string): string =>
    escaped ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(quote, quote === '"' ? '&quot;' : '&apos;').replaceAll('\n', '&#10;') : text; // prettier-ignore
  const attributi = one.attributi.map(([nome, value]) => ` ${nome}=${quote}${clean(value)}${quote}`).join('');
  if (one.figli.length === 0) return `<${one.nome}${attributi}/>`;
  return `<${one.nome}${attributi}>${one.figli.map((figlio) => scrivi(figlio, quote, escaped)).join('')}</${one.nome}>`;
}

/** Cuts, byte changes and the like: mostly no XML any more. */
const taglio: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 20, arbitrary: fc.constant((text: string) => text) },
  { weight: 1, arbitrary: dove.map((at) => (text: string) => text.slice(0, at % text.length)) },
  { weight: 1, arbitrary: fc.tuple(dove, fc.constantFrom('<', '>', '&', '"', '/', '=', ' ', '\r', '\u0001', '\ufffe', 'è', '\u{1F600}', '')).map(([at, c]) => (text: string) => text.slice(0, at % text.length) + c + text.slice((at % text.length) + 1)) },
); // prettier-ignore

/** A document, whole or broken in up to three ways. */
export const documentoMutatoDi = (vocabolario: Vocabolario): fc.Arbitrary<string> =>
  fc
    .tuple(
      vocabolario.valido,
      fc.array(mutazioneDi(vocabolario), { maxLength: 3 }),
      fc.constantFrom('"', "'"),
      fc.boolean(),
      fc.oneof({ weight: 6, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...PROLOGHI) }),
      fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...CODE) }),
      taglio,
    )
    .map(([root, mutazioni, quote, raw, prologo, coda, cut]) => {
      for (const muta of mutazioni) muta(root);
      return cut(prologo + scrivi(root, quote, !raw || mutazioni.length % 2 === 0) + coda);
    });

export const documentoMutato = documentoMutatoDi({
  valido,
  nomi: NOMI,
  elementi: ELEMENTI,
  tipi: TIPI,
  riga: 'PrestazioniSociali',
  attributi: PRESTAZIONE,
  valori: fc.oneof(data, numero),
});
