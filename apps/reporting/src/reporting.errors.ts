import { defineErrors, problemsOf } from '#libs/contracts';

/** Errors of reporting; the edge has its own. */
export const REPORTING_ERRORS = defineErrors({
  anno_non_pubblicato: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Per l’anno richiesto non c’è una tabella pubblicata',
    remedy: 'Chiedere uno degli anni elencati in `anni_pubblicati`.',
  },
});

export const reportingProblem = problemsOf(REPORTING_ERRORS);
