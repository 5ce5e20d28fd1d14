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
  persona_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Persona sconosciuta',
    remedy: 'Cercarla per codice fiscale: si vedono solo le persone che competono al proprio ente.',
  },
});

export const anagrafeProblem = problemsOf(ANAGRAFE_REGIONALE_ERRORS);
