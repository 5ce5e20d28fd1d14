import { defineErrors, problemsOf } from '#libs/contracts';

/** Refusals of the guard. Each is one answer whatever the cause: a caller learns nothing of tokens, clients or records. */
export const SECURITY_ERRORS = defineErrors({
  non_autenticato: {
    status: 401,
    fault: 'sender',
    retryable: false,
    title: 'Richiesta senza un token di accesso valido',
    remedy:
      'Chiedere un nuovo token al server di autorizzazione e ripetere la richiesta con una sola intestazione Authorization.',
  },
  non_consentito: {
    status: 403,
    fault: 'sender',
    retryable: false,
    title: 'Operazione non consentita a chi la chiede',
    remedy: 'Verificare che il client sia registrato presso la Regione e abbia il ruolo che l’operazione richiede.',
  },
  autorizzazione_non_disponibile: {
    status: 503,
    fault: 'upstream',
    retryable: true,
    title: 'Il server di autorizzazione non risponde',
    remedy: 'Ripetere la richiesta dopo il tempo indicato in Retry-After: non è stato registrato nulla.',
  },
});

export const securityProblem = problemsOf(SECURITY_ERRORS);
