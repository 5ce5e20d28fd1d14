import type { Criterio } from './criterio.js';

/** One value tried along a line of search: of one surname this date, of one date this surname. */
export interface Tentativo {
  readonly linea: string;
  readonly valore: string;
}

/**
 * The lines along which a search could be one step of going through everybody: the same name with other days, the same day with other
 * names, codes that follow one another.
 */
export function lineeOf(criterio: Criterio): Tentativo[] {
  if (criterio.per === 'codice') {
    const { sistema, codice } = criterio.identificativo;
    const base = criterio.identificativo.sistema === 'codice_fiscale' ? criterio.identificativo.base : codice;
    return lineeOfCodice(sistema, base).map((linea) => ({ linea: `${sistema}:${linea}`, valore: codice }));
  }
  const cognome = criterio.cognome.chiave;
  if (criterio.per === 'nascita') {
    return [
      { linea: `cognome:${cognome}`, valore: criterio.dataNascita },
      { linea: `nascita:${criterio.dataNascita}`, valore: cognome },
    ];
  }
  const { annoNascita, comune } = criterio;
  return [
    { linea: `cognome:${cognome}:${comune}`, valore: String(annoNascita) },
    { linea: `comune:${comune}:${annoNascita}`, valore: cognome },
  ];
}

/** What stays the same while the rest of a code is tried: its letters of the name, its birth, or all but the end of its number. */
function lineeOfCodice(sistema: string, codice: string): string[] {
  if (sistema === 'codice_fiscale') return [codice.slice(0, 6), codice.slice(6, 15)];
  // Seven digits in a row, the office, a check: a hundred that follow one another.
  if (codice.length === 11) return [`${codice.slice(0, 5)}:${codice.slice(7, 10)}`];
  return [codice.slice(0, -3)];
}
