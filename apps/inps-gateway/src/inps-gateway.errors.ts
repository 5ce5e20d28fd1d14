import { defineErrors, problemsOf } from '#libs/contracts';

/** Everything that the gateway may refuse (codes are stable for ever; texts are what the caller reads). */
export const INPS_GATEWAY_ERRORS = defineErrors({
  cursore_non_valido: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Il parametro cursor non è di una pagina precedente',
    remedy: 'Riprendere cursor tale e quale da next_cursor, o ometterlo per la prima pagina.',
  },
  decorrenza_passata: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Una modalità non può valere da un giorno già passato',
    remedy: 'Indicare oggi o un giorno futuro: di ciò che è già stato accettato si è già deciso.',
  },
  delega_waas_mancante: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Nessuna delega alla Regione a esporre i flussi per INPS è in vigore quel giorno',
    remedy:
      'Registrare presso la Regione l’adesione dell’ente o del suo ambito e la delega (oggetto waas), poi scegliere di nuovo.',
  },
  parametro_waas_non_valido: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Parametro mancante o non valido',
    remedy: 'Indicare since (millisecondi dal 1970, da 0 in su) e, se serve, limit da 1 a 100.',
  },
  esiti_non_leggibili: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Il corpo non è un elenco di esiti',
    remedy: 'Inviare un oggetto JSON in UTF-8 con la lista elenco_esiti.',
  },
  ente_senza_flussi: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Ente sconosciuto',
    remedy: 'Verificare il codice dell’ente nell’indirizzo: è quello con cui l’ente è registrato presso la Regione.',
  },
  servizio_sospeso: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Servizio temporaneamente non disponibile',
    remedy: 'Ripetere la richiesta dopo i secondi indicati in Retry-After.',
  },
});

export const inpsGatewayProblem = problemsOf(INPS_GATEWAY_ERRORS);
