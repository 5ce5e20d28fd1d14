import type { ContestoRegole } from '../contesto.js';
import { type Aperto, apri } from '../documenti/apri.js';
import type { Sorgente } from '../documenti/sorgente.js';
import type { FormatoDocumento } from '../lettura.js';
import type { Limiti } from '../limiti.js';
import type { Tracciato } from '../tracciato.js';
import { convertiInTabella } from './converti.js';
import { type DifettoDaDire, InOrdine, type RigaDaCorreggere } from './da-correggere.js';
import { ritagliaJson } from './ritaglia-json.js';
import { ritagliaCsv, ritagliaXlsx } from './ritaglia-tabella.js';
import { ritagliaXml } from './ritaglia-xml.js';

export interface DaRitagliare {
  readonly sorgente: Sorgente;
  /** How it was found to be written. */
  readonly formato: FormatoDocumento;
  /** The refused righe, in the order of the document. */
  readonly righe: AsyncIterable<RigaDaCorreggere>;
  /** What to mend outside the righe. */
  readonly sullInvio: readonly DifettoDaDire[];
}

/**
 * Of a document that has been read, the refused righe alone, as its sender wrote them and in its own form, with what to mend in each; out
 * of its archive. Flat memory.
 * @param contesto asked for only where the document has to be read again riga by riga
 * @param come in our own layout for tables, where that is not the form of the document
 */
export async function* ritagliaDocumento(
  tracciato: Tracciato,
  contesto: () => ContestoRegole,
  limiti: Limiti,
  { sorgente, formato, righe, sullInvio }: DaRitagliare,
  come: 'csv' | 'xlsx' | undefined,
): AsyncGenerator<string | Uint8Array> {
  const inOrdine = new InOrdine(righe);
  if (come !== undefined && come !== formato) {
    yield* convertiInTabella(tracciato, contesto(), limiti, sorgente, inOrdine, come);
    return;
  }
  yield* inSuaForma(tracciato, limiti, await apri(sorgente, limiti), inOrdine, sullInvio);
}

function inSuaForma(
  tracciato: Tracciato,
  limiti: Limiti,
  aperto: Aperto,
  righe: InOrdine,
  sullInvio: readonly DifettoDaDire[],
): AsyncIterable<string | Uint8Array> | readonly string[] {
  switch (aperto.genere) {
    case 'vuoto':
      return [];
    case 'xml':
      return ritagliaXml(tracciato, limiti, aperto.pezzi(), righe, sullInvio);
    case 'json':
      return ritagliaJson(tracciato, limiti, aperto.pezzi(), righe);
    case 'csv':
      return ritagliaCsv(tracciato, limiti, aperto.pezzi(), righe);
    default:
      return ritagliaXlsx(tracciato, limiti, aperto.archivio, righe);
  }
}
