import { apri } from '../documenti/apri.js';
import { DocumentoIlleggibile } from '../documenti/documento-illeggibile.js';
import { illeggibileDa } from '../documenti/forma-tabella.js';
import type { Sorgente } from '../documenti/sorgente.js';
import type { Limiti } from '../limiti.js';
import { compilaPiano } from '../piano/compilato.js';
import { FoglioIlleggibile } from '../tabelle/foglio-illeggibile.js';
import type { Tracciato } from '../tracciato.js';
import type { FaiPseudonimo, Riscritto, Scrivi } from './pseudonimo.js';
import { riscriviJson } from './riscrivi-json.js';
import { riscriviTabella } from './riscrivi-tabella.js';

/** What became of a document. */
export type SenzaCodici =
  /** It may be kept as it came: it is XML, which has no place for a codice fiscale, or nothing at all. */
  | { readonly esito: 'come_viene' }
  /** What was written is what may be kept. */
  | Riscritto
  /** Nobody can tell whether it holds codes of persons. Carries the rule and the place, no value. */
  | { readonly esito: 'illeggibile'; readonly regola: string; readonly messaggio: string; readonly linea: number };

/** Whether a tracciato carries a pseudonym that the hub makes for who cannot. */
export function pseudonimizzabile({ estensione }: Tracciato): boolean {
  return estensione.some(({ uso }) => uso === 'codice_fiscale');
}

/**
 * Writes a document anew without any codice fiscale of those it speaks of: cell by cell, object by object, each where it was, so that what is
 * said of a place is said of the sender's own. A workbook becomes CSV. What the tracciato does not know is not written: it may say anything.
 * @throws what the source and `scrivi` throw
 */
export async function togliCodici(
  tracciato: Tracciato,
  limiti: Limiti,
  sorgente: Sorgente,
  fai: FaiPseudonimo,
  scrivi: Scrivi,
): Promise<SenzaCodici> {
  const piano = compilaPiano(tracciato);
  try {
    const aperto = await apri(sorgente, limiti);
    switch (aperto.genere) {
      case 'vuoto':
      case 'xml':
        return { esito: 'come_viene' };
      case 'json':
        return await riscriviJson(aperto.pezzi(), piano, limiti, fai, scrivi);
      default:
        return await riscriviTabella(aperto, piano, limiti, fai, scrivi);
    }
  } catch (error) {
    const motivo = error instanceof FoglioIlleggibile ? illeggibileDa(error) : error;
    if (!(motivo instanceof DocumentoIlleggibile)) throw error;
    const { regola, posto } = motivo;
    return { esito: 'illeggibile', regola: regola.codice, messaggio: regola.messaggio, linea: posto.linea };
  }
}
