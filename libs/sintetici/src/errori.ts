import { checkCharacter, omocodiaVariants, parseCodiceFiscale } from '#libs/codici';
import type { BeneficiarioXml, PrestazioneXml } from './beneficiario.js';
import type { Forma } from './prestazione.js';

/** A way to make one riga wrong, and the rule that must notice. */
export interface TipoErrore {
  readonly nome: string;
  /** Rule code of PS_PSA_SINA that a verdict must hold. */
  readonly regola: string;
  /** `Element/@Attribute` or `Element`, as in a rilievo. */
  readonly campo: string;
  /** The right prestazione this error needs to start from. */
  readonly forma?: Forma;
  /** Makes it wrong in place; the beneficiario holds this riga alone. */
  readonly semina: (riga: PrestazioneXml, beneficiario: BeneficiarioXml) => void;
}

/** Rule codes that are the schema's own. */
export const REGOLA_SCHEMA = 'XSD';

const PRESTAZIONE = 'PrestazioniSociali';
const PERIODICA: Forma = { periodica: true, quote: false };
const OCCASIONALE: Forma = { periodica: false, quote: false };

/** Removes or replaces attributes of the riga. */
function onRiga(
  nome: string,
  regola: string,
  attributo: string,
  forma: Forma,
  attributi: Readonly<Record<string, string | undefined>> = { [attributo]: undefined },
): TipoErrore {
  const semina = (riga: PrestazioneXml) => void Object.assign(riga.attributi, attributi);
  return { nome, regola, campo: `${PRESTAZIONE}/@${attributo}`, forma, semina };
}

function onBeneficiario(
  nome: string,
  regola: string,
  campo: string,
  semina: (beneficiario: BeneficiarioXml) => void,
): TipoErrore {
  return { nome, regola, campo, semina: (_, beneficiario) => semina(beneficiario) };
}

function wrongCheck(codice: string): string {
  return parseCodiceFiscale(codice) === undefined
    ? `${codice.slice(0, 10)}${(Number(codice[10]) + 1) % 10}`
    : codice.slice(0, 15) + (checkCharacter(codice.slice(0, 15)) === 'Q' ? 'W' : 'Q');
}

/** An omocode with letters in the year and in the day; people with a provisional code get that of nobody. */
function unsendable(codice: string): string {
  return omocodiaVariants(parseCodiceFiscale(codice) ?? parseCodiceFiscale('RSSMRA80A01H501U')!).at(-1)!;
}

/** Errors that a rule of stage `consegna` notices, one for each rule at least. */
const CONSEGNA: readonly TipoErrore[] = [
  onRiga('senza_carattere', 'PS-03', 'CaratterePrestazione', PERIODICA),
  onRiga('periodica_senza_inizio', 'PS-04', 'DataInizioPrestazione', PERIODICA),
  onRiga('periodica_senza_importo', 'PS-05', 'ImportoMensile', PERIODICA),
  onRiga('periodica_importo_zero', 'PS-05', 'ImportoMensile', PERIODICA, { ImportoMensile: '0.00' }),
  onRiga('periodica_senza_fine', 'PS-06', 'DataFinePrestazione', PERIODICA),
  onRiga('periodica_senza_periodo', 'PS-07', 'PeriodoErogazione', PERIODICA),
  {
    ...onRiga('fine_prima_di_inizio', 'PS-09', 'DataFinePrestazione', PERIODICA),
    semina: ({ attributi }) => {
      const year = attributi.DataInizioPrestazione!.slice(0, 4);
      Object.assign(attributi, { DataInizioPrestazione: `${year}-06-01`, DataFinePrestazione: `${year}-03-31` });
    },
  },
  onRiga('occasionale_senza_data', 'PS-10', 'DataErogazionePrestazione', OCCASIONALE),
  onRiga('occasionale_senza_importo', 'PS-11', 'ImportoPrestazione', OCCASIONALE),
  onRiga('occasionale_importo_negativo', 'PS-11', 'ImportoPrestazione', OCCASIONALE, { ImportoPrestazione: '-12.00' }),
  onRiga(
    'quote_non_quadrano',
    'PS-12',
    'ImportoQuotaEnte',
    { ...OCCASIONALE, quote: true },
    { ImportoPrestazione: '987654.32' },
  ),
  onRiga('dsu_incompleta', 'PS-13', 'AnnoProtocolloDSU', { dsu: true }),
  onRiga('dsu_senza_isee', 'PS-14', 'PresenzaProvaMezzi', { dsu: true }, { PresenzaProvaMezzi: '4' }),
  onRiga(
    'numero_dsu_malformato',
    'PS-15',
    'NumeroProtocolloDSU',
    { dsu: true },
    { NumeroProtocolloDSU: 'ISEE 12345/24' },
  ),
  onBeneficiario('italia_senza_comune', 'PS-16', 'Indirizzo/@CodiceComune', ({ indirizzi }) => {
    indirizzi[0]!.CodiceComune = undefined;
  }),
  onRiga('in_carico_senza_area', 'PS-18', 'AreaUtenza', { presaInCarico: true, area: '1' }),
  onRiga(
    'codice_riservato_a_in_carico',
    'PS-19',
    'PresaCarico',
    { codice: 'A2.16', area: '3' },
    { PresaCarico: '2', AreaUtenza: undefined },
  ),
  onRiga(
    'presa_in_carico_ignota',
    'PS-20',
    'PresaCarico',
    { presaInCarico: false, codice: 'A1.03' },
    { PresaCarico: '9' },
  ),
  onRiga('affitto_senza_evento', 'PS-21', 'DataEvento', { codice: 'A1.05.01' }),
  onRiga('codice_inesistente', 'PS-22', 'CodicePrestazione', {}, { CodicePrestazione: 'A1.99' }),
  {
    ...onRiga('non_autosufficiente_senza_sina', 'PS-23', 'SINA', { presaInCarico: true, area: '2' }),
    campo: 'SINA',
    semina: (riga) => void (riga.sina = undefined),
  },
  {
    ...onRiga('intervento_sina_estraneo', 'PS-24', 'SINA', { presaInCarico: true, area: '2' }),
    campo: 'NecessitaInterventiSociali/CodicePrestazione',
    semina: (riga) => void (riga.sina!.interventi = ['A1.01']),
  },
  onRiga('operazione_di_modifica', 'PS-25', 'TipoOperazione', {}, { TipoOperazione: 'M' }),
  onBeneficiario('carattere_di_controllo_errato', 'PS-26', 'Beneficiario/@CodiceFiscale', ({ attributi }) => {
    attributi.CodiceFiscale = wrongCheck(attributi.CodiceFiscale!);
  }),
  onRiga('importo_con_virgola', 'PS-28', 'ImportoMensile', PERIODICA, { ImportoMensile: '120,50' }),
  onRiga('importo_con_tre_decimali', 'PS-28', 'ImportoPrestazione', OCCASIONALE, { ImportoPrestazione: '120.505' }),
];

/** What the hub mends or holds back on the way to INPS: never a refusal. */
const FLUSSO: readonly TipoErrore[] = [
  {
    ...onRiga('periodo_su_due_anni', 'PS-08', 'DataFinePrestazione', PERIODICA),
    semina: ({ attributi }) => {
      const year = Number(attributi.DataInizioPrestazione!.slice(0, 4));
      Object.assign(attributi, {
        DataInizioPrestazione: `${year - 1}-11-01`,
        PeriodoErogazione: '5',
        DataFinePrestazione: `${year}-03-31`,
      });
    },
  },
  onBeneficiario('regione_istat', 'PS-17', 'Indirizzo/@CodiceRegione', ({ indirizzi }) => {
    indirizzi[0] = { CodiceRegione: '10', CodiceComune: '054039', CodiceNazione: '380' };
  }),
  onBeneficiario('omocodia_non_trasmissibile', 'PS-27', 'Beneficiario/@CodiceFiscale', ({ attributi }) => {
    attributi.CodiceFiscale = unsendable(attributi.CodiceFiscale!);
  }),
  onRiga('denominazione_corta', 'PS-29', 'DenominazionePrestazione', {}, { DenominazionePrestazione: 'Altro' }),
];

/** What the official schema refuses. */
const SCHEMA: readonly TipoErrore[] = [
  onBeneficiario('senza_cognome', REGOLA_SCHEMA, 'Anagrafica/@Cognome', ({ anagrafica }) => {
    anagrafica.Cognome = undefined;
  }),
  onBeneficiario('cognome_troppo_lungo', REGOLA_SCHEMA, 'Anagrafica/@Cognome', ({ anagrafica }) => {
    anagrafica.Cognome = 'Della Rovere Malatesta '.repeat(3);
  }),
  onBeneficiario('genere_a_lettera', REGOLA_SCHEMA, 'Anagrafica/@Genere', ({ anagrafica }) => {
    anagrafica.Genere = 'F';
  }),
  onBeneficiario('senza_indirizzo', REGOLA_SCHEMA, 'Beneficiario', (beneficiario) => {
    beneficiario.indirizzi = [];
  }),
  onRiga('data_inesistente', REGOLA_SCHEMA, 'DataErogazionePrestazione', OCCASIONALE, {
    DataErogazionePrestazione: '2023-02-30',
  }),
  onRiga('data_italiana', REGOLA_SCHEMA, 'DataErogazionePrestazione', OCCASIONALE, {
    DataErogazionePrestazione: '31/01/2023',
  }),
  onRiga('periodo_di_tredici_mesi', REGOLA_SCHEMA, 'PeriodoErogazione', PERIODICA, { PeriodoErogazione: '13' }),
  onRiga('attributo_sconosciuto', REGOLA_SCHEMA, 'Note', {}, { Note: 'appunto' }),
  {
    ...onRiga('elemento_sconosciuto', REGOLA_SCHEMA, '', {}),
    campo: 'Allegato',
    semina: (riga) => void (riga.intruso = '      <Allegato/>\n'),
  },
  onBeneficiario('codice_stp', REGOLA_SCHEMA, 'Beneficiario/@CodiceFiscale', ({ attributi }) => {
    attributi.CodiceFiscale = 'STP1101010000001';
  }),
];

/** Every kind of error a riga can be given. */
export const TIPI_ERRORE: readonly TipoErrore[] = [...CONSEGNA, ...FLUSSO, ...SCHEMA];

/** Errors of the document as a whole: nothing of it can be used. */
export const TIPI_ERRORE_DOCUMENTO = ['non_ben_formato', 'troncato'] as const;
export type TipoErroreDocumento = (typeof TIPI_ERRORE_DOCUMENTO)[number];
