import { defineErrors, problemsOf } from '#libs/contracts';

/** Refusals of the simulated authorization server: one answer for every cause, as PDND does. */
export const SIMULATORI_ERRORS = defineErrors({
  voucher_negato: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Impossibile rilasciare un voucher per questa richiesta',
    remedy: 'Controllare la client assertion; il motivo è nel registro del simulatore.',
  },
});

export const simulatoriProblem = problemsOf(SIMULATORI_ERRORS);
