import { defineErrors, problemsOf } from '#libs/contracts';

/** Everything that the registry of persons may refuse (codes are stable for ever; texts are what the caller reads). */
export const ANAGRAFE_REGIONALE_ERRORS = defineErrors({
  finalita_non_ammessa: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Finalità mancante o non ammessa',
    remedy: 'Indicare in «finalita» una delle finalità pubblicate: senza, nessuna persona si può cercare.',
  },
  codice_non_valido: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Codice mancante o che non identifica nessuno',
    remedy:
      'Indicare in «codice_fiscale» un codice fiscale (16 caratteri, o 11 cifre se provvisorio) o un codice STP o ENI, con il carattere di controllo giusto.',
  },
  criteri_non_validi: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Criteri di ricerca mancanti o che non bastano',
    remedy:
      'Cercare per codice; oppure per cognome con «data_nascita», o con «anno_nascita» e «comune_residenza» (codice ISTAT). Un cognome o un nome può finire con «*» dopo almeno tre lettere. Un sistema indica il codice, o cognome, nome e data di nascita per intero: solo un operatore sceglie tra più persone.',
  },
  troppe_persone: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'La ricerca trova troppe persone',
    remedy: 'Restringere la ricerca: il cognome intero, la data di nascita per intero, il nome.',
  },
  troppe_ricerche: {
    status: 429,
    fault: 'sender',
    retryable: true,
    title: 'Troppe ricerche senza esito, o troppe prove di seguito',
    remedy:
      'Attendere i secondi indicati in Retry-After. Si cerca una persona che si ha davanti, non si scorrono nomi, date o codici: la richiesta resta nel registro degli accessi.',
  },
  persona_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Persona sconosciuta',
    remedy: 'Cercarla per codice o per nome e nascita: si vedono solo le persone che competono al proprio ente.',
  },
  momento_non_valido: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Giorno o istante che non si legge',
    remedy:
      'Indicare in «valido_al» un giorno che esiste (2026-03-01) e in «noto_al» un istante con data e ora (2026-06-01T12:00:00Z); senza, vale adesso.',
  },
  persona_non_in_carico: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'La persona non è in carico all’ente',
    remedy: 'La rete sociale è di chi ha la persona in carico: aprire prima una presa in carico.',
  },
  fornitura_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Fornitura sconosciuta',
    remedy: 'Leggere l’elenco delle forniture: un ente decide delle proprie.',
  },
  fornitura_non_sospesa: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La fornitura non è sospesa',
    remedy: 'Si conferma o si rifiuta solo una fornitura sospesa: leggerne lo stato.',
  },
  identita_non_valida: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Identità incompleta, o con un codice che non identifica nessuno',
    remedy: 'Indicare «codice_fiscale» con il carattere di controllo giusto, «cognome» e «data_nascita» (AAAA-MM-GG).',
  },
  presa_in_carico_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Presa in carico sconosciuta',
    remedy: 'Cercarla fra quelle del proprio ente: le altre non si vedono.',
  },
  presa_in_carico_chiusa: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Presa in carico già chiusa',
    remedy: 'È chiusa con un altro giorno o un altro motivo: per seguire di nuovo la persona se ne apre una nuova.',
  },
  presa_in_carico_non_ammessa: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'La persona si vede solo in via d’urgenza',
    remedy:
      'Un accesso urgente non basta a prendere in carico; una protezione messa senza altro titolo basta quando il responsabile della protezione dei dati l’ha esaminata e trovata giustificata.',
  },
  richiesta_non_riconosciuta: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'La richiesta dell’interessato non si riconosce',
    remedy:
      'Indicare in «protocollo» il numero con cui l’ente l’ha protocollata, senza codici di persona, e in «richiesta_del» il giorno (AAAA-MM-GG), non futuro.',
  },
  riferimento_con_codice: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Il riferimento contiene il codice di una persona',
    remedy: 'Indicare in «riferimento» un numero o un codice del caso che non dica di chi è.',
  },
  riferimento_gia_usato: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Il riferimento è di un’altra presa in carico del proprio ente',
    remedy: 'Indicare un altro riferimento, o la stessa persona e lo stesso giorno con cui fu aperta.',
  },
  giorno_non_valido: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Giorno che non esiste, futuro, o prima dell’inizio',
    remedy: 'Indicare un giorno fra il primo della presa in carico e oggi.',
  },
  protezione_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Protezione sconosciuta',
    remedy: 'Cercarla fra quelle messe dal proprio ente: le altre non si vedono.',
  },
  accessi_urgenti_esauriti: {
    status: 429,
    fault: 'sender',
    retryable: true,
    title: 'Troppi accessi urgenti in 24 ore',
    remedy:
      'Chiedere a un collega, o attendere che siano passate 24 ore dal primo: contano anche quelli senza esito, e le protezioni di chi non si vede per altra via.',
  },
  accesso_urgente_da_esaminare: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Un accesso urgente precedente non è stato esaminato in tempo',
    remedy:
      'Farlo esaminare dal responsabile della protezione dei dati del proprio ente, o, se non è una protezione, dal comune di residenza della persona.',
  },
  accesso_urgente_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Accesso urgente sconosciuto',
    remedy: 'Cercarlo fra quelli che riguardano il proprio ente: gli altri non si vedono.',
  },
  accesso_urgente_esaminato: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'Accesso urgente già esaminato',
    remedy: 'L’esame che c’è resta: si legge nell’elenco degli accessi urgenti.',
  },
  esame_non_consentito: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'L’esame non spetta a chi lo fa',
    remedy:
      'Lo fa il responsabile della protezione dei dati dell’ente che l’ha chiesto, o il comune di residenza; mai chi l’ha chiesto.',
  },
  sottoscrizione_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Sottoscrizione sconosciuta',
    remedy: 'Cercarla tra quelle del proprio ente con GET /sottoscrizioni.',
  },
  pratica_non_ammessa: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Il riferimento della pratica somiglia a un codice di persona',
    remedy: 'Indicare in «pratica» il numero della pratica nel proprio sistema, mai un codice fiscale, STP o ENI.',
  },
  scadenza_non_ammessa: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'L’ultimo giorno è passato o troppo lontano',
    remedy:
      'Indicare in «fino_al» un giorno da oggi a 366 giorni da oggi; la sottoscrizione si rinnova ripetendo la richiesta.',
  },
  famiglia_non_visibile: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Della persona non si può seguire la famiglia',
    remedy: 'Seguire la persona sola: la famiglia si segue solo di chi si vede con profilo B o H.',
  },
  cursore_sconosciuto: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Il parametro cursor non è di una pagina precedente',
    remedy: 'Riprendere cursor tale e quale da next_cursor, o ometterlo per cominciare dalla notifica più vecchia.',
  },
  cursore_scaduto: {
    status: 410,
    fault: 'sender',
    retryable: false,
    title: 'Notifiche successive al cursore non si conservano più',
    remedy:
      'Rileggere le persone che si seguono, poi ricominciare senza cursor. Per non perderne, leggere almeno una volta al giorno.',
  },
  webhook_non_ammesso: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'A questo indirizzo non si consegnano notifiche',
    remedy: 'Indicare un indirizzo https pubblico, senza utente, password né frammento: mai uno di rete interna.',
  },
  webhook_assente: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'L’ente non ha registrato un webhook',
    remedy: 'Registrarlo con PUT /sottoscrizioni/webhook, o leggere le notifiche con GET /variazioni.',
  },
});

export const anagrafeProblem = problemsOf(ANAGRAFE_REGIONALE_ERRORS);
