import { setImmediate } from 'node:timers/promises';
import { sorgenteOf } from '../documenti/sorgente.js';
import type { Colonne, Foglio, RigaFoglio } from './foglio.js';
import { FoglioIlleggibile, oltreLimiteFoglio } from './foglio-illeggibile.js';
import { type Formato, formatoDi } from './formato.js';
import { LIMITI_FOGLIO, type LimitiFoglio } from './limiti-foglio.js';
import { nomeColonna, scegliIntestazione } from './intestazione.js';
import type { RecordFoglio } from './record.js';
import { type RegolaFoglio } from './regole.js';
import { type Parole, Registro, type RilievoFoglio, rilievoIn } from './rilievo-foglio.js';
import { Tabella } from './tabella.js';
import { recordsCsv } from './testo-csv.js';
import { leggiXlsx } from './xlsx/leggi-xlsx.js';

/** What reading a table gave. */
export interface EsitoFoglio<C extends Colonne = Colonne> {
  /** False: nothing of the file may be used. */
  readonly leggibile: boolean;
  /** Undefined when it was neither. */
  readonly formato: Formato | undefined;
  /** Name of the sheet; null in a CSV. */
  readonly foglio: string | null;
  /** Place, from 1, of each declared column the header has. */
  readonly colonne: Readonly<Partial<Record<keyof C, number>>>;
  /** Place, from 1, of each column kept beyond those declared, by its header. */
  readonly altre: Readonly<Record<string, number>>;
  /** The rows without errore, in order; blank ones are skipped. */
  readonly righe: readonly RigaFoglio<C>[];
  /** Rows met, right or wrong. */
  readonly lette: number;
  /** Of severity `errore`, listed or not; none means the file is right. */
  readonly errori: number;
  readonly avvisi: number;
  /** In order; at most as many as the limits list, and one that counts the others. */
  readonly rilievi: readonly RilievoFoglio[];
}

/** Reads a table, CSV or XLSX by its content. Whatever the bytes, it answers and never throws; limits bound its memory and time. */
export async function readFoglio<const C extends Colonne>(
  bytes: Uint8Array,
  foglio: Foglio<C>,
  limiti: LimitiFoglio = LIMITI_FOGLIO,
): Promise<EsitoFoglio<C>> {
  const registro = new Registro(limiti.rilievi);
  const lettura: Lettura = { formato: undefined, tabella: undefined };
  let leggibile = false;
  try {
    await leggi(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), foglio, limiti, registro, lettura);
    leggibile = true;
  } catch (error) {
    if (!(error instanceof FoglioIlleggibile)) throw error;
    spiega(error, registro);
  }
  return esitoDi<C>(leggibile, foglio, registro, lettura);
}

interface Lettura {
  formato: Formato | undefined;
  tabella: Tabella | undefined;
}

async function leggi(
  bytes: Buffer,
  foglio: Foglio,
  limiti: LimitiFoglio,
  registro: Registro,
  lettura: Lettura,
): Promise<void> {
  if (bytes.length > limiti.byte) throw oltreLimiteFoglio('byte del file', limiti.byte);
  lettura.formato = formatoDi(bytes);
  if (lettura.formato === 'xlsx') {
    return leggiXlsx(bytes, foglio, limiti, registro, (tabella) => (lettura.tabella = tabella));
  }
  lettura.tabella = new Tabella(foglio, limiti, registro, { rettangolare: true, dal1904: false });
  const pezzi = sorgenteOf(bytes).read(0, bytes.length);
  for await (const records of recordsCsv(pezzi, limiti, (first) => punteggioDi(first, foglio))) {
    for (const record of records) lettura.tabella.riga(record);
    // A large file must not hold up the answers of the whole process.
    await setImmediate();
  }
  lettura.tabella.fine();
}

function punteggioDi(records: readonly RecordFoglio[], foglio: Foglio): { note: number; celle: number } {
  const header = scegliIntestazione(records, foglio);
  return { note: header?.colonne.size ?? 0, celle: header?.record.celle.length ?? 0 };
}

function spiega({ regola, message, rimedio, posto }: FoglioIlleggibile, registro: Registro): void {
  if (regola === undefined) return;
  const parole = { ...(message === '' ? {} : { messaggio: message }), ...(rimedio === undefined ? {} : { rimedio }) };
  if (posto === undefined) registro.sulFile(regola, parole);
  else registro.sullaCella(posto, posto.colonna, '', regola, parole);
}

function esitoDi<C extends Colonne>(
  leggibile: boolean,
  foglio: Foglio,
  registro: Registro,
  { formato, tabella }: Lettura,
): EsitoFoglio<C> {
  const { colonne = new Map<string, number>(), altre = new Map<number, string>() } = tabella?.intestazione ?? {};
  const kept = foglio.altreColonne === true ? [...altre] : [];
  return {
    leggibile,
    formato,
    foglio: registro.foglio,
    colonne: Object.fromEntries([...colonne].map(([key, index]) => [key, index + 1])) as EsitoFoglio<C>['colonne'],
    altre: Object.fromEntries(kept.map(([index, name]) => [name, index + 1])),
    righe: leggibile ? ((tabella?.righe ?? []) as unknown as readonly RigaFoglio<C>[]) : [],
    lette: tabella?.lette ?? 0,
    errori: registro.errori,
    avvisi: registro.avvisi,
    rilievi: registro.elenco(),
  };
}

/**
 * A finding of who reads the rows, on the cell it is about, in the words of its own rule.
 * @param campo key of a declared column, or header of one kept beyond those
 */
export function rilievoSuCella<C extends Colonne>(
  esito: Pick<EsitoFoglio<C>, 'foglio' | 'colonne' | 'altre'>,
  foglio: Foglio<C>,
  riga: RigaFoglio<C>,
  campo: string,
  regola: RegolaFoglio,
  parole: Parole = {},
): RilievoFoglio {
  const colonna = (esito.colonne as Readonly<Record<string, number>>)[campo] ?? esito.altre[campo];
  const valore = (riga.testi as Readonly<Record<string, string>>)[campo] ?? riga.altre[campo] ?? '';
  return rilievoIn(esito.foglio, riga, colonna, nomeColonna(foglio, campo), regola, { ...parole, valore });
}
