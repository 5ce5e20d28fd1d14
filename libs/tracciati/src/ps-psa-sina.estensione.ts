import { CAMPI_DI_GESTIONE, CF_OPERATORE, ENTE_EROGATORE, ID_MITTENTE, PROVVISORIA } from './estensione.js';
import type { CampoEsteso, Tipo } from './tracciato.js';

/** @param codiceFiscale the type of such codes in the official schema */
export const estensionePsPsaSina = (codiceFiscale: Tipo): readonly CampoEsteso[] => [
  ID_MITTENTE,
  ENTE_EROGATORE,
  CF_OPERATORE(codiceFiscale),
  PROVVISORIA,
  {
    nome: 'codice_prestazione_locale',
    tipo: { base: 'testo', lunghezzaMin: 1, lunghezzaMax: 200 },
    descrizione: 'codice della prestazione nella nomenclatura locale dell’ente',
    obbligo:
      'se manca codice_prestazione; con codice_prestazione accanto, questo dice quale dei codici a cui è associato',
    uso: 'codice_locale',
  },
  {
    nome: 'data_nascita',
    tipo: { base: 'data' },
    anno: 'annoNascita',
    descrizione: 'giorno di nascita del beneficiario; con questo, anno_nascita si può lasciare vuoto',
  },
  ...CAMPI_DI_GESTIONE,
];
