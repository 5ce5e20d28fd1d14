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
  momento_non_valido: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Giorno o istante che non si legge',
    remedy:
      'Indicare in «valido_al» un giorno che esiste (2026-03-01) e in «noto_al» un istante con data e ora (2026-06-01T12:00:00Z); senza, vale adesso.',
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
});

export const anagrafeProblem = problemsOf(ANAGRAFE_REGIONALE_ERRORS);
