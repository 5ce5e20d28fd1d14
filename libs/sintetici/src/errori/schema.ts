import { OCCASIONALE, PERIODICA, type TipoErrore, onBeneficiario, onRiga } from './tipo-errore.js';

/** What the official schema refuses. */
export const ERRORI_SCHEMA: readonly TipoErrore[] = [
  onBeneficiario('senza_cognome', 'XSD-06', 'Anagrafica/@Cognome', ({ anagrafica }) => {
    anagrafica.Cognome = undefined;
  }),
  onBeneficiario('cognome_troppo_lungo', 'XSD-09', 'Anagrafica/@Cognome', ({ anagrafica }) => {
    anagrafica.Cognome += ' della Rovere dei Malatesta di Montefeltro';
  }),
  onBeneficiario('genere_a_lettera', 'XSD-07', 'Anagrafica/@Genere', ({ anagrafica }) => {
    anagrafica.Genere = 'F';
  }),
  onBeneficiario('senza_indirizzo', 'XSD-04', 'Beneficiario', (beneficiario) => {
    beneficiario.indirizzi = [];
  }),
  onRiga('data_inesistente', 'XSD-10', 'DataErogazionePrestazione', OCCASIONALE, {
    DataErogazionePrestazione: '2023-02-30',
  }),
  onRiga('data_italiana', 'XSD-10', 'DataErogazionePrestazione', OCCASIONALE, {
    DataErogazionePrestazione: '31/01/2023',
  }),
  onRiga('periodo_di_tredici_mesi', 'XSD-07', 'PeriodoErogazione', PERIODICA, { PeriodoErogazione: '13' }),
  onRiga('attributo_sconosciuto', 'XSD-05', 'Note', {}, { Note: 'appunto' }),
  {
    ...onRiga('elemento_sconosciuto', 'XSD-02', '', {}),
    campo: 'PrestazioniSociali',
    semina: (riga) => void (riga.intruso = '      <Allegato/>\n'),
  },
];
