import { defineErrors, problemsOf } from '#libs/contracts';

/** Everything that ingestion may refuse, in one place (codes are stable for ever; texts are what the sender reads). */
export const INGESTION_ERRORS = defineErrors({
  parametro_non_valido: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Parametro mancante o non valido',
    remedy: 'Correggere il parametro indicato e ripetere la richiesta.',
  },
  corpo_vuoto: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'La richiesta non contiene alcun documento',
    remedy: 'Inviare il documento come corpo della richiesta.',
  },
  invio_interrotto: {
    status: 400,
    fault: 'network',
    retryable: true,
    title: 'Il documento non è arrivato per intero',
    remedy: 'Ripetere l’invio: di quello interrotto non è rimasto nulla.',
  },
  ente_non_consentito: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'Deposito non consentito per l’ente indicato',
    remedy:
      'Verificare il codice dell’ente e che sia in vigore una delega di deposito per questo tracciato; se manca, va registrata presso la Regione.',
  },
  nessuna_adesione: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'L’ente non ha aderito a Snodo',
    remedy:
      'L’ente aderisce con un proprio atto, o lo fa per tutti il capofila del suo ambito; l’atto si registra presso la Regione, poi si ripete l’invio.',
  },
  adesione_non_in_vigore: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'L’adesione dell’ente non è in vigore',
    remedy:
      'L’ente aderisce con un nuovo atto, registrato presso la Regione, poi si ripete l’invio. Ciò che è stato accettato finché l’adesione valeva resta.',
  },
  invio_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Invio non trovato',
    remedy: 'Verificare l’identificativo: si vedono solo gli invii del proprio ente.',
  },
  documento_scaduto: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Il documento non è più conservato e l’invio non si può annullare per intero',
    remedy: 'Annullare i singoli record con un nuovo invio (TipoOperazione C).',
  },
  riga_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Riga non trovata',
    remedy: 'Verificare l’identificativo: si vedono solo le righe del proprio ente.',
  },
  ricevuta_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Ricevuta non trovata',
    remedy: 'Verificare l’identificativo: si vedono solo le ricevute del proprio ente.',
  },
  ricevuta_alterata: {
    status: 500,
    fault: 'hub',
    retryable: false,
    title: 'La ricevuta conservata non è quella che fu firmata',
    remedy:
      'Segnalare alla Regione l’identificativo di correlazione; fa fede la ricevuta firmata già in possesso dell’ente.',
  },
  tracciato_sconosciuto: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Tracciato sconosciuto',
    remedy: 'Usare uno dei codici di tracciato pubblicati, ad esempio PS_PSA_SINA.',
  },
  tracciato_non_attivo: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Tracciato non attivo: per ora i depositi non si ricevono',
    remedy: 'Attendere l’avviso di attivazione: un deposito accettato prima andrebbe perduto.',
  },
  tracciato_inesistente: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Tracciato o versione inesistente',
    remedy: 'Cercare codice e versione tra quelli che elenca /rest/tracciati/v1/tracciati.',
  },
  chiave_gia_usata: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Idempotency-Key già usata per un documento diverso',
    remedy: 'Usare una chiave nuova per ogni documento; la stessa chiave serve solo a ripetere lo stesso invio.',
  },
  documento_troppo_grande: {
    status: 413,
    fault: 'sender',
    retryable: false,
    title: 'Documento oltre la dimensione massima',
    remedy: 'Dividere il documento in più invii.',
  },
  spazio_esaurito: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Snodo non ha spazio per ricevere altri documenti',
    remedy: 'Ripetere l’invio dopo il tempo indicato in Retry-After: del documento non è stato letto nulla.',
  },
  troppe_verifiche: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Snodo sta già verificando tutti i documenti che può verificare insieme',
    remedy:
      'Ripetere la verifica dopo il tempo indicato in Retry-After, oppure depositare: i depositi non attendono le verifiche.',
  },
  riferimenti_non_pronti: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Snodo si sta avviando e non conosce ancora gli enti',
    remedy: 'Ripetere la richiesta dopo il tempo indicato in Retry-After.',
  },
});

export const ingestionProblem = problemsOf(INGESTION_ERRORS);
