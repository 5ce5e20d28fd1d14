import type { NomeRegolaJson } from '../regole/json.js';
import { compilaControllo } from '../schema/valori.js';
import { leggiGiorno } from '../tabelle/giorni.js';
import { interoDi, leggiNumero } from '../tabelle/numeri.js';
import { numeroInCifre } from '../tabelle/record.js';
import { compilaScelta } from '../tabelle/testi.js';
import type { Tipo } from '../tracciato.js';
import { FORBIDDEN } from '../xml/caratteri.js';
import type { CampoPiano } from './piano.js';
import { cifreDi, meseDi, oreDi } from './scritture.js';
import { siNo } from './semplice-cella.js';

/** Told of what is found in a value. */
export type SegnalaJson = (regola: NomeRegolaJson, messaggio?: string) => void;

/** Makes a value of JSON plain, as `SempliceCella` does a cell. Texts are taken as they are: JSON loses nothing of them. */
export type SempliceJson = (valore: unknown, segnala: SegnalaJson) => string | undefined;

const UNWRITABLE = new RegExp(`${FORBIDDEN.source}|\\p{Surrogate}`, 'u');

export function compilaSempliceJson({ tipo }: CampoPiano): SempliceJson {
  const ofText = compilaDaTesto(tipo);
  const ofNumber = compilaDaNumero(tipo);
  const choose = tipo.base === 'testo' ? compilaScelta({ tipo }) : undefined;
  return (valore, segnala) => {
    if (typeof valore === 'string') {
      if (!UNWRITABLE.test(valore)) return ofText(valore);
      segnala('carattere');
      return undefined;
    }
    if (typeof valore === 'number') return ofNumber(valore, segnala);
    if (typeof valore === 'boolean') {
      if (tipo.base === 'si_no') return valore ? 'sì' : 'no';
      const text = valore ? 'vero' : 'falso';
      const chosen = choose?.(text) ?? text;
      if (chosen !== text) return chosen;
    }
    segnala('tipoErrato');
    return undefined;
  };
}

/** An empty text says nothing, but where any text may stand: there it is one, as in XML. */
export function isAssente(valore: unknown, { tipo, esteso }: CampoPiano): boolean {
  if (valore === undefined || valore === null) return true;
  if (valore !== '') return false;
  return esteso !== undefined || tipo.base !== 'testo' || tipo.elenco !== undefined || tipo.modello !== undefined;
}

function compilaDaTesto(tipo: CampoPiano['tipo']): (text: string) => string {
  switch (tipo.base) {
    case 'si_no':
      return siNo;
    case 'data':
      return (text) => leggiGiorno(text) ?? text;
    case 'intero':
    case 'decimale':
      return compilaNumero(tipo);
    default:
  }
  return tipo.forma === 'mese' ? (text) => meseDi(leggiGiorno(text) ?? text) : compilaScelta({ tipo });
}

/** In JSON the point is the decimal point: only what the schema does not take is read as people write numbers. */
function compilaNumero(tipo: Tipo): (text: string) => string {
  const controllo = compilaControllo(tipo);
  return (text) => {
    if (controllo(text) !== 'XSD-10') return text;
    const hours = tipo.forma === 'minuti' ? oreDi(text) : undefined;
    if (hours !== undefined) return hours;
    const read = leggiNumero(text);
    if (!('numero' in read)) return text;
    return tipo.base === 'intero' ? (interoDi(read.numero) ?? text) : read.numero;
  };
}

function compilaDaNumero(tipo: CampoPiano['tipo']): (number: number, segnala: SegnalaJson) => string | undefined {
  const plain = (number: number): string =>
    Number.isFinite(number) && !Number.isSafeInteger(number) ? numeroInCifre(number) : String(number);
  if (tipo.base !== 'testo') return plain;
  const cifre = cifreDi(tipo);
  return (number, segnala) => {
    if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
      segnala('cifrePerse');
      return undefined;
    }
    const text = plain(number);
    if (tipo.elenco !== undefined) return text;
    if (cifre === undefined || text.length >= cifre || !/^[0-9]+$/.test(text)) {
      if (tipo.modello === undefined) segnala('numeroPerTesto');
      return text;
    }
    const whole = text.padStart(cifre, '0');
    segnala('zeri', `Mancavano gli zeri iniziali: ${text} è stato letto ${whole}.`);
    return whole;
  };
}
