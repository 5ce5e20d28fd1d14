import { defineErrors, problemsOf } from '#libs/contracts';

/** Errors of the nomenclatore; the edge has its own. */
export const NOMENCLATORE_ERRORS = defineErrors({
  nomenclatura_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Nomenclatura o versione sconosciuta',
    remedy: 'Cercare sigla e versione tra quelle che elenca /sistemi.',
  },
  versione_non_in_vigore: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Nessuna versione della nomenclatura è in vigore in quel giorno',
    remedy: 'Cercare in /sistemi da quando a quando valgono le versioni, o indicare un altro giorno.',
  },
  voce_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Codice sconosciuto alla nomenclatura',
    remedy:
      'Controllare il codice e il giorno: la storia della voce dice in quali versioni c’è e chi ne ha preso il posto.',
  },
  versioni_non_confrontabili: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Le due versioni non si confrontano in quest’ordine',
    remedy: 'Indicare in `da` una versione della stessa nomenclatura che comincia prima.',
  },
  versione_esistente: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La versione c’è già',
    remedy: 'Scegliere un altro nome di versione; le voci di una bozza si sostituiscono con una PUT.',
  },
  versione_in_altro_stato: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La versione è in uno stato che non lo permette',
    remedy:
      'Si cambia e si pubblica solo una bozza, si ritira solo una versione pubblicata: ciò che è pubblicato non cambia più, serve una versione nuova.',
  },
  nomenclatura_locale: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Qui si scrivono solo le nomenclature della Regione e nazionali',
    remedy: 'La nomenclatura di un ente si carica con /nomenclature-locali.',
  },
  associazione_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Associazione sconosciuta',
    remedy:
      'Cercare l’associazione tra quelle che elenca /associazioni: una proposta già decisa non è più una proposta.',
  },
  associazione_gia_decisa: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'L’associazione è già stata decisa',
    remedy: 'Rileggerla: qualcun altro l’ha approvata, rifiutata o sostituita nel frattempo.',
  },
  associazione_non_valida: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'L’associazione non sta con le nomenclature in vigore',
    remedy: 'Correggere quanto dicono i `rilievi`; `posto` è la posizione nell’elenco inviato, da 0.',
  },
  nomenclatura_locale_assente: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'L’ente non ha una nomenclatura locale in vigore',
    remedy: 'Caricare la lista dei codici dell’ente con la loro associazione, oppure usare i codici SIUSS o regionali.',
  },
  variazione_contesa: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Qualcun altro ha cambiato la stessa cosa',
    remedy: 'Rileggere, controllare che cosa è cambiato e ripetere con la nuova `revisione` se serve ancora.',
  },
  validita_in_conflitto: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La validità si sovrappone a un’altra',
    remedy: 'Indicare giorni che non si sovrappongono a quanto è già in vigore o approvato, o chiuderlo prima.',
  },
  file_con_errori: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Il file contiene errori: non ne è stato tenuto nulla',
    remedy: 'Correggere le righe elencate in `rilievi` e inviare di nuovo il file intero.',
  },
  comune_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Comune sconosciuto',
    remedy: 'Indicare un codice catastale (Belfiore) o un codice ISTAT di sei cifre, anche cessato.',
  },
  ente_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Ente sconosciuto',
    remedy: 'Indicare un codice dell’ente (catastale, ISTAT, IPA, codice fiscale, INPS) valido nel giorno richiesto.',
  },
  ambito_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Ambito sconosciuto',
    remedy: 'Cercare il codice dell’ambito tra quelli che elenca /ambiti.',
  },
  registro_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Registro sconosciuto',
    remedy:
      'Indicare uno dei registri che si caricano da file: enti, codici_enti, ambiti, appartenenze, capofila, deleghe, client.',
  },
  atto_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Atto sconosciuto',
    remedy: 'Cercare l’identificativo dell’atto tra quelli che elenca /deleghe.',
  },
  client_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Client sconosciuto',
    remedy: 'Cercare l’identificativo della registrazione tra quelli che elenca /client.',
  },
  gia_nel_registro: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'È già nel registro',
    remedy: 'Leggere ciò che è registrato: per cambiarlo si parte dalla sua revisione.',
  },
  variazione_rifiutata: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'La variazione lascerebbe il registro incoerente: non ne è stato fatto nulla',
    remedy: 'Correggere i campi elencati in `problemi` e ripetere.',
  },
  pacchetto_rifiutato: {
    status: 422,
    fault: 'hub',
    retryable: false,
    title: 'Il pacchetto di riferimento contiene errori',
    remedy:
      'Correggere le righe elencate in `problemi` nei file del pacchetto e ricaricare: finché non riesce resta in uso il precedente.',
  },
});

export const nomenclatoreProblem = problemsOf(NOMENCLATORE_ERRORS);
