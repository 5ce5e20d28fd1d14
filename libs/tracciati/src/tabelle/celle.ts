import { compilaControllo, compilaConversione } from '../schema/valori.js';
import type { Tipo } from '../tracciato.js';
import type { TipoCella, Colonna } from './foglio.js';
import { giornoSeriale, leggiGiorno } from './giorni.js';
import { interoDi, leggiNumero } from './numeri.js';
import { leggiSiNo } from './parole.js';
import { type CellaGrezza, type CellaNumero, type Provenienza, numeroInCifre, testoDi } from './record.js';
import type { NomeRegola } from './regole.js';
import { type Segnala, compilaTesto } from './testi.js';
import { attesaDi } from './attese.js';

/** Reads a cell that is not empty. @returns undefined when it has an errore, which it has told to `segnala` */
export type LettoreCella = (cella: CellaGrezza, segnala: Segnala, provenienza: Provenienza) => unknown;

/** Makes a cell plain: digits and point, `YYYY-MM-DD`, text without what surrounds it. */
type Semplice = (cella: CellaGrezza, segnala: Segnala, provenienza: Provenienza) => string | undefined;

const LIST = '|';

/** The reader of a column. What a tracciato's type restricts is judged by the same code that judges XML, after the writing is made plain. */
export function compilaCella(colonna: Colonna): LettoreCella {
  const one = compilaUna(colonna);
  return (cella, segnala, provenienza) => {
    if (typeof cella === 'object' && cella.genere !== 'numero') {
      segnala(cella.genere === 'errore' ? 'erroreExcel' : 'maiCalcolata');
      return undefined;
    }
    if (colonna.lista !== true) return one(cella, segnala, provenienza);
    if (typeof cella !== 'string') return listOf([cella], one, segnala, provenienza);
    const parts = cella.split(LIST).filter((part) => part.trim() !== '');
    return listOf(parts, one, segnala, provenienza);
  };
}

function listOf(parts: readonly CellaGrezza[], one: LettoreCella, segnala: Segnala, provenienza: Provenienza): unknown {
  const values = parts.map((part) => one(part, segnala, provenienza));
  return values.includes(undefined) ? undefined : values;
}

function compilaUna(colonna: Colonna): LettoreCella {
  const { tipo } = colonna;
  if (tipo.base === 'si_no') return readSiNo;
  const semplice = compilaSemplice(colonna);
  const controllo = compilaControlli(tipo as Tipo);
  const valore = compilaValore(tipo);
  return (cella, segnala, provenienza) => {
    const plain = semplice(cella, segnala, provenienza);
    if (plain === undefined) return undefined;
    const difetto = controllo(plain);
    if (difetto === undefined) return valore(plain, segnala);
    segnala(difetto, { messaggio: attesaDi(tipo, difetto) });
    return undefined;
  };
}

const readSiNo: LettoreCella = (cella, segnala) => {
  const value = typeof cella === 'boolean' ? cella : leggiSiNo(testoDi(cella));
  if (value === undefined) segnala('siNo');
  return value;
};

function compilaSemplice(colonna: Colonna): Semplice {
  switch (colonna.tipo.base) {
    case 'data':
      return plainDay;
    case 'decimale':
      return plainNumber;
    case 'intero':
      return plainInteger;
    default:
      return compilaTesto(colonna);
  }
}

const plainDay: Semplice = (cella, segnala, { dal1904 }) => {
  const isNumber = typeof cella === 'object' && cella.genere === 'numero';
  const day = isNumber ? ofSerial(cella, dal1904) : leggiGiorno(testoDi(cella).trim());
  if (day === undefined) segnala('giorno');
  return day;
};

/** Serials that are rather a year written alone: as days they fall in 1905. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

function ofSerial({ numero, data }: CellaNumero, dal1904: boolean): string | undefined {
  return !data && numero >= FIRST_YEAR && numero <= LAST_YEAR ? undefined : giornoSeriale(numero, dal1904);
}

const plainNumber: Semplice = (cella, segnala) => {
  if (typeof cella === 'object') return ofWorkbook(cella as CellaNumero, segnala);
  const read = leggiNumero(testoDi(cella));
  if ('numero' in read) return read.numero;
  segnala(read.difetto);
  return undefined;
};

function ofWorkbook({ numero, data }: CellaNumero, segnala: Segnala): string | undefined {
  if (!data) return numeroInCifre(numero);
  segnala('diventataData');
  return undefined;
}

const plainInteger: Semplice = (cella, segnala, provenienza) => {
  const plain = plainNumber(cella, segnala, provenienza);
  if (plain === undefined) return undefined;
  const whole = interoDi(plain);
  if (whole === undefined) segnala('numero', { messaggio: 'Serve un numero intero, senza decimali.' });
  return whole;
};

const DIFETTI = { 'XSD-07': 'fuoriElenco', 'XSD-08': 'forma', 'XSD-09': 'lunghezza', 'XSD-10': 'numero' } as const;

/** The schema looks at the pattern of a type or at its lengths; a column may declare both. */
function compilaControlli(tipo: Tipo): (plain: string) => NomeRegola | undefined {
  const shape = compilaControllo(tipo);
  const { modello, elenco, ...others } = tipo;
  const length = modello === undefined || tipo.base !== 'testo' ? undefined : compilaControllo(others);
  const least = tipo.base === 'decimale' ? (tipo.minimo ?? -Infinity) : -Infinity;
  const most = tipo.base === 'decimale' ? (tipo.massimo ?? Infinity) : Infinity;
  return (plain) => {
    const difetto = shape(plain) ?? length?.(plain);
    if (difetto !== undefined) return DIFETTI[difetto];
    return Number(plain) < least || Number(plain) > most ? 'fuoriElenco' : undefined;
  };
}

function compilaValore(tipo: TipoCella): (plain: string, segnala: Segnala) => unknown {
  if (tipo.base === 'decimale' && tipo.forma === undefined) return Number;
  const conversione = compilaConversione(tipo as Tipo);
  return (plain, segnala) => {
    if (conversione.arrotonda(plain)) segnala('arrotondato');
    const value = conversione.canonico(plain);
    if (value === undefined) segnala('fuoriElenco', { messaggio: 'Il valore è fuori da ogni misura possibile.' });
    return value;
  };
}
