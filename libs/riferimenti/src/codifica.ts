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

/**
 * Reads the code of a riga of an ente on its event date: INPS's own codes first, then the region's, then the local ones. A code nobody
 * knows is never held: it is a slip of the pen, and the sender must hear of it at once.
 * @param scritto as the riga says it; `SAD/A2.07` is the local code SAD, meant as A2.07
 */
export function codifica(contesto: ContestoCodifica, ente: string, scritto: string, giorno: string): Codifica {
  const locale = contesto.sistemaLocaleOf(ente, giorno);
  const sistemi = locale === undefined ? [INPS, REGIONE] : [INPS, REGIONE, locale];
  const [codice, scelta] = partsOf(scritto);
  for (const da of sistemi) {
    const traduzione = contesto.traduci({ da, a: INPS, codice, giorno, ...(scelta === undefined ? {} : { scelta }) });
    if (traduzione.esito !== 'codice_sconosciuto') return codificaOf(traduzione);
  }
  return { esito: 'sconosciuta' };
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
