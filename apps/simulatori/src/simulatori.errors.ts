import { defineErrors, problemsOf } from '#libs/contracts';

/** Refusals of the simulators. The authorization server has one answer for every cause, as PDND does. */
export const SIMULATORI_ERRORS = defineErrors({
  voucher_negato: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Impossibile rilasciare un voucher per questa richiesta',
    remedy: 'Controllare la client assertion; il motivo è nel registro del simulatore.',
  },
  solo_da_questa_macchina: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'Il simulatore si guida solo dalla macchina su cui gira',
    remedy: 'Chiamare da 127.0.0.1.',
  },
  ente_non_seguito: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'INPS non segue un ente con questo codice',
    remedy: 'Aggiungerlo con PUT /inps/enti/CODICE, codice Belfiore.',
  },
  servizio_sconosciuto: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Nessun servizio simulato a questo indirizzo',
    remedy: 'Controllare l’indirizzo dell’e-service.',
  },
  richiesta_non_ammessa: {
    status: 401,
    fault: 'sender',
    retryable: false,
    title: 'La richiesta non ha le prove che il servizio chiede',
    remedy: 'Controllare voucher, digest e firme; il motivo è nel registro del simulatore.',
  },
  flusso_non_acquisito: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'INPS non ha acquisito un flusso con questo identificativo',
    remedy: 'Controllare l’elenco dei flussi acquisiti dall’ente.',
  },
});

export const simulatoriProblem = problemsOf(SIMULATORI_ERRORS);
