import type { Tabella } from '../tabella.js';
import type { RilievoLetto } from './leggi-rilievi.js';

const NUMERO = { formato: 'intero', larghezza: 9 } as const;
const TESTO_LUNGO = { larghezza: 50, aCapo: true } as const;

/** Rilievi to work on in a spreadsheet. */
export const TABELLA_RILIEVI: Tabella<RilievoLetto> = {
  nome: 'rilievi',
  colonne: [
    { titolo: 'riga', ...NUMERO, valore: ({ riga }) => riga },
    { titolo: 'foglio', larghezza: 12, valore: ({ foglio }) => foglio },
    { titolo: 'cella', larghezza: 9, valore: ({ cella }) => cella },
    { titolo: 'linea', ...NUMERO, valore: ({ linea }) => linea },
    { titolo: 'colonna', ...NUMERO, valore: ({ colonna }) => colonna },
    { titolo: 'campo', larghezza: 32, valore: ({ campo }) => campo },
    { titolo: 'valore', larghezza: 20, valore: ({ valore }) => valore },
    { titolo: 'regola', larghezza: 10, valore: ({ regola }) => regola },
    { titolo: 'gravita', larghezza: 9, valore: ({ gravita }) => gravita },
    { titolo: 'messaggio', ...TESTO_LUNGO, valore: ({ messaggio }) => messaggio },
    { titolo: 'rimedio', ...TESTO_LUNGO, valore: ({ rimedio }) => rimedio },
    { titolo: 'fonte', ...TESTO_LUNGO, valore: ({ fonte }) => fonte },
    { titolo: 'colpa', larghezza: 10, valore: ({ colpa }) => colpa },
    { titolo: 'riga_id', larghezza: 38, valore: ({ riga_id }) => riga_id },
  ],
};
