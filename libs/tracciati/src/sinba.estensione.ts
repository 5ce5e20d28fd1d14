import { CAMPI_DI_GESTIONE, CF_OPERATORE, ENTE_EROGATORE, ID_MITTENTE } from './estensione.js';
import { codiceFiscale } from './inps/pezzi.js';
import type { CampoEsteso } from './tracciato.js';

/** Nothing that says who the minor is: the day of birth or a number of protocol would, beside the year and the region. */
const DI_GESTIONE = ['gestore', 'unita_offerta'];

export const ESTENSIONE_SINBA: readonly CampoEsteso[] = [
  {
    nome: 'codice_fiscale',
    tipo: codiceFiscale,
    descrizione:
      'codice fiscale del minore, da chi non sa fare pseudonimi: Snodo lo sostituisce con uno prima di conservare il documento, e non lo tiene',
    obbligo: 'se manca id_beneficiario',
    uso: 'codice_fiscale',
  },
  {
    ...ID_MITTENTE,
    obbligo: 'mai; con questo la riga si corregge anche se cambiano id_beneficiario o data_prima_segnalazione',
  },
  ENTE_EROGATORE,
  CF_OPERATORE(codiceFiscale),
  ...CAMPI_DI_GESTIONE.filter(({ nome }) => DI_GESTIONE.includes(nome)),
];
