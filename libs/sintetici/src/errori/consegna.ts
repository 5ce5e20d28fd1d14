import { checkCharacter } from '#libs/codici';
import { OCCASIONALE, PERIODICA, type TipoErrore, onBeneficiario, onRiga } from './tipo-errore.js';

/** Errors that a rule of stage `consegna` notices, one for each rule at least. */
export const ERRORI_CONSEGNA: readonly TipoErrore[] = [
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
  onRiga('dsu_senza_isee', 'PS-14', 'NumeroProtocolloDSU', { dsu: true }, { PresenzaProvaMezzi: '4' }),
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
    campo: 'CodicePrestazione',
    semina: (riga) => void (riga.sina!.interventi = ['A1.01']),
  },
  onRiga('operazione_di_modifica', 'PS-25', 'TipoOperazione', {}, { TipoOperazione: 'M' }),
  onBeneficiario('carattere_di_controllo_errato', 'PS-26', 'Beneficiario/@CodiceFiscale', ({ attributi }) => {
    attributi.CodiceFiscale = wrongCheck(attributi.CodiceFiscale!);
  }),
  onRiga('importo_con_virgola', 'PS-28', 'ImportoMensile', PERIODICA, { ImportoMensile: '120,50' }),
  onRiga('importo_con_tre_decimali', 'PS-28', 'ImportoPrestazione', OCCASIONALE, { ImportoPrestazione: '120.505' }),
];

function wrongCheck(codice: string): string {
  const fifteen = codice.slice(0, 15);
  return fifteen + (checkCharacter(fifteen) === 'Q' ? 'W' : 'Q');
}
