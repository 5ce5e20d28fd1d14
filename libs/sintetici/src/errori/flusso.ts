import { omocodiaVariants, parseCodiceFiscale } from '#libs/codici';
import { PERIODICA, type TipoErrore, onBeneficiario, onRiga } from './tipo-errore.js';

/** What the hub mends or holds back on the way to INPS: never a refusal. */
export const ERRORI_FLUSSO: readonly TipoErrore[] = [
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
    // The last variant has letters in every place, year and day too.
    attributi.CodiceFiscale = omocodiaVariants(parseCodiceFiscale(attributi.CodiceFiscale!)!).at(-1);
  }),
  onBeneficiario('codice_stp', 'PS-27', 'Beneficiario/@CodiceFiscale', ({ attributi }) => {
    attributi.CodiceFiscale = 'STP1101010000001';
  }),
  onRiga('denominazione_corta', 'PS-29', 'DenominazionePrestazione', {}, { DenominazionePrestazione: 'Altro' }),
];
