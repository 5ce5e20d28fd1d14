import type { Codifica } from '#libs/tracciati';
import type { RichiestaTraduzione, Traduzione } from './traduzione.js';

/** INPS's nomenclature and the region's own. */
const INPS = 'SIUSS';
const REGIONE = 'REG';
/** Between a local code and the one meant, where it may be several. No code holds one. */
const SCELTA = '/';

/** What reading a code needs to know of the registries. */
export interface ContestoCodifica {
  traduci(richiesta: RichiestaTraduzione): Traduzione;
  /** The list whose codes the ente uses on the day: its own, or that of the capofila of its ambito. */
  sistemaLocaleOf(ente: string, day: string): string | undefined;
}

/** Answers a reader keeps; codes come from documents, and a hostile one must not fill the memory. */
const RISPOSTE_TENUTE = 100_000;

/**
 * Reads the codes of righe on their event dates: INPS's own codes first, then the region's, then the local ones. A code
 * nobody knows is never held: it is a slip of the pen, and the sender must hear of it at once. Immutable: answers are remembered.
 */
export class Codificatore {
  /** By ente, day and code. */
  readonly #risposte = new Map<string, Map<string, Map<string, Codifica>>>();
  #tenute = 0;

  constructor(private readonly contesto: ContestoCodifica) {}

  /** @param scritto as the riga says it; `SAD/A2.07` is the local code SAD, meant as A2.07 */
  read(ente: string, scritto: string, giorno: string): Codifica {
    const known = this.#risposte.get(ente)?.get(giorno)?.get(scritto);
    return known ?? this.#remember(ente, scritto, giorno, this.#answer(ente, scritto, giorno));
  }

  #answer(ente: string, scritto: string, giorno: string): Codifica {
    const locale = this.contesto.sistemaLocaleOf(ente, giorno);
    const sistemi = locale === undefined ? [INPS, REGIONE] : [INPS, REGIONE, locale];
    const [codice, scelta] = partsOf(scritto);
    for (const da of sistemi) {
      const richiesta = { da, a: INPS, codice, giorno, ...(scelta === undefined ? {} : { scelta }) };
      const traduzione = this.contesto.traduci(richiesta);
      if (traduzione.esito !== 'codice_sconosciuto') return codificaOf(traduzione);
    }
    return { esito: 'sconosciuta' };
  }

  #remember(ente: string, scritto: string, giorno: string, answer: Codifica): Codifica {
    if (this.#tenute >= RISPOSTE_TENUTE) {
      this.#tenute = 0;
      this.#risposte.clear();
    }
    const ofEnte = this.#risposte.get(ente) ?? new Map<string, Map<string, Codifica>>();
    const ofDay = ofEnte.get(giorno) ?? new Map<string, Codifica>();
    this.#risposte.set(ente, ofEnte.set(giorno, ofDay.set(scritto, answer)));
    this.#tenute += 1;
    return answer;
  }
}

function partsOf(scritto: string): readonly [codice: string, scelta: string | undefined] {
  const at = scritto.indexOf(SCELTA);
  return at < 0 ? [scritto, undefined] : [scritto.slice(0, at), scritto.slice(at + 1)];
}

function codificaOf(traduzione: Exclude<Traduzione, { esito: 'codice_sconosciuto' }>): Codifica {
  switch (traduzione.esito) {
    case 'tradotto':
      return {
        esito: 'tradotta',
        codice: traduzione.codice,
        versioni: traduzione.passi.map(({ versione }) => versione),
      };
    case 'senza_associazione':
      return { esito: 'in_attesa', sistema: traduzione.sistema, codice: traduzione.codice };
    default:
      return {
        esito: 'scelta',
        mancante: traduzione.esito === 'scelta_mancante',
        alternative: traduzione.alternative,
      };
  }
}
