import { defineErrors, problemsOf } from '#libs/contracts';
import { REGISTRO_ERRORS } from '#libs/registro';

/** Everything that ingestion may refuse, in one place (codes are stable for ever; texts are what the sender reads). */
export const INGESTION_ERRORS = defineErrors({
  ...REGISTRO_ERRORS,
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
  sigillo_non_pronto: {
    status: 404,
    fault: 'hub',
    retryable: true,
    title: 'Gli esiti dell’invio non sono ancora nel registro sigillato',
    remedy: 'Attendere che l’invio sia concluso e ripetere la richiesta dopo qualche secondo.',
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
  tracciato_non_in_vigore: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La versione del tracciato oggi non è in vigore',
    remedy:
      'Depositare con una delle versioni in vigore, o senza indicare la versione; quella che deve ancora entrare in vigore si può già provare con una verifica.',
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
  soap_busta_non_valida: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Il messaggio SOAP non si legge',
    remedy: 'Inviare una sola busta SOAP 1.1 in UTF-8, senza DOCTYPE, con un Body che contiene una sola operazione.',
  },
  soap_versione_non_ammessa: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Versione di SOAP non ammessa',
    remedy: 'Usare SOAP 1.1: Content-Type text/xml e busta http://schemas.xmlsoap.org/soap/envelope/.',
  },
  soap_mtom_non_ammesso: {
    status: 415,
    fault: 'sender',
    retryable: false,
    title: 'Gli allegati MTOM non si ricevono',
    remedy:
      'Disattivare MTOM e mettere il documento in base64 nell’elemento contenuto; per documenti grandi usare l’API REST.',
  },
  soap_intestazione_non_compresa: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Un’intestazione SOAP obbligatoria non è compresa',
    remedy: 'Togliere l’intestazione o il suo attributo mustUnderstand: si comprendono WS-Security e WS-Addressing.',
  },
  soap_operazione_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Operazione SOAP sconosciuta',
    remedy: 'Usare una delle operazioni del WSDL, con il suo spazio dei nomi.',
  },
  soap_campi_non_validi: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Il messaggio SOAP non è quello che il WSDL prevede',
    remedy: 'Correggere gli elementi indicati secondo lo schema del WSDL e ripetere la richiesta.',
  },
  soap_troppi_messaggi: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Snodo sta già leggendo tutti i messaggi SOAP che può leggere insieme',
    remedy: 'Ripetere la richiesta dopo il tempo indicato in Retry-After.',
  },
  file_non_ammesso: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Il file non si può prendere in consegna',
    remedy:
      'Consegnare un file ordinario, non un collegamento, con un nome di lettere, cifre, spazi e punteggiatura, fino a 180 byte.',
  },
  firma_non_valida: {
    status: 401,
    fault: 'sender',
    retryable: false,
    title: 'Il messaggio non dimostra chi lo invia',
    remedy:
      'Usare un token in Authorization, oppure firmare Timestamp, wsa:To e wsa:MessageID (RSA con SHA-256 o SHA-512) con il certificato registrato presso la Regione: Timestamp di ora, To uguale all’indirizzo del servizio, MessageID mai usato.',
  },
  firma_del_corpo_mancante: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'La firma del messaggio non comprende il documento depositato',
    remedy: 'Firmare anche il Body (INTEGRITY_SOAP_01): un deposito firmato lo richiede.',
  },
  documento_troppo_grande: {
    status: 413,
    fault: 'sender',
    retryable: false,
    title: 'Documento oltre la dimensione massima',
    remedy: 'Dividere il documento in più invii.',
  },
  codici_non_rimovibili: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Il documento non si può leggere, e potrebbe contenere codici fiscali di minori: non è stato conservato',
    remedy:
      'Correggere il documento dove è indicato e consegnarlo di nuovo; oppure consegnarlo in XML con gli pseudonimi.',
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
  troppi_ascolti_ente: {
    status: 429,
    fault: 'sender',
    retryable: true,
    title: 'L’ente ascolta già tutti gli invii che può ascoltare insieme',
    remedy:
      'Chiudere un ascolto che non serve più, o attendere i secondi indicati in Retry-After; lo stato dell’invio si può sempre chiedere.',
  },
  troppi_ascolti: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Snodo ha già tutti gli ascolti che può tenere',
    remedy: 'Riprovare dopo il tempo indicato in Retry-After; intanto lo stato dell’invio si può chiedere.',
  },
  invio_non_concluso: {
    status: 409,
    fault: 'sender',
    retryable: true,
    title: 'L’invio non ha ancora il suo esito',
    remedy: 'Attendere che lo stato dell’invio sia concluso, poi ripetere la richiesta.',
  },
  invio_illeggibile: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Il documento non si è potuto leggere: non ha righe da correggere',
    remedy: 'Leggere nei rilievi perché è illeggibile, aggiustare il documento e inviarlo di nuovo per intero.',
  },
  documento_non_conservato: {
    status: 410,
    fault: 'sender',
    retryable: false,
    title: 'Il documento non è più conservato e le sue righe non si possono più scaricare',
    remedy: 'Correggere le righe a partire dai propri dati: i rilievi dicono che cosa non va in ciascuna.',
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
