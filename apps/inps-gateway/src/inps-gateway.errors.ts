import { defineErrors, problemsOf } from '#libs/contracts';

/** Everything that the gateway may refuse (codes are stable for ever; texts are what the caller reads). */
export const INPS_GATEWAY_ERRORS = defineErrors({
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
