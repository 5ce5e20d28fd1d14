import { PARENTELE, STATI_CIVILI } from '#libs/codici';
import { elenco } from './inps/pezzi.js';

// Values of ANPR's own tables, as published with it in 2018, where ANPR has one; words where it has none.

/** Table 1. */
export const statoCivile = elenco('StatoCivileType', STATI_CIVILI);

/** Table 5. */
export const relazione = elenco('RelazioneType', PARENTELE);

/** Table 15. */
export const motivoCancellazione = elenco('MotivoCancellazioneType', {
  '1': 'Morte accertata',
  '2': 'Morte presunta giudizialmente dichiarata',
  '3': 'Trasferimento di residenza in altro comune',
  '4': 'Trasferimento di domicilio (senza fissa dimora)',
  '5': 'Trasferimento di residenza all’estero di uno straniero',
  '6': 'Irreperibilità',
  '7': 'Mancato rinnovo della dimora abituale o del permesso di soggiorno',
  '8': 'Trasferimento di residenza con iscrizione AIRE',
  '9': 'Rettifiche post censuarie',
  '10': 'Doppia iscrizione',
  '11': 'Perdita della cittadinanza italiana',
  '12': 'Ripristino della posizione precedente',
  '13': 'Altro',
});

/** Table 22. */
export const statoCodiceFiscale = elenco('StatoCodiceFiscaleType', {
  '1': 'Validato dall’Agenzia delle Entrate',
  '9': 'Non validato',
});

export const sesso = elenco('SessoType', { M: 'Maschio', F: 'Femmina' });

export const genereResidenza = elenco('GenereResidenzaType', {
  residenza: 'Residenza',
  senza_fissa_dimora: 'Senza fissa dimora (via fittizia)',
  domicilio: 'Domicilio',
  aire: 'Residenza all’estero (AIRE)',
});

export const tipoFamiglia = elenco('TipoFamigliaType', {
  famiglia: 'Famiglia anagrafica',
  convivenza: 'Convivenza anagrafica',
});

export const tipoEvento = elenco('TipoEventoType', {
  nascita: 'Nascita',
  immigrazione: 'Immigrazione',
  variazione: 'Variazione dei dati anagrafici',
  indirizzo: 'Cambio di indirizzo nel comune',
  emigrazione: 'Emigrazione',
  aire: 'Iscrizione AIRE',
  irreperibilita: 'Irreperibilità',
  cancellazione: 'Cancellazione',
  ripristino: 'Ripristino della posizione precedente',
  decesso: 'Decesso',
});

export const tipoFornitura = elenco('FornituraType', {
  completa: 'Tutte le persone dell’anagrafe',
  incrementale: 'Solo le persone variate',
});
