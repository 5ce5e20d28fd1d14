import { defineErrors, problemsOf } from '#libs/contracts';

/** Errors of the edge, the same for every app. */
export const HTTP_ERRORS = defineErrors({
  richiesta_non_valida: {
    status: 400,
    fault: 'sender',
    retryable: false,
    title: 'Richiesta non leggibile',
    remedy:
      'Controllare che la richiesta segua la documentazione OpenAPI e che il corpo sia JSON ben formato in UTF-8.',
  },
  risorsa_sconosciuta: {
    status: 404,
    fault: 'sender',
    retryable: false,
    title: 'Risorsa sconosciuta',
    remedy: 'Controllare l’indirizzo: la risorsa non esiste o non è visibile a chi la chiede.',
  },
  metodo_non_ammesso: {
    status: 405,
    fault: 'sender',
    retryable: false,
    title: 'Metodo HTTP non ammesso',
    remedy: 'Usare uno dei metodi che la documentazione OpenAPI indica per questa risorsa.',
  },
  formato_non_disponibile: {
    status: 406,
    fault: 'sender',
    retryable: false,
    title: 'Formato di risposta non disponibile',
    remedy: 'Indicare in Accept uno dei formati che la documentazione OpenAPI elenca per questa risorsa.',
  },
  richiesta_troppo_lenta: {
    status: 408,
    fault: 'network',
    retryable: true,
    title: 'La richiesta non è arrivata per intero in tempo',
    remedy: 'Ripetere la richiesta; se il documento è molto grande, dividerlo o usare un collegamento più veloce.',
  },
  conflitto: {
    status: 409,
    fault: 'sender',
    retryable: false,
    title: 'La richiesta contrasta con lo stato attuale della risorsa',
    remedy: 'Rileggere la risorsa e decidere se la richiesta serve ancora.',
  },
  corpo_troppo_grande: {
    status: 413,
    fault: 'sender',
    retryable: false,
    title: 'Corpo della richiesta troppo grande',
    remedy: 'Dividere il contenuto in più richieste entro il limite indicato nella documentazione.',
  },
  tipo_non_ammesso: {
    status: 415,
    fault: 'sender',
    retryable: false,
    title: 'Tipo o codifica del contenuto non ammessi',
    remedy: 'Usare in Content-Type uno dei tipi che la documentazione elenca, senza Content-Encoding.',
  },
  campi_non_validi: {
    status: 422,
    fault: 'sender',
    retryable: false,
    title: 'Uno o più campi della richiesta non sono validi',
    remedy:
      'Correggere i campi elencati in `campi`, ciascuno con le `regole` che non rispetta, e ripetere la richiesta.',
  },
  troppe_richieste: {
    status: 429,
    fault: 'sender',
    retryable: true,
    title: 'Troppe richieste',
    remedy: 'Attendere i secondi indicati in Retry-After prima di ripetere la richiesta.',
  },
  intestazioni_troppo_lunghe: {
    status: 431,
    fault: 'sender',
    retryable: false,
    title: 'Intestazioni della richiesta troppo lunghe',
    remedy: 'Inviare meno intestazioni, o più corte: in tutto al massimo 32 KiB.',
  },
  errore_interno: {
    status: 500,
    fault: 'hub',
    retryable: true,
    title: 'Errore interno del servizio',
    remedy: 'Ripetere la richiesta più tardi; se l’errore resta, segnalarlo indicando correlation_id.',
  },
  servizio_non_pronto: {
    status: 503,
    fault: 'hub',
    retryable: true,
    title: 'Servizio temporaneamente non disponibile',
    remedy: 'Ripetere la richiesta dopo i secondi indicati in Retry-After.',
  },
});

export const httpProblem = problemsOf(HTTP_ERRORS);

/** The code of the edge for a status that an app or the framework gave without one of its own. */
export function codeOfStatus(status: number): keyof typeof HTTP_ERRORS {
  const codes = Object.keys(HTTP_ERRORS) as (keyof typeof HTTP_ERRORS)[];
  const exact = codes.find((code) => HTTP_ERRORS[code].status === status);
  if (exact !== undefined) return exact;
  return status >= 400 && status < 500 ? 'richiesta_non_valida' : 'errore_interno';
}
