import { numericCheckDigit } from '#libs/codici';
import { OCCASIONALE, type TipoErrore, onBeneficiario, onRiga } from './tipo-errore.js';

/** A provisional code says nothing of its person: only the field itself can then be wrong. */
const PROVVISORIO = `9000000000${numericCheckDigit('9000000000')}`;

/** What no document of INPS forbids and cannot be: the hub's own rules. */
export const ERRORI_PLAUSIBILITA: readonly TipoErrore[] = [
  onBeneficiario('nome_di_un_altro', 'SN-01', 'Beneficiario/@CodiceFiscale', ({ anagrafica }) => {
    anagrafica.Cognome = 'Xu';
    anagrafica.Nome = 'Qo';
  }),
  onBeneficiario('anno_di_un_altro', 'SN-02', 'Anagrafica/@AnnoNascita', ({ anagrafica }) => {
    anagrafica.AnnoNascita = String(Number(anagrafica.AnnoNascita) - 1);
  }),
  onBeneficiario('genere_scambiato', 'SN-03', 'Anagrafica/@Genere', ({ anagrafica }) => {
    anagrafica.Genere = anagrafica.Genere === '1' ? '2' : '1';
  }),
  onBeneficiario('luogo_di_un_altro', 'SN-04', 'Anagrafica/@LuogoNascita', ({ anagrafica }) => {
    anagrafica.LuogoNascita = anagrafica.LuogoNascita === 'F205' ? 'H501' : 'F205';
  }),
  onBeneficiario('luogo_inesistente', 'SN-06', 'Anagrafica/@LuogoNascita', ({ attributi, anagrafica }) => {
    attributi.CodiceFiscale = PROVVISORIO;
    anagrafica.LuogoNascita = 'Z999';
  }),
  onRiga('pagamento_nel_futuro', 'SN-05', 'DataErogazionePrestazione', OCCASIONALE, {
    DataErogazionePrestazione: '2999-12-31',
  }),
  onRiga('importo_smisurato', 'SN-07', 'ImportoPrestazione', OCCASIONALE, {
    ImportoPrestazione: '99999999999999999999.00',
  }),
  onRiga('ore_in_centesimi', 'SN-08', 'OreServizioMensile', {}, { OreServizioMensile: '2.75' }),
  onRiga('protocollo_di_spazi', 'SN-09', 'ProtocolloDomanda', {}, { ProtocolloDomanda: '   ' }),
  onRiga('soglia_negativa', 'SN-11', 'ImportoSogliaISEE', {}, { ImportoSogliaISEE: '-1.00' }),
  onBeneficiario('comune_sconosciuto', 'SN-12', 'Indirizzo/@CodiceComune', ({ indirizzi }) => {
    indirizzi[0]!.CodiceComune = '999999';
  }),
  onBeneficiario('cittadinanza_sconosciuta', 'SN-13', 'Anagrafica/@CodiceCittadinanza', ({ anagrafica }) => {
    anagrafica.CodiceCittadinanza = '001';
  }),
  onBeneficiario('anno_impossibile', 'SN-14', 'Anagrafica/@AnnoNascita', ({ attributi, anagrafica }) => {
    attributi.CodiceFiscale = PROVVISORIO;
    anagrafica.AnnoNascita = '1850';
  }),
];
