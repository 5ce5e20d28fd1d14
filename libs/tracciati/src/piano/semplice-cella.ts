import type { Colonna } from '../tabelle/foglio.js';
import { giornoSeriale, leggiGiorno } from '../tabelle/giorni.js';
import { interoDi, leggiNumero } from '../tabelle/numeri.js';
import { leggiSiNo } from '../tabelle/parole.js';
import { type CellaGrezza, type CellaNumero, type Provenienza, numeroInCifre, testoDi } from '../tabelle/record.js';
import { type Segnala, compilaTesto } from '../tabelle/testi.js';
import type { CampoPiano } from './piano.js';
import { cifreDi, meseDi, oreDi } from './scritture.js';

/**
 * Makes a cell plain: as XML would write its value. What cannot be made plain is given as written, for the schema to judge.
 * @returns undefined when the cell holds no value that could be judged, which it has told to `segnala`
 */
export type SempliceCella = (cella: CellaGrezza, segnala: Segnala, provenienza: Provenienza) => string | undefined;

export function compilaSempliceCella(campo: CampoPiano): SempliceCella {
  const read = compilaTipo(campo);
  return (cella, segnala, provenienza) => {
    if (typeof cella !== 'object' || cella.genere === 'numero') return read(cella, segnala, provenienza);
    segnala(cella.genere === 'errore' ? 'erroreExcel' : 'maiCalcolata');
    return undefined;
  };
}

function compilaTipo({ tipo, descrizione }: CampoPiano): SempliceCella {
  switch (tipo.base) {
    case 'si_no':
      return (cella) => siNo(testoDi(cella));
    case 'data':
      return day;
    case 'intero':
      return (cella, segnala, provenienza) => {
        const plain = number(cella, segnala, provenienza);
        return plain === undefined ? undefined : (interoDi(plain) ?? plain);
      };
    case 'decimale':
      return tipo.forma === 'minuti' ? hours : number;
    default:
  }
  if (tipo.forma === 'mese') return month;
  const cifre = cifreDi(tipo);
  const colonna: Colonna = { tipo, descrizione, codice: true, ...(cifre === undefined ? {} : { cifre }) };
  return compilaTesto(colonna);
}

/** `sì` and `no` as a list of two would have them. */
export function siNo(text: string): string {
  const value = leggiSiNo(text);
  return value === undefined ? text : value ? 'sì' : 'no';
}

const isNumber = (cella: CellaGrezza): cella is CellaNumero => typeof cella === 'object' && cella.genere === 'numero';

/** Numbers that are rather a year written alone: as days they fall in 1905. */
const isYear = ({ numero, data }: CellaNumero): boolean => !data && numero >= 1900 && numero <= 2199;

const day: SempliceCella = (cella, _segnala, { dal1904 }) => {
  if (isNumber(cella)) return (isYear(cella) ? undefined : giornoSeriale(cella.numero, dal1904)) ?? testoDi(cella);
  const text = testoDi(cella).trim();
  return leggiGiorno(text) ?? text;
};

const month: SempliceCella = (cella, segnala, provenienza) => {
  if (isNumber(cella) && !cella.data) return numeroInCifre(cella.numero);
  return meseDi(day(cella, segnala, provenienza)!);
};

const number: SempliceCella = (cella, segnala) => {
  if (isNumber(cella)) {
    if (!cella.data) return numeroInCifre(cella.numero);
    segnala('diventataData');
    return undefined;
  }
  const text = testoDi(cella).trim();
  const read = leggiNumero(text);
  if ('numero' in read) return read.numero;
  if (read.difetto === 'numero') return text;
  segnala(read.difetto);
  return undefined;
};

const MINUTES_OF_A_DAY = 1440;
/** A time longer than this, in days, is rather a day of the year that a spreadsheet made of two numbers. */
const LONGEST = 366;

/** Hours and minutes: `2.30`, `2,30`, `2:30`, or the time a spreadsheet makes of the last. */
const hours: SempliceCella = (cella, segnala, provenienza) => {
  if (isNumber(cella) && cella.data && cella.numero >= 0 && cella.numero < LONGEST) {
    const minutes = Math.round(cella.numero * MINUTES_OF_A_DAY);
    return `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`;
  }
  return (typeof cella === 'string' ? oreDi(cella.trim()) : undefined) ?? number(cella, segnala, provenienza);
};
