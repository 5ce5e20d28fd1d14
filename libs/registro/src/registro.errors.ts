import { defineErrors, problemsOf } from '#libs/contracts';

/** What reading a sealed register may refuse: rows of the table of each app that has one. */
export const REGISTRO_ERRORS = defineErrors({
  parametro_non_valido: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Parametro mancante o non valido',
    remedy: 'Correggere il parametro indicato e ripetere la richiesta.',
  },
  testa_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Nessuna testa del registro ha questa dimensione, o comprende ciò che si chiede',
    remedy: 'Usare la dimensione di una testa pubblicata in «teste-registro» della stessa API, uguale o successiva.',
  },
  registro_discorde: {
    status: 500,
    fault: 'hub',
    retryable: false,
    title: 'Il registro sigillato non concorda con sé stesso',
    remedy:
      'Segnalare alla Regione l’identificativo di correlazione; fanno fede le ricevute, le prove e le teste già in possesso dell’ente.',
  },
});

export const registroProblem = problemsOf(REGISTRO_ERRORS);
