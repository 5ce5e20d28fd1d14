import type { Misura } from '../riservatezza/riservatezza.js';
import { type Area, type Soglie, sogliaOf } from '../riservatezza/soglie.js';

/** What a reader finds written: the words of a table, in one place for JSON and CSV. */
const DENOMINAZIONI_AREA: Readonly<Record<'1' | '2' | '3', string>> = {
  '1': 'Infanzia, adolescenza e famiglia',
  '2': 'Disabilità e non autosufficienza',
  '3': 'Povertà ed esclusione sociale',
};

export function denominazioneArea(area: Area): string {
  return area === null ? 'Area non indicata' : DENOMINAZIONI_AREA[area];
}

/** Areas of users of ISTAT's survey on the social spending of comuni that an area of INPS comprises; INPS has three, ISTAT seven. */
const AREE_ISTAT: Readonly<Record<'1' | '2' | '3', readonly string[]>> = {
  '1': ['FAM'],
  '2': ['DIS', 'ELD'],
  '3': ['POV', 'ADD', 'IMMNOM'],
};

export function areeIstat(area: Area): string[] {
  return area === null ? [] : [...AREE_ISTAT[area]];
}

export function testoPersone(stato: Misura['stato'], persone: number | null, area: Area, soglie: Soglie): string {
  if (stato === 'valore') return String(persone);
  if (stato === 'riservato') return `riservato (meno di ${sogliaOf(area, soglie)} persone)`;
  return stato === 'zero' ? '0' : 'non pervenuto';
}

/** A hidden amount does not say which of the two reasons hid it. */
export function testoSpesa(stato: Misura['stato'], cents: number | null): string {
  if (stato === 'valore') return euroOf(cents!);
  if (stato === 'riservato') return 'riservato';
  return stato === 'zero' ? euroOf(0) : 'non pervenuto';
}

/** Euro with two decimals and a point, from integer cents. */
export function euroOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const FONTE =
  'Snodo: prestazioni del tracciato PS_PSA_SINA accettate dal nodo regionale, collegate alle persone dal registro regionale e ' +
  'giunte senza alcun dato identificativo.';

export const DEFINIZIONI: Readonly<Record<string, string>> = {
  persone:
    'Persone distinte che nell’anno hanno avuto almeno una prestazione dell’area, erogata da un ente dell’ambito. Chi ne ha avute in ' +
    'più aree o ambiti conta una volta in ciascuna cella: le celle non si sommano. Le prestazioni di persone non distinguibili non ' +
    'contano tra le persone.',
  spesa:
    'Euro spesi nell’anno per quelle prestazioni: quelle a cavallo di più anni sono ripartite per anno. Comprende le prestazioni di ' +
    'persone non distinguibili.',
  ambito:
    'Ambito a cui l’ente erogatore appartiene il giorno indicato in `ambiti_al`; per un ente capofila che non ne fa parte, l’ambito di ' +
    'cui è capofila.',
  area: 'Area della prestazione come l’ha indicata l’ente; «non indicata» se manca.',
  aree_istat:
    'Aree di utenza dell’indagine ISTAT sulla spesa sociale dei comuni comprese nell’area: INPS ne distingue tre, ISTAT sette. Disabili e ' +
    'anziani, o povertà, dipendenze e immigrati, qui non si separano; la multiutenza di ISTAT non ha un corrispondente. Gli importi sono ' +
    'quelli delle prestazioni, ISTAT chiede la spesa impegnata; l’importo mensile c’è solo se l’ente lo scrive. Il confronto vale come ordine ' +
    'di grandezza.',
  riservato:
    'Il valore esiste e non si mostra: le persone sono meno della soglia, oppure una sola ha più di metà della spesa. Non è uno zero.',
  zero: 'Dell’ambito sono arrivate prestazioni di quell’anno, e nessuna è di questa cella.',
  non_pervenuto:
    'Dell’ambito non c’è alcuna prestazione di quell’anno, qualunque cosa abbia consegnato: non si può dire quanto sia.',
  revisione:
    'La tabella si ricalcola a intervalli, tutta insieme: ciò che arriva dopo `aggiornata_al` si vede con la revisione successiva.',
};
