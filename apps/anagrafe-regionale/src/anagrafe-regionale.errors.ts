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
});

export const anagrafeProblem = problemsOf(ANAGRAFE_REGIONALE_ERRORS);
