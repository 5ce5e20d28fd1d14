import { isTrasmissibileInps, parseIdentificativo } from '#libs/codici';
import type { ContestoFlussi } from './contesto.js';
import type { Contenuto } from './lettura.js';
import type { SpesaAnno, Tracciato, Trasmissione } from './tracciato.js';

/**
 * Why INPS's schema cannot carry the code of the person a riga is about; undefined: it can, or the tracciato has none. Says nothing of whether the code is
 * right: the rules of delivery have seen to that.
 */
export function motivoNonTrasmissibile(
  { chiave }: Tracciato,
  contenuto: Contenuto,
): 'omocodia' | 'stp' | 'eni' | 'codice_non_ammesso' | undefined {
  if (chiave.codiceFiscale === undefined) return undefined;
  const codiceFiscale = contenuto[chiave.codiceFiscale];
  if (typeof codiceFiscale !== 'string') return 'codice_non_ammesso';
  if (isTrasmissibileInps(codiceFiscale)) return undefined;
  const identificativo = parseIdentificativo(codiceFiscale);
  if ('invalid' in identificativo) return 'codice_non_ammesso';
  const { sistema } = identificativo;
  if (sistema === 'codice_fiscale') return identificativo.omocodia ? 'omocodia' : 'codice_non_ammesso';
  return sistema === 'codice_fiscale_provvisorio' ? 'codice_non_ammesso' : sistema;
}

/**
 * The records INPS gets of one canonical record, each for a document of its own: never empty, and equal each time they are asked for,
 * whatever was published before.
 */
export function flussiOf(tracciato: Tracciato, contenuto: Contenuto, contesto: ContestoFlussi): Contenuto[] {
  return trasmissioneOf(tracciato).flussi(contenuto, contesto);
}

/** Spending per calendar year in integer cents, in order of year; empty when the record does not say when. */
export function spesaPerAnno(tracciato: Tracciato, contenuto: Contenuto): SpesaAnno[] {
  return trasmissioneOf(tracciato).spesaPerAnno(contenuto);
}

/** @throws Error for a tracciato of which nothing goes to INPS: none of its righe may come here */
export function trasmissioneOf({ trasmissione, codice }: Tracciato): Trasmissione {
  if (trasmissione === undefined) throw new Error(`nothing of ${codice} goes to INPS`);
  return trasmissione;
}
