import { type Argomenti, UsoErrato, optional, required } from '../comando.js';
import { CAMPI, CAMPI_ALTRI } from './campi.js';
import type { OpzioniCollega } from './collega.js';
import type { Mappe } from './mappa.js';
import type { FonteVerita } from './verita.js';

/** What was asked, once it makes sense. */
export interface RichiestaAbbina {
  readonly a: string;
  /** Undefined: the doubles of A. */
  readonly b: string | undefined;
  readonly mappa: string | undefined;
  readonly senza: ReadonlySet<string>;
  readonly json: boolean;
  readonly uscita: string | undefined;
  readonly gruppi: string | undefined;
  readonly verita: FonteVerita | undefined;
  readonly collega: OpzioniCollega;
}

/** @throws UsoErrato */
export function richiestaOf(argomenti: Argomenti): RichiestaAbbina {
  const { opzioni, posizionali } = argomenti;
  if (posizionali.length > 0)
    throw new UsoErrato(`argomento in più: ${posizionali[0]} (gli elenchi si dicono con --a e --b)`);
  const b = optional(argomenti, 'b');
  const dedup = opzioni.dedup === true;
  const gruppi = optional(argomenti, 'gruppi');
  const a = required(argomenti, 'a');
  if (dedup && b !== undefined) throw new UsoErrato('--dedup cerca i doppioni di A: non vuole --b');
  if (!dedup && b === undefined) throw new UsoErrato('manca --b (o --dedup, per i doppioni di A)');
  if (a === '-' && b === '-') throw new UsoErrato('uno solo dei due elenchi può venire dall’ingresso');
  if (gruppi !== undefined && !dedup) throw new UsoErrato('--gruppi va con --dedup');
  return {
    a,
    b,
    mappa: optional(argomenti, 'mappa'),
    senza: senzaOf(argomenti),
    json: opzioni.json === true,
    uscita: optional(argomenti, 'uscita'),
    gruppi,
    verita: veritaOf(argomenti),
    collega: collegaOf(argomenti, dedup),
  };
}

function senzaOf(argomenti: Argomenti): ReadonlySet<string> {
  const campi = (optional(argomenti, 'senza') ?? '').split(',').map((campo) => campo.trim());
  return new Set(campi.filter((campo) => campo !== ''));
}

/**
 * Refuses to leave out a field that neither we nor the mapping know: misspelt, it would be compared after all, and the pairs would rest
 * on what was to be left out.
 * @throws UsoErrato
 */
export function assertCampiNoti(senza: ReadonlySet<string>, { a, b }: Mappe): void {
  const noti = new Set([...CAMPI, ...CAMPI_ALTRI, ...Object.keys(a.altri), ...Object.keys(b.altri)]);
  const ignoto = [...senza].find((campo) => !noti.has(campo));
  if (ignoto === undefined) return;
  throw new UsoErrato(`--senza: il campo “${ignoto}” non esiste; i campi sono ${[...noti].join(', ')}`);
}

function veritaOf(argomenti: Argomenti): FonteVerita | undefined {
  const colonna = optional(argomenti, 'verita');
  if (argomenti.opzioni['verita-da-id'] !== true) return colonna === undefined ? undefined : { colonna };
  if (colonna !== undefined) throw new UsoErrato('--verita e --verita-da-id non vanno insieme');
  return 'id';
}

function collegaOf(argomenti: Argomenti, dedup: boolean): OpzioniCollega {
  const [certa, dubbia] = [probability(argomenti, 'soglia'), probability(argomenti, 'dubbio')];
  if (dubbia > certa) throw new UsoErrato('--dubbio non può superare --soglia');
  const distacco = numberOf(argomenti, 'distacco');
  if (!(distacco >= 0)) throw new UsoErrato('--distacco vuole un numero, da 0 in su');
  const cerca = optional(argomenti, 'cerca')?.toLowerCase();
  if (cerca !== undefined && (dedup || (cerca !== 'a' && cerca !== 'b')))
    throw new UsoErrato(dedup ? '--cerca vuole due elenchi' : '--cerca è a oppure b');
  return { soglie: { certa, dubbia, distacco }, veti: vetiOf(argomenti), cerca };
}

function vetiOf(argomenti: Argomenti): boolean | undefined {
  const veti = required(argomenti, 'veti').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (veti === 'auto') return undefined;
  if (veti !== 'si' && veti !== 'no') throw new UsoErrato('--veti è si, no o auto');
  return veti === 'si';
}

function probability(argomenti: Argomenti, nome: string): number {
  const value = numberOf(argomenti, nome);
  if (!(value > 0 && value < 1)) throw new UsoErrato(`--${nome} vuole una probabilità fra 0 e 1, per esempio 0,99`);
  return value;
}

function numberOf(argomenti: Argomenti, nome: string): number {
  return Number(required(argomenti, nome).replace(',', '.'));
}
